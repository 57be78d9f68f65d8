import type { Tx } from '../../db/schema.ts'
import { deliversOut } from '../channels/kinds.ts'
import type { Actor, EventDraft } from '../events.ts'
import { type OrgId, type Time, timeOf } from '../ids.ts'
import { addMessage, type Enclosed } from '../messages/add-message.ts'
import type { Stamp } from '../verb.ts'
import { advance, type Held } from './queries.ts'
import { ownerOf, takenOver } from './state/owner.ts'
import { moveTallies } from './tallies/queries.ts'

export type Addition = {
  kind: 'message' | 'note'
  author: { kind: 'contact' | 'teammate'; id: string | null; name: string | null }
  body: string
  enclosed: Enclosed
}

export type Added = { messageId: string; seq: number; createdAt: string }

/**
 * Adds a message to a held conversation: a contact's opens it again, a teammate's takes it over (the epoch
 * moves, so that no automated send can follow), a note stays in the house.
 */
export async function append(
  tx: Tx,
  org: OrgId,
  conversation: Held,
  { kind, author, body, enclosed }: Addition,
  { now, id }: Stamp,
): Promise<{ result: Added; events: EventDraft[] }> {
  const inbound = author.kind === 'contact'
  // A customer who writes is waited for by nobody any more, and asleep to nobody.
  const reopens = inbound && conversation.status !== 'open'
  const takesOver = author.kind === 'teammate' && kind === 'message'
  const createdAt = timeAfter(conversation, now)
  await advance(tx, org, conversation.id, {
    at: createdAt,
    next_seq: conversation.next_seq + 1,
    status: reopens ? 'open' : conversation.status,
    inbound: inbound ? 1 : 0,
    epoch: conversation.epoch + (takesOver ? 1 : 0),
    ...(takesOver ? takenOver(conversation) : ownerOf(conversation)),
  })

  const messageId = id()
  const seq = conversation.next_seq
  const goesOut = !inbound && kind === 'message' && deliversOut(conversation.channel_kind)
  const actor: Actor = author
  const created = await addMessage(
    tx,
    org,
    {
      id: messageId,
      conversationId: conversation.id,
      seq,
      kind,
      direction: inbound ? 'inbound' : 'outbound',
      author,
      body,
      delivery: goesOut ? 'pending' : 'none',
      now: createdAt,
      enclosed,
    },
    actor,
    id,
  )
  if (reopens) {
    const { assignee_id, status } = conversation
    await moveTallies(tx, org, [{ from: { assignee_id, status }, to: { assignee_id, status: 'open' } }])
  }
  const reopened: EventDraft = {
    type: 'conversation.reopened',
    conversationId: conversation.id,
    contactId: conversation.contact_id,
    actor,
    data: { number: conversation.number },
  }
  const mentioned = (enclosed.mentions ?? []).map(
    (teammate): EventDraft => ({
      type: 'mention.created',
      conversationId: conversation.id,
      actor,
      data: { teammate_id: teammate.id, message_id: messageId, seq },
    }),
  )
  const events = [...(reopens ? [reopened] : []), created, ...mentioned]
  return { result: { messageId, seq, createdAt }, events }
}

/** Time strictly increases within a conversation: `now`, or one millisecond after what last happened in it. */
export function timeAfter({ updated_at }: Pick<Held, 'updated_at'>, now: Time): Time {
  return now > updated_at ? now : timeOf(Date.parse(updated_at) + 1)
}
