import { deliversOut } from '../channels/kinds.ts'
import { missing } from '../errors.ts'
import type { Actor } from '../events.ts'
import { previewOf } from '../events.ts'
import { type OrgId, timeOf } from '../ids.ts'
import { insertMessage } from '../messages/queries.ts'
import type { Verb } from '../verb.ts'
import { advance, touch } from './queries.ts'

export type ReplyArgs = {
  org: OrgId
  conversationId: string
  kind: 'message' | 'note'
  author: { kind: 'contact' | 'teammate'; id: string; name: string | null }
  body: string
}

export type ReplyResult = { messageId: string; seq: number; createdAt: string }

/**
 * Adds a message: a contact's reopens a closed conversation, a teammate's takes the conversation over (the epoch
 * moves, so that no automated send can follow it), a note stays in the house.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation.
 */
export const reply: Verb<ReplyArgs, ReplyResult> = async (tx, args, { now, id }) => {
  const { org, conversationId, author, body } = args
  const conversation = await touch(tx, org, conversationId)
  if (!conversation) throw missing('conversation')

  const inbound = author.kind === 'contact'
  const reopens = inbound && conversation.status === 'closed'
  const takesOver = author.kind === 'teammate' && args.kind === 'message'
  const createdAt = timeAfter(conversation.last_message_at, now)
  await advance(tx, org, conversationId, {
    at: createdAt,
    status: reopens ? 'open' : conversation.status,
    inbound: inbound ? 1 : 0,
    epoch: conversation.epoch + (takesOver ? 1 : 0),
    owner_kind: takesOver ? 'people' : conversation.owner_kind,
    owner_id: takesOver ? null : conversation.owner_id,
  })

  const messageId = id()
  const seq = conversation.next_seq - 1
  const direction = inbound ? ('inbound' as const) : ('outbound' as const)
  const goesOut = !inbound && args.kind === 'message' && deliversOut(conversation.channel_kind)
  await insertMessage(tx, org, {
    id: messageId,
    conversationId,
    seq,
    kind: args.kind,
    direction,
    author,
    body,
    delivery: goesOut ? 'pending' : 'none',
    now: createdAt,
  })

  const actor: Actor = author
  const created = {
    type: 'message.created' as const,
    conversationId,
    actor,
    data: { message_id: messageId, seq, kind: args.kind, direction, author, preview: previewOf(body) },
  }
  const reopened = {
    type: 'conversation.reopened' as const,
    conversationId,
    actor,
    data: { number: conversation.number },
  }
  return {
    result: { messageId, seq, createdAt },
    org,
    events: reopens ? [reopened, created] : [created],
  }
}

/** Time strictly increases within a conversation: `now`, or one millisecond after its last message. */
function timeAfter(last: string, now: string): string {
  return now > last ? now : timeOf(Date.parse(last) + 1)
}
