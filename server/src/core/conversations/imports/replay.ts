import type { Tx } from '../../../db/schema.ts'
import { findMember } from '../../accounts/team/queries.ts'
import { DomainError } from '../../errors.ts'
import type { Actor, EventDraft } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import { addMessage } from '../../messages/add-message.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Stamp } from '../../verb.ts'
import { differences, type State, sentenceOf } from '../state/changes.ts'
import { changeTags } from '../state/queries.ts'
import type { PastEntry } from './past-entries.ts'
import { endPast } from './queries.ts'

type Past = {
  org: OrgId
  conversationId: string
  number: string | null
  contact: { id: string | null; name: string | null }
  entries: readonly PastEntry[]
}

type Said = Exclude<PastEntry, { kind: 'event' }>
type Done = Extract<PastEntry, { kind: 'event' }>

const NEW: State = { status: 'open', snoozed_until: null, assignee_id: null, priority: null, tags: [] }

/** Writes the entries one after the other by the rules the living go by, and leaves the conversation as they end. */
export async function replay(tx: Tx, past: Past, { id }: Stamp) {
  const { org, conversationId, entries } = past
  const events: EventDraft[] = []
  const inboundBy = [0]
  let state = NEW
  let lastMessageAt: Time = entries[0]?.at ?? ''
  let seq = 0
  let said = 0
  for (const entry of entries) {
    const inbound = inboundBy.at(-1) ?? 0
    if (entry.kind === 'event') {
      const done = await change(tx, past, state, entry, { seq: seq + 1, id: id() })
      if (done) {
        seq++
        state = done.state
        events.push(done.event)
      }
      inboundBy.push(inbound)
      continue
    }
    const fromContact = entry.author === 'contact'
    if (fromContact && state.status !== 'open') {
      state = { ...state, status: 'open', snoozed_until: null }
      const actor: Actor = { kind: 'contact', ...past.contact }
      events.push({
        type: 'conversation.reopened',
        conversationId,
        actor,
        data: { number: past.number, imported: true },
      })
    }
    events.push(await say(tx, past, entry, ++seq, id))
    said++
    inboundBy.push(inbound + (fromContact ? 1 : 0))
    lastMessageAt = entry.at
  }
  const { tags, ...columns } = state
  await changeTags(tx, org, conversationId, { added: tags, removed: [] })
  await endPast(tx, org, conversationId, {
    ...columns,
    next_seq: seq + 1,
    inbound_count: inboundBy.at(-1) ?? 0,
    message_count: said,
    last_message_at: lastMessageAt,
    updated_at: entries.at(-1)?.at ?? lastMessageAt,
  })
  return { events, inboundBy, state }
}

async function say(
  tx: Tx,
  { org, conversationId, contact }: Past,
  { kind, author: given, body, at, files = [] }: Said,
  seq: number,
  id: () => string,
): Promise<EventDraft> {
  const author = given === 'contact' ? { kind: 'contact' as const, ...contact } : given
  const message = {
    id: id(),
    conversationId,
    seq,
    kind,
    direction: given === 'contact' ? ('inbound' as const) : ('outbound' as const),
    author,
    body,
    // It went out long ago, or never: nobody sends it now.
    delivery: 'none' as const,
    now: at,
    enclosed: { attachments: files, source_specific_id: null, original_timestamp: null },
  }
  const event = await addMessage(tx, org, message, author, id)
  // The same event, with one fact more.
  return { ...event, data: { ...event.data, imported: true } } as EventDraft
}

async function change(
  tx: Tx,
  { org, conversationId }: Past,
  before: State,
  { at, actor, wanted }: Done,
  { seq, id }: { seq: number; id: string },
): Promise<{ state: State; event: EventDraft } | undefined> {
  const changes = differences(before, wanted)
  if (Object.keys(changes).length === 0) return undefined
  const { assignee_id } = wanted
  // Also somebody who has left since.
  const assignee = assignee_id ? await findMember(tx, org, assignee_id) : undefined
  if (assignee_id && !assignee)
    throw new DomainError('invalid', 'assignee_id is nobody who works here', { field: 'assignee_id' })
  await insertEntry(tx, org, {
    id,
    conversationId,
    seq,
    author: actor,
    body: sentenceOf(changes, assignee?.name ?? null),
    metadata: JSON.stringify({ changes }),
    now: at,
  })
  const { snoozed_until = { to: before.snoozed_until } } = changes
  return {
    state: { ...before, ...wanted, snoozed_until: snoozed_until.to },
    event: {
      type: 'conversation.updated',
      conversationId,
      actor,
      data: { changes, message_id: id, seq, imported: true },
    },
  }
}
