import type { Tx } from '../../../db/schema.ts'
import { missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Verb } from '../../verb.ts'
import { timeAfter } from '../append.ts'
import { findLiving, hold } from '../queries.ts'
import { changeTags, deleteDraftRow, saveDraftRow, saveInboundSeen } from '../state/queries.ts'
import { moveTallies, type TallyMove } from '../tallies/queries.ts'
import { nameOf, type Undo } from './merge-conversations.ts'
import {
  countSaid,
  forgetLaterMoves,
  inboundOf,
  inboundUpTo,
  lastSaidAt,
  nextMerge,
  returnMessages,
  returnSeqs,
  wroteSince,
} from './messages/queries.ts'
import {
  changeRow,
  deleteMark,
  endMerge,
  findMerge,
  listAllDrafts,
  listMarks,
  lockRow,
  type MergeRow,
  mergedInto,
  redirectThese,
  saveUndo,
} from './queries.ts'

export type UnmergeConversationsArgs = {
  org: OrgId
  conversationId: string
  /** The merge's id, or the id of what was merged. */
  merge: string
  actor: Actor
  ip: string | null
}

export type Unmerged = { conversationId: string; returnedId: string }

/**
 * Takes a merged conversation out again, as it was. What was said since stays in the survivor, and so does what was
 * changed since. Merges may be undone in any order: what later ones would bring back is told them.
 * @throws {DomainError} `not_found` for a conversation or merge that is not there, or was undone.
 */
export const unmergeConversations: Verb<UnmergeConversationsArgs, Unmerged> = async (tx, args, stamp) => {
  const { org, actor, ip } = args
  const { now, id } = stamp
  // The living row first, then what leads to it: whoever holds that lock is alone with both.
  const held = await hold(tx, org, args.conversationId)
  if (!held) throw missing('conversation')
  const merge = await findMerge(tx, org, args.merge)
  if (!merge || (await findLiving(tx, org, merge.into_id))?.id !== held.id) throw missing('merge')
  const into = await lockRow(tx, org, held.id)
  const back = await lockRow(tx, org, merge.from_id)
  if (!into || !back) throw missing('conversation')
  const path = await pathFrom(tx, org, merge.into_id, into.id)
  const undo = undoOf(merge)
  const side = { merge: merge.id, side: back.id }

  await returnMarks(tx, org, { side, undo, into: into.id, direct: path.length === 0 })
  const moved = (await inboundOf(tx, org, side)).length
  const said = await countSaid(tx, org, side)
  const next = await nextMerge(tx, org, { merge: merge.id, side: merge.into_id })
  await forgetLaterMoves(tx, org, side)
  await returnMessages(tx, org, side)
  const reopened = path.length === 0 && (await stillOpened(tx, org, into, undo)) ? undo.status : null
  await returnSeqs(tx, org, { merge: merge.id, side: merge.into_id }, next)
  await returnTags(tx, org, { merge, path, tags: undo.tags })
  if (path.length === 0) await returnDrafts(tx, org, into.id, undo)
  await redirectThese(tx, org, await allMergedInto(tx, org, back.id), back.id)
  await endMerge(tx, org, merge.id, now)

  const at = timeAfter(
    { updated_at: into.updated_at > back.updated_at ? into.updated_at : back.updated_at },
    now,
  )
  // Both go on above whatever was shown under either id.
  const seq = Math.max(into.next_seq, back.next_seq)
  // It slept through its hour while it was merged.
  const woke = back.status === 'snoozed' && (back.snoozed_until ?? '') <= now
  const statusBack = woke ? 'open' : back.status
  await changeRow(tx, org, back.id, {
    merged_into: null,
    next_seq: seq + 1,
    // Of what it had, some may have been erased since.
    message_count: said,
    updated_at: at,
    last_message_at: (await lastSaidAt(tx, org, back.id)) ?? back.last_message_at,
    ...(woke && { status: 'open', snoozed_until: null }),
  })
  for (const survivor of new Set([merge.into_id, ...path.map((step) => step.into_id)]))
    if (survivor !== into.id) {
      const row = await lockRow(tx, org, survivor)
      if (row) await changeRow(tx, org, survivor, { inbound_count: row.inbound_count - moved })
    }
  await changeRow(tx, org, into.id, {
    next_seq: seq + 1,
    updated_at: at,
    inbound_count: into.inbound_count - moved,
    message_count: into.message_count - said,
    last_message_at: (await lastSaidAt(tx, org, into.id)) ?? into.last_message_at,
    ...(reopened && { status: reopened.was, snoozed_until: reopened.until }),
  })

  const entry = { seq, author: actor, now: at }
  const entryId = id()
  const unmerged = { id: back.id, number: back.number, title: back.title }
  await insertEntry(tx, org, {
    ...entry,
    id: entryId,
    conversationId: into.id,
    body: `took ${nameOf(back)} out of it again`,
    metadata: JSON.stringify({ changes: { unmerged } }),
  })
  await insertEntry(tx, org, {
    ...entry,
    id: id(),
    conversationId: back.id,
    body: `took it out of ${nameOf(into)} again`,
    metadata: JSON.stringify({ changes: {} }),
  })
  const moves: TallyMove[] = [{ to: { assignee_id: back.assignee_id, status: statusBack } }]
  if (reopened) moves.push({ from: into, to: { assignee_id: into.assignee_id, status: reopened.was } })
  await moveTallies(tx, org, moves)
  const data = { merge_id: merge.id, unmerged }
  return {
    result: { conversationId: into.id, returnedId: back.id },
    org,
    events: [
      {
        type: 'conversation.unmerged',
        conversationId: into.id,
        actor,
        data: { ...data, message_id: entryId, seq },
      },
    ],
    audit: [{ actor, ip, action: 'conversation.unmerged', subject: into.id, data }],
  }
}

function undoOf(merge: MergeRow): Undo {
  // Written by `mergeConversations`, and by nobody else.
  return JSON.parse(merge.undo) as Undo
}

/** The merges that lead from one conversation to the living one: none when it is that. */
async function pathFrom(tx: Tx, org: OrgId, start: string, living: string): Promise<MergeRow[]> {
  const path: MergeRow[] = []
  for (let at = start; at !== living; ) {
    const step = await findMerge(tx, org, at)
    if (!step) throw new Error(`conversation ${at} leads nowhere`)
    path.push(step)
    at = step.into_id
  }
  return path
}

/** Everything that was merged into it, and into that. */
async function allMergedInto(tx: Tx, org: OrgId, id: string): Promise<string[]> {
  const all: string[] = []
  for (let ids = [id]; ids.length > 0; ) {
    ids = await mergedInto(tx, org, ids)
    all.push(...ids)
  }
  return all
}

/** Nobody touched the status since, and nobody waits for an answer. */
async function stillOpened(tx: Tx, org: OrgId, into: { id: string; status: string }, undo: Undo) {
  return undo.status !== null && into.status === 'open' && !(await wroteSince(tx, org, into.id, undo.entryId))
}

type Marks = { side: { merge: string; side: string }; undo: Undo; into: string; direct: boolean }

/**
 * Read marks that stayed as the merge made them become the two they were. Of others it is known how far they reach: what
 * stands before that is seen, wherever it goes.
 */
async function returnMarks(tx: Tx, org: OrgId, { side, undo, into, direct }: Marks): Promise<void> {
  const leaving = await inboundOf(tx, org, side)
  const order = await inboundUpTo(tx, org, into, leaving.at(-1)?.seq ?? 0)
  const leaves = new Set(leaving.map(({ id }) => id))
  for (const { teammate_id: teammate, inbound_seen } of await listMarks(tx, org, into)) {
    const was = direct ? undo.marks[teammate] : undefined
    if (was && (was[0] ?? 0) + (was[1] ?? 0) === inbound_seen) {
      if (was[0] === null) await deleteMark(tx, org, into, teammate)
      else await saveInboundSeen(tx, org, into, { teammate, inboundSeen: was[0] })
      continue
    }
    const seen = order.slice(0, inbound_seen).filter((id) => leaves.has(id)).length
    await saveInboundSeen(tx, org, side.side, { teammate, inboundSeen: seen })
    await saveInboundSeen(tx, org, into, { teammate, inboundSeen: inbound_seen - seen })
  }
}

/** Goes up the path with the tags that came this way, as far as each merge passed them on. */
async function returnTags(
  tx: Tx,
  org: OrgId,
  { merge, path, tags }: { merge: MergeRow; path: MergeRow[]; tags: string[] },
): Promise<void> {
  let removed = tags
  await changeTags(tx, org, merge.into_id, { added: [], removed })
  for (const step of path) {
    const undo = undoOf(step)
    removed = removed.filter((tag) => undo.tags.includes(tag))
    await changeTags(tx, org, step.into_id, { added: [], removed })
    // Its marks were of other counts.
    const kept = { ...undo, tags: undo.tags.filter((tag) => !removed.includes(tag)), marks: {} }
    await saveUndo(tx, org, step.id, JSON.stringify(kept))
  }
}

/** A draft that somebody went on writing stays; the other one is back where it was in any case. */
async function returnDrafts(tx: Tx, org: OrgId, into: string, undo: Undo): Promise<void> {
  const there = await listAllDrafts(tx, org, into)
  for (const { teammate, kind, was, made } of undo.drafts) {
    const now = there.find((row) => row.teammate_id === teammate && row.kind === kind)
    if (now?.body !== made) continue
    const key = { teammate, conversation: into, kind }
    if (was) await saveDraftRow(tx, org, key, was)
    else await deleteDraftRow(tx, org, key)
  }
}
