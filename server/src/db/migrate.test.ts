import { type Kysely, sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { engine, freshPlace, type TestPlace } from '../../test/engines.ts'
import { applied, migrate, NewerDatabase } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openPostgres } from './postgres.ts'
import type { Schema } from './schema.ts'
import { openWriter } from './sqlite.ts'

const names = Object.keys(migrations)
const open: { db: Kysely<Schema>; place: TestPlace }[] = []

afterEach(async () => {
  for (const { db, place } of open.splice(0)) {
    await db.destroy()
    await place.remove()
  }
})

async function freshDatabase(): Promise<Kysely<Schema>> {
  const place = await freshPlace()
  const db =
    place.database.kind === 'postgres' ? openPostgres(place.database.url) : openWriter(place.database.path).db
  open.push({ db, place })
  return db
}

/** Every table, column, constraint and index, one per line, as the engine itself tells them. */
async function schemaOf(db: Kysely<Schema>): Promise<string> {
  const query =
    engine === 'sqlite'
      ? sql<{ line: string }>`select sql as line from sqlite_master
          where sql is not null and name not like 'kysely%' and name not like 'sqlite%' order by type, name`
      : sql<{ line: string }>`
          select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
              || coalesce(' default ' || column_default, '') as line
            from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'
          union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'kysely%'
          union all select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
          order by 1`
  return (await query.execute(db)).rows.map((row) => row.line).join('\n')
}

it('runs every migration once', async () => {
  const db = await freshDatabase()
  expect(await migrate(db)).toEqual(names)
  expect(await migrate(db)).toEqual([])
  expect(await applied(db)).toEqual(names)
})

it('ends at the recorded schema, however it got there', async () => {
  const [atOnce, stepwise] = [await freshDatabase(), await freshDatabase()]
  await migrate(atOnce)
  for (const name of names) expect(await migrate(stepwise, name)).toEqual([name])
  const schema = await schemaOf(atOnce)
  expect(await schemaOf(stepwise)).toBe(schema)
  // The recorded schema is for people to read, and what a changed migration would have to answer for.
  await expect(`${schema}\n`).toMatchFileSnapshot(`snapshots/${engine}.sql`)
})

it('has exactly the tables and columns that schema.ts promises', async () => {
  const db = await freshDatabase()
  await migrate(db)
  const tables = await db.introspection.getTables()
  // The words of the search belong to db/full-text.ts alone: each engine keeps them in its own way.
  const own = tables.filter((table) => !/^kysely|^search_words/.test(table.name))
  const found = own.map((table) => table.name)
  expect(found.sort()).toEqual(await promisedTables())
})

/** The keys of `Schema`, read from its source: types leave nothing to look at when the test runs. */
async function promisedTables(): Promise<string[]> {
  const { readFileSync } = await import('node:fs')
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const source = read('./schema.ts')
  const body = source.slice(source.indexOf('export interface Schema '), source.indexOf('/** Integers issued'))
  const tables = body + read('./chat-tables.ts')
  return [...tables.matchAll(/^ {2}(\w+): \{/gm)].map((match) => match[1] ?? '').sort()
}

it('refuses a database of a newer server and leaves it alone', async () => {
  const db = await freshDatabase()
  await migrate(db)
  await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(db)
  await expect(migrate(db)).rejects.toThrow(NewerDatabase)
  await expect(migrate(db)).rejects.toThrow(/9999-future/)
  expect(await applied(db)).toEqual([...names, '9999-future'])
})

it('lets several servers start on one empty database at once', async () => {
  if (engine === 'sqlite') {
    // There the lock on the data folder lets only one in: see data-folder.test.ts.
    expect(engine).toBe('sqlite')
    return
  }
  const place = await freshPlace()
  if (place.database.kind !== 'postgres') throw new Error('unreachable')
  const url = place.database.url
  const servers = [openPostgres(url), openPostgres(url), openPostgres(url)]
  open.push(...servers.slice(1).map((db) => ({ db, place: { ...place, remove: async () => {} } })))
  const [first] = servers
  if (first) open.push({ db: first, place })
  const ran = await Promise.all(servers.map((db) => migrate(db)))
  expect(ran.flat().sort()).toEqual(names)
})

it('finds the teammates and invitations of an older database by the addresses they have', async () => {
  const db = await freshDatabase()
  await migrate(db, '0006-invitations')
  const at = '2026-01-01T00:00:00.000Z'
  await sql`insert into organisation (id, slug, name, prefix, created_at) values ('o', 'o', 'O', 'ASM', ${at})`.execute(
    db,
  )
  await sql`insert into teammate (org_id, id, email, name, role, created_at)
    values ('o', 't', 'noor@example.com', 'Noor', 'owner', ${at})`.execute(db)
  await sql`insert into invitation (id, org_id, email, role, secret_hash, invited_by, expires_at, created_at)
    values ('i', 'o', 'ada@example.com', 'agent', 'h', 't', ${at}, ${at})`.execute(db)
  await migrate(db)
  const teammate = await db.selectFrom('teammate').select(['email', 'email_canonical']).execute()
  const invitation = await db.selectFrom('invitation').select(['email', 'email_canonical']).execute()
  expect([...teammate, ...invitation]).toMatchObject([
    { email: 'noor@example.com', email_canonical: 'noor@example.com' },
    { email: 'ada@example.com', email_canonical: 'ada@example.com' },
  ])
})

it('fills the tallies from the conversations there are', async () => {
  const db = await freshDatabase()
  await migrate(db, '0006-invitations')
  const at = '2026-01-01T00:00:00.000Z'
  const run = async (text: string) => void (await sql.raw(text).execute(db))
  await run(
    `insert into organisation (id, slug, name, prefix, created_at) values ('o', 'o', 'o', 'A', '${at}')`,
  )
  await run(`insert into counter (org_id, name, value) values ('o', 'ticket', 4)`)
  await run(
    `insert into channel (org_id, id, kind, name, created_at) values ('o', 'c', 'tickets', 'c', '${at}')`,
  )
  await run(`insert into teammate (org_id, id, email, name, role, password_hash, created_at)
    values ('o', 't', 't@example.com', 't', 'owner', 'x', '${at}')`)
  for (const [id, status, assignee] of [
    ['1', 'open', 'null'],
    ['2', 'open', "'t'"],
    ['3', 'closed', 'null'],
    ['4', 'closed', 'null'],
  ])
    await run(`insert into conversation (org_id, id, number, title, status, channel_id, assignee_id, owner_kind, next_seq,
      last_message_at, created_at, updated_at)
      values ('o', '${id}', 'A-${id}', 'x', '${status}', 'c', ${assignee}, 'people', 2, '${at}', '${at}', '${at}')`)
  await migrate(db)
  const rows = await db
    .selectFrom('conversation_tally')
    .selectAll()
    .orderBy('assignee_id')
    .orderBy('status')
    .execute()
  // What is open and nobody's is kept as its difference from the ticket counter: 1 of 4.
  expect(rows.map(({ assignee_id, status, value }) => [assignee_id, status, value])).toEqual([
    ['', 'closed', 2],
    ['', 'open', -3],
    ['t', 'open', 1],
  ])
})

it('gives every conversation its integer and its count of messages', async () => {
  const db = await freshDatabase()
  await migrate(db, '0017-chat')
  const at = '2026-01-01T00:00:00.000Z'
  const run = async (text: string) => void (await sql.raw(text).execute(db))
  for (const org of ['o', 'p']) {
    await run(
      `insert into organisation (id, slug, name, prefix, created_at) values ('${org}', '${org}', 'x', 'A1', '${at}')`,
    )
    await run(
      `insert into channel (org_id, id, kind, name, created_at) values ('${org}', 'c', 'tickets', 'c', '${at}')`,
    )
  }
  for (const [org, id, number] of [
    ['o', 'a', "'OLD9-7'"],
    ['o', 'b', 'null'],
    ['o', 'c', "'A1-120'"],
    ['o', 'd', 'null'],
    ['p', 'e', 'null'],
  ])
    await run(`insert into conversation (org_id, id, number, title, status, channel_id, owner_kind, next_seq,
      last_message_at, created_at, updated_at)
      values ('${org}', '${id}', ${number}, 'x', 'open', 'c', 'people', 2, '${at}', '${at}', '${at}')`)
  for (const [seq, kind] of ['message', 'event', 'note'].entries())
    await run(`insert into message (org_id, id, conversation_id, seq, kind, direction, author_kind, body, delivery,
      created_at) values ('o', 'm${seq}', 'b', ${seq}, '${kind}', 'inbound', 'contact', 'x', 'none', '${at}')`)
  await migrate(db)
  const rows = await db
    .selectFrom('conversation')
    .select(['id', 'serial', 'message_count'])
    .orderBy('id')
    .execute()
  expect(rows.map((row) => [row.id, row.serial, row.message_count])).toEqual([
    ['a', 7, 0],
    ['b', 1_000_000_001, 2],
    ['c', 120, 0],
    ['d', 1_000_000_002, 0],
    ['e', 1_000_000_001, 0],
  ])
  const counters = db.selectFrom('counter').select(['org_id', 'value']).where('name', '=', 'unnumbered')
  expect(await counters.orderBy('org_id').execute()).toEqual([
    { org_id: 'o', value: 2 },
    { org_id: 'p', value: 1 },
  ])
})
