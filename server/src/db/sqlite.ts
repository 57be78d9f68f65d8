// SQLite files: the one writer connection, readers, and the lock that keeps a second server out.
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Kysely } from 'kysely'
import { DomainError } from '../core/errors.ts'
import { isLocked, isStorageFault } from './dialect.ts'
import { SqliteKysely } from './node-sqlite.ts'
import type { Schema } from './schema.ts'

/** `unit` marks, keeps and undoes one unit inside a batch: prepared, because parsing them anew costs as much as a row. */
export type SqliteFile = {
  raw: DatabaseSync
  db: Kysely<Schema>
  unit: { begin(): void; keep(): void; undo(): void }
}

/** The WAL-reset corruption race is fixed from here on. */
const OLDEST_SQLITE = [3, 51, 3] as const

/** Every pragma a writer runs under. They are read back: a setting that did not take is a reason not to start. */
const WRITER_PRAGMAS = {
  synchronous: 2,
  mmap_size: 0,
  busy_timeout: 5000,
  journal_size_limit: 67108864,
  foreign_keys: 1,
  trusted_schema: 0,
  cache_size: -8192,
  // Only for writers that do not fold by themselves (setup, migrations): see `foldLog`.
  wal_autocheckpoint: 4000,
  // Savepoints keep the pages they may restore; in a file, that was a third of the time a ticket takes.
  temp_store: 2,
} as const

/** @throws when the file cannot be opened or a setting did not take; nothing is left open then. */
export function openWriter(path: string): SqliteFile {
  const raw = new DatabaseSync(path)
  try {
    return prepareWriter(raw, path)
  } catch (error) {
    raw.close()
    throw error
  }
}

function prepareWriter(raw: DatabaseSync, path: string): SqliteFile {
  assertVersion(raw)
  raw.exec('pragma journal_mode = wal')
  if (pragma(raw, 'journal_mode') !== 'wal') throw new Error(`cannot use write-ahead logging on ${path}`)
  for (const [name, value] of Object.entries(WRITER_PRAGMAS)) {
    raw.exec(`pragma ${name} = ${value}`)
    // With no mapping compiled in or a file in memory, mmap_size reports nothing: as good as 0.
    if ((pragma(raw, name) ?? 0) !== value) throw new Error(`pragma ${name} did not take the value ${value}`)
  }
  return { raw, db: kyselyOn(raw), unit: savepoints(raw) }
}

export function openReader(path: string): Pick<SqliteFile, 'raw' | 'db'> {
  const raw = new DatabaseSync(path, { readOnly: true })
  raw.exec(
    'pragma busy_timeout = 5000; pragma mmap_size = 0; pragma trusted_schema = 0; pragma cache_size = -8192',
  )
  return { raw, db: new SqliteKysely<Schema>(raw, asUnavailable) }
}

/** A file that cannot be read is nobody's mistake: 503, not a fault of ours. */
function asUnavailable(error: unknown): unknown {
  if (!isStorageFault(error)) return error
  return new DomainError('unavailable', 'the database cannot be read', {}, { cause: error })
}

function savepoints(raw: DatabaseSync): SqliteFile['unit'] {
  const [savepoint, release, rollback] = ['savepoint unit', 'release unit', 'rollback to unit'].map((text) =>
    raw.prepare(text),
  )
  return {
    begin: () => void savepoint?.run(),
    keep: () => void release?.run(),
    undo() {
      rollback?.run()
      release?.run()
    },
  }
}

export function kyselyOn(raw: DatabaseSync): Kysely<Schema> {
  return new SqliteKysely<Schema>(raw)
}

export class DataFolderLocked extends Error {
  override name = 'DataFolderLocked'
}

/**
 * Holds `lock.db` exclusively until released; the kernel frees it however the process dies.
 * @throws {DataFolderLocked} when another process holds it.
 */
export function lockDataFolder(lockPath: string): () => void {
  const lock = new DatabaseSync(lockPath)
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    if (!isLocked(error)) throw error
    throw new DataFolderLocked(
      `another Parley server is already running on this data folder (${lockPath} is locked). ` +
        'Stop it first, or choose another DATA_DIR.',
    )
  }
  return () => lock.close()
}

/** Frames of the log that are folded back in one go: some 2 ms of work. */
const FOLD_FRAMES = 500

/**
 * Folds the log back into the file once enough has gathered. Meant for the moment after the answers left: SQLite's own
 * automatic checkpoint runs inside the commit, where a whole batch of callers waits for it.
 */
export function foldLog({ raw }: SqliteFile): void {
  const { log = 0, checkpointed = 0 } = raw.prepare('pragma wal_checkpoint(noop)').get() ?? {}
  if (Number(log) - Number(checkpointed) > FOLD_FRAMES) raw.exec('pragma wal_checkpoint(passive)')
}

/** How large the write-ahead log may grow before the timed truncating checkpoint. */
const WAL_LIMIT = 16 * 1024 * 1024

/** Folds the log back into the file when it is large; a busy reader only postpones it to the next call. */
export function checkpoint({ raw }: SqliteFile, walBytes: number): void {
  if (walBytes > WAL_LIMIT) raw.exec('pragma wal_checkpoint(truncate)')
}

/** Size of the write-ahead log beside the database at `path`. */
export function walBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

export function integrityOf({ raw }: Pick<SqliteFile, 'raw'>): string {
  return String(pragma(raw, 'integrity_check'))
}

/** Every page and its order, but not whether each index has each row: a tenth of the time. Stops at the tenth fault. */
export function quickCheckOf({ raw }: Pick<SqliteFile, 'raw'>): string {
  return raw
    .prepare('pragma quick_check(10)')
    .all()
    .map((row) => String(Object.values(row)[0]))
    .join('; ')
}

function pragma(raw: DatabaseSync, name: string): unknown {
  const row = raw.prepare(`pragma ${name}`).get()
  return row && Object.values(row)[0]
}

function assertVersion(raw: DatabaseSync): void {
  const version = String(raw.prepare('select sqlite_version() as version').get()?.version)
  const parts = version.split('.').map(Number)
  for (const [place, needed] of OLDEST_SQLITE.entries()) {
    const part = parts[place] ?? 0
    if (part > needed) return
    if (part < needed)
      throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed`)
  }
}
