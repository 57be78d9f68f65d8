import type { Core } from '../core/core.ts'
import { timeOf } from '../core/ids.ts'
import { orgsWithOldUploads } from '../core/uploads/queries.ts'
import type { JobHandler } from './runner.ts'

const DAY = 24 * 3_600_000
const PAGE = 100

/** Files that no message took up within a day; their bytes go by jobs that this leaves behind. */
export function sweepUploads(core: Core): JobHandler {
  return async (_, signal) => {
    const before = timeOf(core.now() - DAY)
    for (let orgs = await orgsWithOldUploads(core.read, before, PAGE); orgs.length > 0; ) {
      for (const org of orgs) {
        do signal.throwIfAborted()
        while ((await core.run('dropOldUploads', { org, before })).more)
      }
      orgs = await orgsWithOldUploads(core.read, before, PAGE)
    }
  }
}
