// Many units of work, one fsync: all in one transaction, and one that fails leaves the others untouched.
import { Counters } from './counters.ts'
import { isStorageFault } from './dialect.ts'
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
 * @throws {BatchFailed} when the transaction as a whole was lost (disk full, I/O error, a lock that somebody else keeps):
 * reopen the file.
 */
export async function commitBatch<U, R>(
  file: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[]> {
  const counters = new Counters(file.db)
  const batch = { ...file, counters, units, perform }
  try {
    return (await commitAll(batch)) ?? (await commitEach(batch))
  } catch (cause) {
    undo(file)
    throw new BatchFailed('the batch could not be committed', { cause })
  } finally {
    counters.close()
  }
}

type Batch<U, R> = SqliteFile & {
  counters: Counters
  units: readonly U[]
  perform: (tx: Tx, unit: U) => Promise<R>
}

function undo({ raw }: SqliteFile): void {
  try {
    if (raw.isTransaction) raw.exec('rollback')
  } catch {
    // The same disk fails again: closing the file, which comes next, undoes it as well.
  }
}

/** SQLITE_FULL and SQLITE_IOERR may end the transaction by themselves, and what is left of it is not to be committed. */
function isLost({ raw }: SqliteFile, error: unknown): boolean {
  return !raw.isTransaction || isStorageFault(error)
}

/** Undefined when a unit threw: then nothing was stored. */
async function commitAll<U, R>(batch: Batch<U, R>): Promise<Outcome<R>[] | undefined> {
  const { raw, db, counters, units, perform } = batch
  const outcomes: Outcome<R>[] = []
  raw.exec('begin immediate')
  try {
    // The only places where a plain handle becomes a transaction on SQLite: here and below.
    for (const unit of units) outcomes.push({ ok: true, value: await perform(db as Tx, unit) })
    await counters.write()
  } catch (error) {
    if (isLost(batch, error)) throw error
    raw.exec('rollback')
    counters.forget()
    return undefined
  }
  raw.exec('commit')
  return outcomes
}

async function commitEach<U, R>(batch: Batch<U, R>): Promise<Outcome<R>[]> {
  const { raw, db, counters, units, perform, unit: mark } = batch
  const outcomes: Outcome<R>[] = []
  raw.exec('begin immediate')
  for (const unit of units) {
    mark.begin()
    try {
      const value = await perform(db as Tx, unit)
      await counters.write()
      outcomes.push({ ok: true, value })
      mark.keep()
    } catch (error) {
      if (isLost(batch, error)) throw error
      mark.undo()
      counters.forget()
      outcomes.push({ ok: false, error })
    }
  }
  raw.exec('commit')
  return outcomes
}
