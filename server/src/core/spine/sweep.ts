// Housekeeping of the spine: what was kept for a while and is not needed any more.
import type { BucketRow } from '../../limits/limits.ts'
import { timeOf } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { deleteExpiredBuckets, deleteFinishedJobs, deleteOldKeys, upsertBucket } from './queries.ts'

const DAY = 86_400_000

/** Idempotency keys replay for a day; finished jobs stay readable for a day. */
export const sweepSpine: Verb<object, null> = async (tx, _, { now }) => {
  const dayAgo = timeOf(Date.parse(now) - DAY)
  await deleteOldKeys(tx, dayAgo)
  await deleteFinishedJobs(tx, dayAgo)
  await deleteExpiredBuckets(tx, Date.parse(now))
  return { result: null }
}

/** Limits of a minute and longer, written every second while they move, so that a restart is no bypass. */
export const saveBuckets: Verb<{ rows: BucketRow[] }, null> = async (tx, { rows }) => {
  for (const row of rows) await upsertBucket(tx, row)
  return { result: null }
}
