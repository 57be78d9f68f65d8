// Conversations of a contact become empty shells with their numbers; what the contact wrote in others is blanked.
import type { Tx } from '../../../db/schema.ts'
import type { EventDraft } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import { besideConversations, besideMessages, type Counts, plus } from './beside.ts'
import {
  blankConversation,
  blankMessages,
  conversationsAfter,
  eraseMessages,
  firstMessages,
  type Locked,
  lockConversation,
  messagesAfter,
  theirConversations,
} from './queries.ts'
import type { Erasing, Step } from './stages.ts'

/** Messages in one step: with their files some ten milliseconds of the writer. */
const MESSAGES = 200
/** Conversations in one step. */
const CONVERSATIONS = 5
/** Rows only looked at. */
const LOOKED_AT = 1_000

/** Takes the next conversations, or as many messages of a long one as one step may. */
export async function eraseTheirConversations(tx: Tx, org: OrgId, erasing: Erasing): Promise<Step> {
  const rows = await conversationsAfter(tx, org, erasing.place, LOOKED_AT)
  let removed: Counts = {}
  let { place } = erasing
  const events: EventDraft[] = []
  const theirs = rows.filter(({ contact_id }) => contact_id !== null && erasing.contacts.includes(contact_id))
  for (const { id } of theirs) {
    if (events.length === CONVERSATIONS || (removed.messages ?? 0) >= MESSAGES)
      return { removed, place, events }
    const step = await eraseOne(tx, org, id, erasing)
    removed = plus(removed, step.removed)
    // There may be more of its messages: the same conversation again.
    if (!step.event) return { removed, place, events }
    events.push(step.event)
    place = id
  }
  return { removed, place: rows.length < LOOKED_AT ? null : (rows.at(-1)?.id ?? null), events }
}

async function eraseOne(
  tx: Tx,
  org: OrgId,
  conversationId: string,
  { erasureId, requestedBy, stamp }: Erasing,
): Promise<{ removed: Counts; event?: EventDraft }> {
  // The row first: nobody adds a message until the commit.
  const conversation = await lockConversation(tx, org, conversationId)
  if (!conversation) throw new Error('a conversation went while it was looked at')
  const messageIds = await firstMessages(tx, org, conversationId, MESSAGES)
  let removed: Counts = { messages: messageIds.length }
  for (const erase of besideMessages)
    removed = plus(removed, await erase(tx, org, { erasureId, conversationId, messageIds }))
  if (messageIds.length > 0) await eraseMessages(tx, org, messageIds)
  if (messageIds.length === MESSAGES) return { removed }

  await makeShell(tx, org, conversation, { requestedBy, stamp })
  for (const erase of besideConversations)
    removed = plus(removed, await erase(tx, org, { erasureId, conversationId, messageIds: [] }))
  const { number } = conversation
  return {
    removed: plus(removed, { conversations: 1 }),
    event: { type: 'conversation.erased', conversationId, actor: requestedBy, data: { number } },
  }
}

type Marked = Pick<Erasing, 'requestedBy' | 'stamp'>

/** Its transcript begins anew with the entry that says so. */
async function makeShell(tx: Tx, org: OrgId, { id, next_seq }: Locked, { requestedBy, stamp }: Marked) {
  await blankConversation(tx, org, id)
  await insertEntry(tx, org, {
    id: stamp.id(),
    conversationId: id,
    seq: next_seq - 1,
    author: requestedBy,
    body: 'erased the contact and everything that was said here',
    metadata: '{}',
    now: stamp.now,
  })
}

/** Their messages in conversations of somebody else stay in place and say nothing. */
export async function eraseWhatTheyWroteElsewhere(
  tx: Tx,
  org: OrgId,
  { erasureId, contacts, place }: Erasing,
): Promise<Step> {
  const rows = await messagesAfter(tx, org, place, LOOKED_AT)
  const written = rows.filter(
    (row) => row.author_kind === 'contact' && row.author_id !== null && contacts.includes(row.author_id),
  )
  const own = await theirConversations(tx, org, contacts, [
    ...new Set(written.map((row) => row.conversation_id)),
  ])
  const elsewhere = written.filter((row) => !own.has(row.conversation_id))
  let removed: Counts = { messages: elsewhere.length }
  for (const [conversationId, messages] of Map.groupBy(elsewhere, (row) => row.conversation_id)) {
    const messageIds = messages.map((message) => message.id)
    for (const erase of besideMessages)
      removed = plus(removed, await erase(tx, org, { erasureId, conversationId, messageIds }))
    await blankMessages(tx, org, messageIds)
  }
  return { removed, place: rows.length < LOOKED_AT ? null : (rows.at(-1)?.id ?? null) }
}
