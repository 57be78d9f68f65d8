// A database opened only to be looked at: nothing is locked, migrated or made.
import { existsSync } from 'node:fs'
import { applied, missingMigrations } from './migrate.ts'
import type { DatabasePlace } from './open.ts'
import { openPostgres } from './postgres.ts'
import type { Queryable } from './schema.ts'
import { openReader, quickCheckOf, walBytes } from './sqlite.ts'

export type Look = {
  db: Queryable
  /** Migrations that ran, oldest first. */
  applied(): Promise<string[]>
  /** Migrations still to run. @throws {NewerDatabase} */
  missing(): Promise<string[]>
  /** SQLite's own verdict on its pages: `ok`, or what is wrong. Undefined where the engine sees to that itself. */
  check: (() => string) | undefined
  /** Bytes in the write-ahead log. */
  walBytes: (() => number) | undefined
  close(): Promise<void>
}

export async function lookAt(place: DatabasePlace): Promise<Look> {
  if (place.kind === 'postgres') {
    const db = openPostgres(place.url)
    return {
      db,
      applied: () => applied(db),
      missing: () => missingMigrations(db),
      check: undefined,
      walBytes: undefined,
      close: () => db.destroy(),
    }
  }
  if (!existsSync(place.path)) throw new Error(`there is no ${place.path}; the first start makes it`)
  const file = openReader(place.path)
  return {
    db: file.db,
    applied: () => applied(file.db),
    missing: () => missingMigrations(file.db),
    check: () => quickCheckOf(file),
    walBytes: () => walBytes(place.path),
    close: async () => file.raw.close(),
  }
}
