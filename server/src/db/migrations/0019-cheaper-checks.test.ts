// Of SQLite alone: on PostgreSQL the migration changes nothing.
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshPlace, type TestPlace } from '../../../test/engines.ts'
import { migrate } from '../migrate.ts'
import type { Schema } from '../schema.ts'
import { openWriter } from '../sqlite.ts'

let place: TestPlace
let db: Kysely<Schema>
beforeEach(async () => {
  place = await freshPlace()
  if (place.database.kind !== 'sqlite') throw new Error('a case of SQLite alone')
  db = openWriter(place.database.path).db
})
afterEach(async () => {
  await db.destroy()
  await place.remove()
})

const insertChannel = (kind: string) =>
  sql`insert into channel (org_id, id, kind, name, created_at)
    values ('o', ${kind}, ${kind}, 'n', 't')`.execute(db)
const insertOrganisation = () =>
  sql`insert into organisation (id, slug, name, prefix, settings, created_at)
    values ('o', 'o', 'o', 'O', '{}', 't')`.execute(db)

it('has words compared: a list fills a temporary table for each row', async () => {
  await migrate(db)
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_schema where type = 'table'`.execute(db)
  const checks = rows.flatMap((row) => row.sql?.match(/check \([^()]*(\([^()]*\))?[^()]*\)/g) ?? [])
  expect(checks).toContain(
    "check (status = 'open' or status = 'pending' or status = 'snoozed' or status = 'closed')",
  )
  // Whoever writes `check (x in (…))` in a migration after this one: write `x = … or x = …`.
  expect(checks.filter((check) => / in \(/.test(check))).toEqual([])
})

it('still refuses other words, keeps what was there, and locks the schema again', async () => {
  await migrate(db, '0018-helpdesk-tickets')
  await insertOrganisation()
  await insertChannel('chat')
  await migrate(db)
  await insertChannel('tickets')
  await expect(insertChannel('pigeon')).rejects.toThrow('CHECK constraint failed')
  const { rows } = await sql<{ id: string }>`select id from channel order by id`.execute(db)
  expect(rows.map(({ id }) => id)).toEqual(['chat', 'tickets'])
  const { rows: found } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  expect(found).toEqual([{ integrity_check: 'ok' }])
  await sql`pragma writable_schema = on`.execute(db)
  await expect(sql`update sqlite_schema set sql = sql`.execute(db)).rejects.toThrow('may not be modified')
})
