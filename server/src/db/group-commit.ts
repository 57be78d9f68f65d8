// Many units of work, one fsync: all in one transaction, and one that fails leaves the others untouched.
import type { Tx } from './schema.ts'
import type { SqliteFile } from './sqlite.ts'

export type Outcome<R> = { ok: true; value: R } | { ok: false; error: unknown }

/** The whole batch is undone; nobody in it may be told that anything was stored. */
export class BatchFailed extends Error {
  override name = 'BatchFailed'
}

/**
 * Runs the units in order inside one `BEGIN IMMEDIATE … COMMIT`. A unit that throws rolls back alone.
 * Savepoints copy every page a unit touches, a fifth of the writer's time, so the first attempt goes without. When a
 * unit throws, all of it is undone and run again with one savepoint each: stamped units write the same rows again.
 * Returns after the commit was fsynced.
 * @throws {BatchFailed} when the transaction as a whole was lost (disk full, I/O error): reopen the file.
 */
export async function commitBatch<U, R>(
  file: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[]> {
  try {
    return (await commitAll(file, units, perform)) ?? (await commitEach(file, units, perform))
  } catch (cause) {
    if (file.raw.isTransaction) file.raw.exec('rollback')
    throw new BatchFailed('the batch could not be committed', { cause })
  }
}

/** Undefined when a unit threw: then nothing was stored. */
async function commitAll<U, R>(
  { raw, db }: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[] | undefined> {
  const outcomes: Outcome<R>[] = []
  raw.exec('begin immediate')
  try {
    // The only places where a plain handle becomes a transaction on SQLite: here and below.
    for (const unit of units) outcomes.push({ ok: true, value: await perform(db as Tx, unit) })
  } catch (error) {
    // SQLITE_FULL and SQLITE_IOERR may end the transaction by themselves: then there is nothing to go on with.
    if (!raw.isTransaction) throw error
    raw.exec('rollback')
    return undefined
  }
  raw.exec('commit')
  return outcomes
}

async function commitEach<U, R>(
  { raw, db, unit: mark }: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[]> {
  const outcomes: Outcome<R>[] = []
  raw.exec('begin immediate')
  for (const unit of units) {
    mark.begin()
    try {
      outcomes.push({ ok: true, value: await perform(db as Tx, unit) })
      mark.keep()
    } catch (error) {
      if (!raw.isTransaction) throw error
      mark.undo()
      outcomes.push({ ok: false, error })
    }
  }
  raw.exec('commit')
  return outcomes
}
