import type { AttachmentDraft } from '../attachments/queries.ts'
import { findContact } from '../contacts/queries.ts'
import { append } from '../conversations/append.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { nothingEnclosed } from '../messages/add-message.ts'
import type { Verb } from '../verb.ts'
import { findSent, holdChat } from './queries.ts'

export type WriteInChatArgs = {
  org: OrgId
  /** Of either token. */
  tokenHash: string
  body: string
  attachments: readonly AttachmentDraft[]
  /** The visitor's own id of it, for good: sent twice it is one message. */
  clientMessageId: string | null
}

export type WrittenInChat = {
  messageId: string
  /** Where it stands now: what was begun may have been merged since. */
  conversationId: string
  seq: number
  createdAt: string
  again: boolean
}

/**
 * What a visitor writes; it opens a closed conversation again.
 * @throws {DomainError} `not_found` for an unknown token, `conflict` when the id was used for another text.
 */
export const writeInChat: Verb<WriteInChatArgs, WrittenInChat> = async (tx, args, stamp) => {
  const { org, tokenHash, body, attachments, clientMessageId } = args
  const conversation = await holdChat(tx, org, tokenHash)
  if (!conversation) throw conversationMissing()
  const sent =
    clientMessageId === null ? undefined : await findSent(tx, org, conversation.id, clientMessageId)
  if (sent) return { result: { ...sentBefore(sent, body), conversationId: conversation.id } }
  const { contact_id } = conversation
  const contact = contact_id === null ? undefined : await findContact(tx, org, contact_id)
  const author = { kind: 'contact' as const, id: contact?.id ?? null, name: contact?.name ?? null }
  const enclosed = { ...nothingEnclosed, attachments, source_specific_id: clientMessageId }
  const { result, events } = await append(
    tx,
    org,
    conversation,
    { kind: 'message', author, body, enclosed },
    stamp,
  )
  return { result: { ...result, conversationId: conversation.id, again: false }, org, events }
}

type Sent = { id: string; seq: number; created_at: string; body: string; author_kind: string }

function sentBefore({ id, seq, created_at, ...sent }: Sent, body: string) {
  if (sent.body !== body || sent.author_kind !== 'contact')
    throw new DomainError('conflict', 'This client_message_id was used for a different message')
  return { messageId: id, seq, createdAt: created_at, again: true }
}

/** The words are published (docs/contracts.md 4c#7). */
export function conversationMissing(): DomainError {
  return new DomainError('not_found', 'Conversation not found')
}
