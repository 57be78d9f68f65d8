// Opens the database the configuration names: one writer, readers beside it, schema brought up to date.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Engine } from './dialect.ts'
import { commitBatch } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { reportReader } from './report-reader.ts'
import type { Queryable, Tx } from './schema.ts'
import { lockDataFolder, openReader, openWriter } from './sqlite.ts'
import { inlineWriter, type Writer } from './writer.ts'
import { writerThread } from './writer-client.ts'

export type Database<U, R> = {
  engine: Engine
  read: Queryable
  reports: Queryable
  writer: Writer<U, R>
  /** Finishes what is queued, then lets go of files and locks. */
  close(): Promise<void>
}

export type DatabasePlace =
  | { kind: 'sqlite'; path: string; lockPath: string }
  | { kind: 'postgres'; url: string }

/** Where the writer loop runs on SQLite: a thread started from `entry`, or inline (tests) with `perform`. */
export type WriterLoop<U, R> = { entry: URL } | { perform: (tx: Tx, unit: U) => Promise<R> }

/**
 * @throws {DataFolderLocked} when another server holds the folder, {@link NewerDatabase} when the schema is newer.
 */
export async function openSqlite<U, R>(
  { path, lockPath }: { path: string; lockPath: string },
  loop: WriterLoop<U, R>,
): Promise<Database<U, R>> {
  mkdirSync(dirname(path), { recursive: true })
  const unlock = lockDataFolder(lockPath)
  try {
    const migrating = openWriter(path)
    try {
      await migrate(migrating.db)
    } finally {
      migrating.raw.close()
    }
    const writer = 'entry' in loop ? await writerThread<U, R>(loop.entry, path) : inline(path, loop.perform)
    const reader = openReader(path)
    const reports = reportReader(path)
    return {
      engine: 'sqlite',
      read: reader.db,
      reports,
      writer,
      async close() {
        await writer.close()
        await reports.destroy()
        reader.raw.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function inline<U, R>(path: string, perform: (tx: Tx, unit: U) => Promise<R>): Writer<U, R> {
  const file = openWriter(path)
  return inlineWriter({
    commit: (units) => commitBatch(file, units, perform),
    close: async () => file.raw.close(),
  })
}

/** @throws {NewerDatabase} when the schema is newer than this server. */
export async function openPostgresDatabase<U, R>(
  url: string,
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Database<U, R>> {
  // Loaded here, because a server on SQLite should not pay for the driver.
  const { openPostgres, postgresWriter } = await import('./postgres.ts')
  const db = openPostgres(url)
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const writer = postgresWriter(openPostgres(url, 'write'), perform)
  return {
    engine: 'postgres',
    read: db,
    reports: db,
    writer,
    async close() {
      await writer.close()
      await db.destroy()
    },
  }
}
