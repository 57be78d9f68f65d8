// Which job is done by what, and what runs by the clock.
import type { Blobs } from '../blobs/blobs.ts'
import type { SignReceipt } from '../core/contacts/erase/receipt.ts'
import type { Core } from '../core/core.ts'
import type { SafeFetch } from '../outbound/safe-fetch.ts'
import { eraseContact } from './erase-contact.ts'
import { fetchLink } from './fetch-link.ts'
import { indexProfiles } from './index-profiles.ts'
import { removeBlobs } from './remove-blobs.ts'
import { removeSample } from './remove-sample.ts'
import type { JobHandler, Schedule } from './runner.ts'
import { sweepBlobs } from './sweep-blobs.ts'
import { sweepOldEvents } from './sweep-events.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { wakeConversation } from './wake-conversation.ts'

export const schedules: readonly Schedule[] = [
  { name: 'sweep', kind: 'sweep', cron: '17 * * * *' },
  { name: 'sweepEvents', kind: 'sweepEvents', cron: '29 * * * *' },
  { name: 'sweepUploads', kind: 'sweepUploads', cron: '47 * * * *' },
  { name: 'sweepBlobs', kind: 'sweepBlobs', cron: '41 3 * * *' },
]

export type JobParts = {
  core: Core
  blobs: Blobs
  safeFetch: SafeFetch
  sign: SignReceipt
  eventsDays: number | null
}

export function jobHandlers({
  core,
  blobs,
  safeFetch,
  eventsDays,
  sign,
}: JobParts): Readonly<Record<string, JobHandler>> {
  return {
    async sweep() {
      await core.run('sweepSpine', {})
      await core.run('sweepSessions', {})
    },
    sweepEvents: sweepOldEvents(core, eventsDays),
    sweepUploads: sweepUploads(core),
    removeBlobs: removeBlobs(core, blobs),
    sweepBlobs: sweepBlobs(core, blobs),
    wakeConversation: wakeConversation(core),
    indexProfiles: indexProfiles(core),
    eraseContact: eraseContact(core, blobs, sign),
    async loadSample(job, signal) {
      // Its stories are loaded when somebody wants them, which is once.
      const { loadSample } = await import('./load-sample.ts')
      await loadSample(core, blobs)(job, signal)
    },
    removeSample: removeSample(core),
    fetchLink: fetchLink(core, blobs, safeFetch),
  }
}
