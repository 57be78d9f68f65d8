// Many units of work, one fsync: each in its own savepoint, all in one transaction.
import type { Tx } from './schema.ts'
import type { SqliteFile } from './sqlite.ts'

export type Outcome<R> = { ok: true; value: R } | { ok: false; error: unknown }

/** The whole batch is undone; nobody in it may be told that anything was stored. */
export class BatchFailed extends Error {
  override name = 'BatchFailed'
}

/**
 * Runs the units in order inside one `BEGIN IMMEDIATE … COMMIT`. A unit that throws rolls back alone.
 * Returns after the commit was fsynced.
 * @throws {BatchFailed} when the transaction as a whole was lost (disk full, I/O error): reopen the file.
 */
export async function commitBatch<U, R>(
  { raw, db, unit: mark }: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[]> {
  const outcomes: Outcome<R>[] = []
  // The one place where a plain handle becomes a transaction on SQLite.
  const tx = db as Tx
  try {
    raw.exec('begin immediate')
    for (const unit of units) {
      mark.begin()
      try {
        const value = await perform(tx, unit)
        mark.keep()
        outcomes.push({ ok: true, value })
      } catch (error) {
        // SQLITE_FULL and SQLITE_IOERR may end the transaction by themselves: then there is nothing to go on with.
        if (!raw.isTransaction) throw error
        mark.undo()
        outcomes.push({ ok: false, error })
      }
    }
    raw.exec('commit')
  } catch (cause) {
    if (raw.isTransaction) raw.exec('rollback')
    throw new BatchFailed('the batch could not be committed', { cause })
  }
  return outcomes
}
