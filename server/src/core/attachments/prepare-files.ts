import type { JobDraft } from '../../db/job-draft.ts'
import type { Follow } from '../perform.ts'
import { IMAGE_TYPES } from './file-types.ts'
import { listAttachments } from './queries.ts'

/** Links are fetched and pictures get thumbnails after the answer left: a ticket never waits for somebody's server. */
export const prepareFiles: Follow = async (event, tx, org) => {
  if (event.type !== 'message.created' || event.data.attachments === 0) return []
  const jobs: JobDraft[] = []
  for (const { number, state, width } of await listAttachments(tx, org, [event.data.message_id])) {
    if (state === 'link') jobs.push({ kind: 'fetchLink', payload: { number } })
    else if (width !== null) jobs.push({ kind: 'makeThumbnail', payload: { number } })
  }
  return jobs
}

/** A fetched picture gets its thumbnail like an uploaded one. */
export const prepareFetched: Follow = async (event) => {
  if (event.type !== 'attachment.changed') return []
  const { state, content_type, has_thumbnail, attachment_id } = event.data
  if (state !== 'stored' || has_thumbnail || !IMAGE_TYPES.has(content_type)) return []
  return [{ kind: 'makeThumbnail', payload: { number: attachment_id } }]
}
