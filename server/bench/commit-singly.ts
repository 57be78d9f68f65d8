import { commitBatch as commitTogether, type Outcome } from '../src/db/group-commit.ts'
import type { Tx } from '../src/db/schema.ts'
import type { SqliteFile } from '../src/db/sqlite.ts'

/** As the writer thread calls it, but one commit per unit. */
export async function commitBatch<U, R>(
  file: SqliteFile,
  units: readonly U[],
  perform: (tx: Tx, unit: U) => Promise<R>,
): Promise<Outcome<R>[]> {
  const outcomes: Outcome<R>[] = []
  for (const unit of units) outcomes.push(...(await commitTogether(file, [unit], perform)))
  return outcomes
}
