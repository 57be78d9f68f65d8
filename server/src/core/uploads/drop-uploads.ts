// Files nobody will send: given up by their teammate, or forgotten for a day.
import { missing } from '../errors.ts'
import { type OrgId, type Time, timeOf } from '../ids.ts'
import type { Effect, Verb } from '../verb.ts'
import { takeOldUploads, takeUploads } from './queries.ts'

/** How long the bytes stay after their row: a backup that saw the row is through with its files by then. */
const BYTES_STAY = 3_600_000
const PAGE = 200

/** @throws {DomainError} `not_found` for what is sent, somebody else's or unknown. */
export const dropUpload: Verb<{ org: OrgId; teammateId: string; id: string }, null> = async (
  tx,
  { org, teammateId, id },
  { now },
) => {
  const gone = await takeUploads(tx, org, teammateId, [id])
  if (gone.length === 0) throw missing('file')
  return {
    ...bytesLater(
      org,
      gone.map(({ sha256 }) => sha256),
      now,
    ),
    result: null,
  }
}

/** A page of those that are older; `more` when there may be others. */
export const dropOldUploads: Verb<{ org: OrgId; before: Time }, { more: boolean }> = async (
  tx,
  { org, before },
  { now },
) => {
  const gone = await takeOldUploads(tx, org, { before, limit: PAGE })
  return { ...bytesLater(org, gone, now), result: { more: gone.length === PAGE } }
}

function bytesLater(org: OrgId, blobs: readonly string[], now: Time): Omit<Effect<never>, 'result'> {
  if (blobs.length === 0) return { org }
  const runAt = timeOf(Date.parse(now) + BYTES_STAY)
  return { org, jobs: [{ kind: 'removeBlobs', payload: { blobs: [...new Set(blobs)] }, runAt }] }
}
