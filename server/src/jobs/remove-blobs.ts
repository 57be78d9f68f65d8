import type { Blobs } from '../blobs/blobs.ts'
import { isBlobInUse } from '../core/attachments/queries.ts'
import type { Core } from '../core/core.ts'
import type { JobHandler } from './runner.ts'

/** Longer than any request takes from keeping a file to naming it: a twin that is just arriving is left alone. */
const GRACE = 5 * 60_000

/** Files whose rows are gone, but for those that anything else of anybody points at. What is left, `sweepBlobs` takes. */
export function removeBlobs(core: Core, blobs: Blobs): JobHandler {
  return async ({ payload }, signal) => {
    if (!Array.isArray(payload.blobs)) throw new Error('the job names no files')
    const before = core.now() - GRACE
    for (const blob of payload.blobs) {
      signal.throwIfAborted()
      const sha256 = String(blob)
      if (!(await isBlobInUse(core.read, sha256))) await blobs.removeIfPutBefore(sha256, before)
    }
  }
}
