import type { Core } from '../core/core.ts'
import { type OrgId, timeOf } from '../core/ids.ts'
import { findProgress } from '../core/search/queries.ts'
import { organisationIds } from '../core/spine/queries.ts'
import type { JobHandler } from './runner.ts'

const DAY = 86_400_000
const PAGE = 100

/** `days` null: events are kept for ever. What another node removes meanwhile is simply not there any more. */
export function sweepOldEvents(core: Core, days: number | null): JobHandler {
  return async (_, signal) => {
    if (days === null) return
    const before = timeOf(core.now() - days * DAY)
    for (let orgs = await organisationIds(core.read, '', PAGE); orgs.length > 0; ) {
      for (const org of orgs) {
        // What search has not read yet would never be found.
        const { seq: through } = await findProgress(core.read, org)
        do signal.throwIfAborted()
        while ((await core.run('sweepEvents', { org, before, through })).more)
      }
      orgs = await organisationIds(core.read, orgs.at(-1) as OrgId, PAGE)
    }
  }
}
