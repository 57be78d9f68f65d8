import type { AuthorKind, Tx } from '../../db/schema.ts'
import { type AttachmentDraft, insertAttachments } from '../attachments/queries.ts'
import type { Mentioned } from '../conversations/mentions/named.ts'
import { insertMentions } from '../conversations/mentions/queries.ts'
import type { Actor, EventDraft } from '../events.ts'
import { previewOf } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'
import { insertMessage } from './queries.ts'
import { offering } from './quick-replies.ts'

export type Author = { kind: AuthorKind; id: string | null; name: string | null }

/** What came with a message besides its text. */
export type Enclosed = {
  attachments: readonly AttachmentDraft[]
  /** The client's own id, never to be used twice. */
  source_specific_id: string | null
  /** When it was written, if that was elsewhere and earlier. */
  original_timestamp: Time | null
  /** Teammates a note names, each once. */
  mentions?: readonly Mentioned[]
  /** Answers it offers, each once. */
  quickReplies?: readonly string[]
}

export const nothingEnclosed: Enclosed = {
  attachments: [],
  source_specific_id: null,
  original_timestamp: null,
}

type NewMessage = {
  id: string
  conversationId: string
  seq: number
  kind: 'message' | 'note'
  direction: 'inbound' | 'outbound'
  author: Author
  body: string
  delivery: 'none' | 'pending'
  now: Time
  enclosed: Enclosed
}

/** Writes a message with its files and returns the event that says so, for every verb that adds one. */
export async function addMessage(
  tx: Tx,
  org: OrgId,
  message: NewMessage,
  actor: Actor,
  id: () => string,
): Promise<EventDraft> {
  const { attachments, mentions = [], quickReplies = [] } = message.enclosed
  const { source_specific_id, original_timestamp } = message.enclosed
  const { conversationId, id: messageId, seq, kind, direction, author, body, delivery, now } = message
  // Field by field: what is copied without some of its fields is copied slowly, and every message comes by here.
  await insertMessage(tx, org, {
    id: messageId,
    conversationId,
    seq,
    kind,
    direction,
    authorKind: author.kind,
    authorId: author.id,
    authorName: author.name,
    body,
    delivery,
    source_specific_id,
    original_timestamp,
    metadata: offering(quickReplies),
    now,
  })
  await insertAttachments(tx, org, { conversationId, messageId, id, now }, attachments)
  const named = mentions.map((mentioned) => mentioned.id)
  await insertMentions(tx, org, { messageId, conversationId, authorId: author.id, now }, named)
  return {
    type: 'message.created',
    conversationId,
    actor,
    data: {
      message_id: messageId,
      seq,
      kind,
      direction,
      author,
      preview: previewOf(body),
      attachments: attachments.length,
      ...(mentions.length > 0 && { mentions }),
    },
  }
}
