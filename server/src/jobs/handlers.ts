// Which job is done by what, and what runs by the clock.
import type { Blobs } from '../blobs/blobs.ts'
import type { Core } from '../core/core.ts'
import type { SafeFetch } from '../outbound/safe-fetch.ts'
import { fetchLink } from './fetch-link.ts'
import type { JobHandler, Schedule } from './runner.ts'
import { sweepBlobs } from './sweep-blobs.ts'
import { wakeConversation } from './wake-conversation.ts'

export const schedules: readonly Schedule[] = [
  { name: 'sweep', kind: 'sweep', cron: '17 * * * *' },
  { name: 'sweepBlobs', kind: 'sweepBlobs', cron: '41 3 * * *' },
]

export type JobParts = { core: Core; blobs: Blobs; safeFetch: SafeFetch }

export function jobHandlers({ core, blobs, safeFetch }: JobParts): Readonly<Record<string, JobHandler>> {
  return {
    async sweep() {
      await core.run('sweepSpine', {})
      await core.run('sweepSessions', {})
    },
    sweepBlobs: sweepBlobs(core, blobs),
    wakeConversation: wakeConversation(core),
    fetchLink: fetchLink(core, blobs, safeFetch),
  }
}
