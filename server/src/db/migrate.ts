// Forward-only migrations, one set for both engines. An older server refuses a newer database.
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { tableNames } from './dialect.ts'
import { migrations } from './migrations/index.ts'
import { SqliteKysely } from './node-sqlite.ts'
import type { Schema } from './schema.ts'

export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
}

/**
 * Brings the database to the newest schema (or to `upTo`); concurrent callers on PostgreSQL wait for each other.
 * @returns the names of the migrations that ran.
 * @throws {NewerDatabase} when the database holds a migration this server does not know; nothing is touched.
 */
export async function migrate(db: Kysely<Schema>, upTo?: string): Promise<string[]> {
  await missingMigrations(db)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const run = () => (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest())
  const { error, results } = db instanceof SqliteKysely ? await db.withSchemaOpen(run) : await run()
  if (error) throw error
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

/**
 * Names of the migrations that the next start will run, oldest first.
 * @throws {NewerDatabase} when the database holds a migration this server does not know.
 */
export async function missingMigrations(db: Kysely<Schema>): Promise<string[]> {
  const present = await applied(db)
  const unknown = present.filter((name) => !Object.hasOwn(migrations, name))
  if (unknown.length > 0)
    throw new NewerDatabase(
      `this database was written by a newer Parley (it has migration ${unknown.join(', ')}). ` +
        'Start that version or a later one; nothing was changed.',
    )
  return Object.keys(migrations).filter((name) => !present.includes(name))
}

/** Names of the migrations this database has, oldest first. */
export async function applied(db: Kysely<Schema>): Promise<string[]> {
  if (!(await tableNames(db)).includes('kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
