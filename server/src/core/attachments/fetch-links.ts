import type { JobDraft } from '../../db/job-draft.ts'
import type { Follow } from '../perform.ts'
import { listAttachments } from './queries.ts'

/** Links are fetched after the answer left: a ticket never waits for somebody's server. */
export const fetchLinks: Follow = async (event, tx, org) => {
  if (event.type !== 'message.created' || event.data.attachments === 0) return []
  const attachments = await listAttachments(tx, org, [event.data.message_id])
  return attachments
    .filter(({ state }) => state === 'link')
    .map(({ number }): JobDraft => ({ kind: 'fetchLink', payload: { number } }))
}
