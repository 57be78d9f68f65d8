// A verifier that cannot fail proves nothing: it must notice each of these in a doctored copy of the same file.
import { copyFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { verify } from './verify.ts'
import type { Ticket } from './writers.ts'

const TARGET = '(select id from conversation order by id limit 1 offset 3)'

const NEXT = "(select value + 1 from counter where name = 'ticket')"

/** The crime, and the word that must stand in one of the violations. */
const CRIMES: readonly { name: string; notices: string; sql: string }[] = [
  {
    name: 'a ticket deleted',
    notices: 'lost',
    sql: `delete from message where conversation_id = ${TARGET}; delete from conversation where id = ${TARGET}`,
  },
  {
    name: 'a ticket stored twice',
    notices: 'duplicated',
    sql: `${copyOf('conversation', { id: "'copy'", serial: NEXT, number: `'ASM-' || ${NEXT}` }, 'id')};
      ${copyOf('message', { id: "'copy'", conversation_id: "'copy'" }, 'conversation_id')}`,
  },
  {
    name: 'a number bumped',
    notices: 'gap-free',
    sql: `update conversation set number = 'ASM-9999999' where id = ${TARGET}`,
  },
  { name: 'an event gone', notices: 'event seq', sql: 'delete from event where seq = 7' },
  { name: 'a contact gone', notices: 'foreign_key_check', sql: 'delete from contact' },
]

/** @returns the crimes that went unnoticed, one sentence each. */
export function selfCheck(path: string, tickets: readonly Ticket[]): string[] {
  return CRIMES.flatMap(({ name, notices, sql }) => {
    const copy = `${path}.doctored`
    copyFileSync(path, copy)
    const db = new DatabaseSync(copy, { enableForeignKeyConstraints: false })
    db.exec(sql)
    db.close()
    const noticed = verify(copy, tickets).violations.some((violation) => violation.includes(notices))
    return noticed ? [] : [`the verifier did not notice ${name}`]
  })
}

/** SQL that inserts the target's row of `table` again with some columns replaced. */
function copyOf(table: string, replaced: Record<string, string>, key: string): string {
  const temporary = `copied_${table}`
  const changes = Object.entries(replaced).map(([column, value]) => `${column} = ${value}`)
  return `create temp table ${temporary} as select * from ${table} where ${key} = ${TARGET};
    update ${temporary} set ${changes.join(', ')}; insert into ${table} select * from ${temporary}`
}
