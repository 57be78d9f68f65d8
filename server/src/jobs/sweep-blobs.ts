import type { Blobs } from '../blobs/blobs.ts'
import { isBlobInUse } from '../core/attachments/queries.ts'
import type { Core } from '../core/core.ts'
import type { JobHandler } from './runner.ts'

/** Far longer than any request takes from keeping a file to naming it in the database. */
const GRACE = 24 * 3_600_000

/**
 * Removes files nobody points at: of requests that were refused at the last moment, or cut off by a crash. Whoever wants
 * the same bytes meanwhile puts them again first, which makes them young.
 */
export function sweepBlobs(core: Core, blobs: Blobs): JobHandler {
  return async (_, signal) => {
    const before = core.now() - GRACE
    for await (const sha256 of blobs.putBefore(before)) {
      signal.throwIfAborted()
      if (!(await isBlobInUse(core.read, sha256))) await blobs.removeIfPutBefore(sha256, before)
    }
  }
}
