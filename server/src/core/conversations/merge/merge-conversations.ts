import type { ConversationStatus, Tx } from '../../../db/schema.ts'
import { findContact } from '../../contacts/queries.ts'
import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Verb } from '../../verb.ts'
import { timeAfter } from '../append.ts'
import { findLiving, listTags } from '../queries.ts'
import { changeTags, saveDraftRow, saveInboundSeen } from '../state/queries.ts'
import { moveTallies } from '../tallies/queries.ts'
import { countMessages, dropTakenSources, moveMessages, recordMessages } from './messages/queries.ts'
import { changeRow, insertMerge, listAllDrafts, listMarks, lockTwo, redirect } from './queries.ts'

export type MergeConversationsArgs = {
  org: OrgId
  /** Stays. */
  conversationId: string
  /** Its messages move, and its id, number and source id lead to the other one from then on. */
  from: string
  actor: Actor
  ip: string | null
}

export type Merged = { mergeId: string; conversationId: string }

/** What a merge changed besides messages, for the day it is undone. */
export type Undo = {
  entryId: string
  /** Tags the survivor did not have. */
  tags: string[]
  /** The survivor's, if the merge opened it. */
  status: { was: ConversationStatus; until: Time | null } | null
  /** How many inbound messages each teammate had seen, of the survivor and of the other; null without a mark. */
  marks: Record<string, [into: number | null, from: number | null]>
  drafts: { teammate: string; kind: 'reply' | 'note'; was: Draft | null; made: string }[]
}
type Draft = { body: string; base_seq: number; updated_at: Time }

/** Both together; the writer needs some 25 ms for so many. */
const MOST_MESSAGES = 2_000
const LONGEST_DRAFT = 256 * 1024

/**
 * Makes one conversation of two. Messages of both get new seqs in the order of their times, above all that were ever
 * given, so that whoever reads on from a seq sees them again. The merged one keeps its row as it was, for undoing.
 * @throws {DomainError} `not_found`, `invalid` for merging one with itself, `conflict` for what is merged already, has
 * another contact, or is too long.
 */
export const mergeConversations: Verb<MergeConversationsArgs, Merged> = async (tx, args, stamp) => {
  const { org, actor, ip } = args
  const { into, from } = await lockBoth(tx, args)
  if (!(await isSamePerson(tx, org, into.contact_id, from.contact_id)))
    throw new DomainError('conflict', 'they have different contacts: merge the contacts first')
  const total = await countMessages(tx, org, [into.id, from.id], MOST_MESSAGES)
  if (total > MOST_MESSAGES)
    throw new DomainError('conflict', `together they have more than ${MOST_MESSAGES} messages`)

  const mergeId = stamp.id()
  const entryId = stamp.id()
  const moving = { merge: mergeId, from: from.id, into: into.id }
  const at = timeAfter({ updated_at: later(into.updated_at, from.updated_at) }, stamp.now)
  const base = Math.max(into.next_seq, from.next_seq) - 1
  // Somebody is waiting in the one that goes away: they must not be lost in one that is closed.
  const opens = from.status === 'open' && into.status !== 'open'
  const undo: Undo = {
    entryId,
    tags: await uniteTags(tx, org, moving),
    status: opens ? { was: into.status, until: into.snoozed_until } : null,
    marks: await uniteMarks(tx, org, moving),
    drafts: await uniteDrafts(tx, org, moving),
  }
  await insertMerge(tx, org, {
    id: mergeId,
    from_id: from.id,
    into_id: into.id,
    undo: JSON.stringify(undo),
    actor: JSON.stringify(actor),
    merged_at: stamp.now,
  })
  await recordMessages(tx, org, moving, base)
  await dropTakenSources(tx, org, moving)
  await moveMessages(tx, org, moving)
  await redirect(tx, org, from.id, into.id)
  await changeRow(tx, org, from.id, { merged_into: into.id })
  const seq = base + total + 1
  const takesOver = into.owner_kind !== 'people' || from.owner_kind !== 'people'
  await changeRow(tx, org, into.id, {
    next_seq: seq + 1,
    inbound_count: into.inbound_count + from.inbound_count,
    message_count: into.message_count + from.message_count,
    last_message_at: later(into.last_message_at, from.last_message_at),
    updated_at: at,
    ...(opens && { status: 'open', snoozed_until: null }),
    // What answered by itself knows only half of what it would answer to now.
    ...(takesOver && { owner_kind: 'people', owner_id: null, epoch: Math.max(into.epoch, from.epoch) + 1 }),
  })
  const merged = { id: from.id, number: from.number, title: from.title }
  await insertEntry(tx, org, {
    id: entryId,
    conversationId: into.id,
    seq,
    author: actor,
    body: `merged ${nameOf(from)} into it`,
    metadata: JSON.stringify({ changes: { merged } }),
    now: at,
  })
  await moveTallies(tx, org, [
    { from },
    { from: into, to: { assignee_id: into.assignee_id, status: opens ? 'open' : into.status } },
  ])
  return {
    result: { mergeId, conversationId: into.id },
    org,
    events: [
      {
        type: 'conversation.merged',
        conversationId: into.id,
        actor,
        data: { merge_id: mergeId, merged, message_id: entryId, seq },
      },
    ],
    audit: [
      { actor, ip, action: 'conversation.merged', subject: into.id, data: { merge_id: mergeId, merged } },
    ],
  }
}

async function lockBoth(tx: Tx, { org, conversationId, from: fromId }: MergeConversationsArgs) {
  const target = await findLiving(tx, org, conversationId)
  const source = await findLiving(tx, org, fromId)
  if (!target || !source) throw missing('conversation')
  if (conversationId === fromId)
    throw new DomainError('invalid', 'a conversation cannot be merged with itself', { field: 'from' })
  if (source.id !== fromId || target.id === fromId) throw new DomainError('conflict', 'it is merged already')
  const rows = await lockTwo(tx, org, [target.id, fromId])
  const into = rows.find((row) => row.id === target.id)
  const from = rows.find((row) => row.id === fromId)
  if (!into || !from) throw missing('conversation')
  return { into, from }
}

type Moving = { from: string; into: string }

async function uniteTags(tx: Tx, org: OrgId, { from, into }: Moving): Promise<string[]> {
  const rows = await listTags(tx, org, [from, into])
  const has = new Set(rows.filter((row) => row.conversation_id === into).map((row) => row.tag))
  const added = rows.map((row) => row.tag).filter((tag) => !has.has(tag))
  await changeTags(tx, org, into, { added, removed: [] })
  return added
}

/** What was unread of both is unread of the one. */
async function uniteMarks(tx: Tx, org: OrgId, { from, into }: Moving): Promise<Undo['marks']> {
  const marks: Undo['marks'] = {}
  for (const mark of await listMarks(tx, org, into)) marks[mark.teammate_id] = [mark.inbound_seen, null]
  for (const { teammate_id, inbound_seen } of await listMarks(tx, org, from)) {
    const [seen = null] = marks[teammate_id] ?? []
    marks[teammate_id] = [seen, inbound_seen]
    await saveInboundSeen(tx, org, into, { teammate: teammate_id, inboundSeen: (seen ?? 0) + inbound_seen })
  }
  return marks
}

/** Of two unsent texts of one teammate and kind, the other's follows the survivor's. */
async function uniteDrafts(tx: Tx, org: OrgId, { from, into }: Moving): Promise<Undo['drafts']> {
  const there = await listAllDrafts(tx, org, into)
  const drafts: Undo['drafts'] = []
  for (const { teammate_id: teammate, kind, ...draft } of await listAllDrafts(tx, org, from)) {
    const twin = there.find((row) => row.teammate_id === teammate && row.kind === kind)
    const was = twin ? { body: twin.body, base_seq: twin.base_seq, updated_at: twin.updated_at } : null
    const made = was ? `${was.body}\n\n${draft.body}` : draft.body
    // Too long for one draft: it waits where it is, and is back when the merge is undone.
    if (Buffer.byteLength(made) > LONGEST_DRAFT) continue
    await saveDraftRow(tx, org, { teammate, conversation: into, kind }, { ...draft, ...was, body: made })
    drafts.push({ teammate, kind, was, made })
  }
  return drafts
}

/** As the transcript names it. */
export function nameOf({ number, title }: { number: string | null; title: string }): string {
  return number ?? `“${title}”`
}

function later(a: Time, b: Time): Time {
  return a > b ? a : b
}

/** Contacts that were merged are one. */
async function isSamePerson(tx: Tx, org: OrgId, one: string | null, other: string | null): Promise<boolean> {
  if (one === other) return true
  if (one === null || other === null) return false
  const [a, b] = [await findContact(tx, org, one), await findContact(tx, org, other)]
  return a !== undefined && a.id === b?.id
}
