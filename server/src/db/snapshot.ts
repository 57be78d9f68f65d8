// A SQLite database in use, copied as of one moment; nobody who writes meanwhile has to wait.
import { open } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { missingMigrations } from './migrate.ts'
import type { Queryable } from './schema.ts'
import { integrityOf, openReader } from './sqlite.ts'

/** Another schema than ours: its tables may not be what our queries expect. */
export class OlderDatabase extends Error {
  override name = 'OlderDatabase'
}

/** Some 40 MB between two looks at whether to go on. */
const PAGES_AT_ONCE = 10_000

/**
 * Copies page by page, under a read transaction: a commit in between neither shows nor makes the copy begin again.
 * The copy is one file without a write-ahead log, fsynced.
 * @throws {NewerDatabase} or {@link OlderDatabase} when another version wrote it.
 */
export async function snapshotSqlite(path: string, to: string): Promise<void> {
  const source = openReader(path)
  try {
    source.raw.exec('begin')
    if ((await missingMigrations(source.db)).length > 0)
      throw new OlderDatabase('this database was written by an older Parley: start this version once first')
    // Made here, because SQLite would let others read it. Never over a file that is there.
    await (await open(to, 'wx', 0o600)).close()
    await backup(source.raw, to, { rate: PAGES_AT_ONCE })
  } finally {
    source.raw.close()
  }
  const copy = new DatabaseSync(to)
  copy.exec('pragma journal_mode = delete')
  copy.close()
  const file = await open(to, 'r+')
  await file.sync()
  await file.close()
}

/** Opens a file that nobody writes, checks every page, and lets `work` read it. */
export async function readSnapshot<T>(path: string, work: (db: Queryable) => Promise<T>): Promise<T> {
  const file = openReader(path)
  try {
    const integrity = integrityOf(file)
    if (integrity !== 'ok') throw new DamagedDatabase(`${path} is damaged: ${integrity}`)
    await missingMigrations(file.db)
    return await work(file.db)
  } finally {
    file.raw.close()
  }
}

export class DamagedDatabase extends Error {
  override name = 'DamagedDatabase'
}

/** What is in it, for people to compare. */
export async function countRows(db: Queryable): Promise<Record<(typeof COUNTED)[number], number>> {
  const counts = { organisation: 0, conversation: 0, message: 0, attachment: 0, event: 0 }
  for (const table of COUNTED) {
    const { rows } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    counts[table] = rows
  }
  return counts
}

const COUNTED = ['organisation', 'conversation', 'message', 'attachment', 'event'] as const
