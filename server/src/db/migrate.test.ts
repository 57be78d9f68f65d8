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
  const found = tables.filter((table) => !table.name.startsWith('kysely')).map((table) => table.name)
  expect(found.sort()).toEqual(await promisedTables())
})

/** The keys of `Schema`, read from its source: types leave nothing to look at when the test runs. */
async function promisedTables(): Promise<string[]> {
  const { readFileSync } = await import('node:fs')
  const source = readFileSync(new URL('./schema.ts', import.meta.url), 'utf8')
  const body = source.slice(
    source.indexOf('export interface Schema {'),
    source.indexOf('/** Integers issued'),
  )
  return [...body.matchAll(/^ {2}(\w+): \{/gm)].map((match) => match[1] ?? '').sort()
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
