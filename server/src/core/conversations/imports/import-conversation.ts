import { takesNumber } from '../../channels/kinds.ts'
import { findOrCreateContact, type GivenPerson } from '../../contacts/find-or-create.ts'
import { DomainError, missing } from '../../errors.ts'
import type { Actor, EventDraft } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { nextTicket, nextUnnumbered } from '../numbers/queries.ts'
import { saveInboundSeen } from '../state/queries.ts'
import { moveTallies } from '../tallies/queries.ts'
import { titleFrom } from '../title.ts'
import { assertPast, type PastEntry } from './past-entries.ts'
import { findBySource, findChannelKind, insertPast } from './queries.ts'
import { replay } from './replay.ts'

export type ImportConversationArgs = {
  org: OrgId
  channelId: string
  /** Who imports, as events that no author of the conversation brought about say it. */
  actor: Actor
  /** The id it had where it comes from: imported a second time, nothing happens. */
  sourceSpecificId: string
  title: string | null
  contact: GivenPerson
  /** JSON of an object, kept as given. */
  additional_properties: string
  /** In order, a message first; each later than the one before it and none in the future. */
  entries: readonly PastEntry[]
  /** How far teammates have read: up to the entry of this place, counted from 1. */
  seen: readonly { teammateId: string; entry: number }[]
}

export type ImportConversationResult = { conversationId: string; number: string | null; imported: boolean }

/**
 * Stores a conversation that took place before, with its own times, and ends where its entries leave it. Each entry is
 * an event like any other, marked as imported; nothing is sent for it, and only a conversation that sleeps leaves a job.
 * @throws {DomainError} `not_found` for an unknown or foreign channel, `invalid` for entries out of order or an unknown
 * assignee, `conflict` when a parallel import of the same source id was first.
 */
export const importConversation: Verb<ImportConversationArgs, ImportConversationResult> = async (
  tx,
  args,
  stamp,
) => {
  const { org, channelId, sourceSpecificId, entries } = args
  const earlier = await findBySource(tx, org, sourceSpecificId)
  if (earlier) return { result: { conversationId: earlier.id, number: earlier.number, imported: false } }
  const first = assertPast(entries, stamp.now)
  const kind = await findChannelKind(tx, org, channelId)
  if (kind === undefined) throw missing('channel')

  const contact = await findOrCreateContact(tx, org, args.contact, stamp)
  const title = titleFrom(args.title, first.body)
  // Before the attachments' numbers and the events': one order everywhere.
  const numbered = takesNumber(kind) ? await nextTicket(tx, org) : await nextUnnumbered(tx, org)
  const { number } = numbered
  const id = stamp.id()
  const isNew = await insertPast(tx, org, {
    id,
    ...numbered,
    title,
    channel_id: channelId,
    source_specific_id: sourceSpecificId,
    contact_id: contact?.id ?? null,
    company_id: contact?.company_id ?? null,
    additional_properties: args.additional_properties,
    created_at: first.at,
  })
  if (!isNew) throw new DomainError('conflict', 'this conversation was imported meanwhile')

  const name = contact && (contact.name ?? contact.username ?? contact.email)
  const who = { id: contact?.id ?? null, name }
  const told = await replay(tx, { org, conversationId: id, number, contact: who, entries }, stamp)
  const actor: Actor = first.author === 'contact' ? { kind: 'contact', ...who } : first.author
  const opened: EventDraft = {
    type: 'conversation.opened',
    conversationId: id,
    actor: contact || first.author !== 'contact' ? actor : args.actor,
    data: { number, title, channel: { id: channelId, kind }, imported: true },
  }
  // The ticket counter counted a numbered one as open and nobody's.
  const counted = number === null ? {} : { from: { assignee_id: null, status: 'open' as const } }
  await moveTallies(tx, org, [{ ...counted, to: told.state }])
  // Only one that sleeps has a time to wake at.
  const { snoozed_until: until } = told.state
  return {
    result: { conversationId: id, number, imported: true },
    org,
    events: [
      opened,
      ...told.events,
      ...(contact?.events ?? []),
      ...(await markSeen(tx, args, id, told.inboundBy)),
    ],
    ...(until && {
      jobs: [{ kind: 'wakeConversation', payload: { conversationId: id, until }, runAt: until }],
    }),
  }
}

/** `inboundBy[n]` is how many messages the contact had written by entry n. */
async function markSeen(
  tx: Parameters<typeof saveInboundSeen>[0],
  { org, seen, actor }: ImportConversationArgs,
  conversationId: string,
  inboundBy: readonly number[],
): Promise<EventDraft[]> {
  const events: EventDraft[] = []
  const all = inboundBy.at(-1) ?? 0
  for (const { teammateId, entry } of seen) {
    const inboundSeen = inboundBy[entry] ?? all
    if (inboundSeen === 0) continue
    await saveInboundSeen(tx, org, conversationId, { teammate: teammateId, inboundSeen })
    events.push({
      type: 'conversation.read',
      conversationId,
      actor,
      data: { teammate_id: teammateId, unread: all - inboundSeen },
    })
  }
  return events
}
