// How a link becomes a file, or does not, and how a picture gets its thumbnail.
import type { EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import type { Effect, Verb } from '../verb.ts'
import { type AttachmentRow, markUnfetched, setThumbnail, storeFetched } from './queries.ts'

type Fetched = Pick<AttachmentRow, 'sha256' | 'byte_size' | 'content_type' | 'filename' | 'width' | 'height'>

/** The bytes are kept already. A link that is none any more stays as it is: another try was faster. */
export const storeLink: Verb<{ org: OrgId; number: number; fetched: Fetched }, null> = async (tx, args) =>
  changed(args.org, await storeFetched(tx, args.org, args.number, args.fetched))

/** The ticket stands; people see the link and why it could not be fetched. */
export const giveUpLink: Verb<{ org: OrgId; number: number; failure: string }, null> = async (tx, args) =>
  changed(args.org, await markUnfetched(tx, args.org, args.number, args.failure))

/** Null when the picture could not be decoded: it has no size from then on, and is a file to save. */
export const keepThumbnail: Verb<{ org: OrgId; number: number; sha256: string | null }, null> = async (
  tx,
  { org, number, sha256 },
) => {
  await setThumbnail(tx, org, number, sha256)
  return { result: null }
}

function changed(org: OrgId, row: AttachmentRow | undefined): Effect<null> {
  if (!row) return { result: null }
  const event: EventDraft = {
    type: 'attachment.changed',
    conversationId: row.conversation_id,
    actor: { kind: 'system', id: null, name: null },
    data: {
      attachment_id: row.number,
      message_id: row.message_id,
      state: row.state,
      content_type: row.content_type,
    },
  }
  return { result: null, org, events: [event] }
}
