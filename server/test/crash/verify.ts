// What the file must hold after every crash: what was acknowledged, once, and nothing else.
import { DatabaseSync } from 'node:sqlite'
import type { Ticket } from './writers.ts'

/** Counted as Jepsen's set checker does; `recovered`: stored, its answer lost, acknowledged by a later replay. */
export type Counts = {
  attempted: number
  acknowledged: number
  lost: number
  duplicated: number
  unexpected: number
  recovered: number
}

export type Verdict = {
  counts: Counts /** One sentence each; none when all is well. */
  violations: string[]
}

type Stored = { id: string; number: string | null; query: string | null }

/** Opens the file read-only; the server must be stopped. */
export function verify(path: string, tickets: readonly Ticket[]): Verdict {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const stored = readTickets(db)
    const { counts, violations } = compare(stored, tickets)
    violations.push(...numbering(stored), ...eventsOf(db, stored.length), ...soundness(db))
    return { counts, violations }
  } finally {
    db.close()
  }
}

function readTickets(db: DatabaseSync): Stored[] {
  const rows = db.prepare(
    `select c.id, c.number, m.body as query
     from conversation c left join message m on m.org_id = c.org_id and m.conversation_id = c.id`,
  )
  return rows.all().map((row) => ({ id: String(row.id), number: text(row.number), query: text(row.query) }))
}

function compare(stored: readonly Stored[], tickets: readonly Ticket[]): Verdict {
  const attempted = new Set(tickets.map((ticket) => ticket.query))
  const found = Map.groupBy(stored, (row) => row.query ?? '')
  const acknowledged = tickets.filter((ticket) => ticket.acknowledged)
  const violations: string[] = []
  const counts: Counts = {
    attempted: tickets.length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((ticket) => !found.has(ticket.query)).length,
    duplicated: [...found.values()].filter((rows) => rows.length > 1).length,
    unexpected: [...found.keys()].filter((query) => !attempted.has(query)).length,
    recovered: acknowledged.filter((ticket) => ticket.acknowledged?.replayed).length,
  }
  for (const name of ['lost', 'duplicated', 'unexpected'] as const)
    if (counts[name] > 0) violations.push(`${counts[name]} tickets ${name}`)
  const unanswered = tickets.length - acknowledged.length
  if (unanswered > 0) violations.push(`${unanswered} tickets were never acknowledged`)
  for (const { query, acknowledged: told } of acknowledged) {
    const row = found.get(query)?.[0]
    if (row && (row.id !== told?.id || row.number !== told.number))
      violations.push(
        `"${query}" was acknowledged as ${told?.number} ${told?.id}, stored as ${row.number} ${row.id}`,
      )
  }
  return { counts, violations }
}

function numbering(stored: readonly Stored[]): string[] {
  const numbers = new Set(stored.map((row) => row.number))
  const missing = stored.map((_, index) => `ASM-${index + 1}`).filter((number) => !numbers.has(number))
  return missing.length > 0
    ? [`numbers are not gap-free: ${missing.length} missing, the first ${missing[0]}`]
    : []
}

/** Every ticket has exactly its two events; seqs run from 1 without a gap up to the counter. */
function eventsOf(db: DatabaseSync, tickets: number): string[] {
  const violations: string[] = []
  const { count, least, most } = only(
    db,
    'select count(*) as count, min(seq) as least, max(seq) as most from event',
  )
  if (least !== 1 || most !== count)
    violations.push(`event seq is not gap-free: ${count} events, ${least} to ${most}`)
  const counters = db.prepare('select name, value from counter').all()
  for (const [name, value] of [
    ['event', most],
    ['ticket', tickets],
  ] as const) {
    const counter = counters.find((row) => row.name === name)?.value
    if (counter !== value) violations.push(`the ${name} counter says ${counter}, not ${value}`)
  }
  for (const type of ['conversation.opened', 'message.created']) {
    const { events, conversations } = only(
      db,
      `select count(*) as events, count(distinct conversation_id) as conversations from event where type = '${type}'`,
    )
    if (events !== tickets || conversations !== tickets)
      violations.push(`${events} ${type} events about ${conversations} conversations for ${tickets} tickets`)
  }
  return violations
}

function soundness(db: DatabaseSync): string[] {
  const violations: string[] = []
  const { integrity_check: integrity } = only(db, 'pragma integrity_check')
  if (integrity !== 'ok') violations.push(`integrity_check: ${integrity}`)
  const orphans = db.prepare('pragma foreign_key_check').all().length
  if (orphans > 0) violations.push(`foreign_key_check: ${orphans} rows without their parent`)
  return violations
}

function only(db: DatabaseSync, query: string): Record<string, unknown> {
  return db.prepare(query).get() ?? {}
}

function text(value: unknown): string | null {
  return value === null ? null : String(value)
}
