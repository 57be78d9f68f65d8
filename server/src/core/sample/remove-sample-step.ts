import type { Tx } from '../../db/schema.ts'
import { deleteCompany } from '../companies/delete-company.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { besideConversations, besideMessages } from '../contacts/erase/beside.ts'
import { eraseMessages, firstMessages, lockConversation } from '../contacts/erase/queries.ts'
import { moveTallies, type TallyMove } from '../conversations/tallies/queries.ts'
import { DomainError } from '../errors.ts'
import type { EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { outdateReadMessages } from '../search/queries.ts'
import type { Stamp, Verb } from '../verb.ts'
import {
  deleteAttachments,
  deleteConversation,
  deleteSample,
  findCounted,
  holdSample,
  isMergedWithReal,
  isNeeded,
  nextSampleItems,
  saveSample,
  unmark,
} from './queries.ts'
import { changed, SAMPLE } from './start-sample.ts'

/** Taken away in one step: with their messages some ten milliseconds of the writer. */
const AT_ONCE = 5
const MESSAGES = 200

/**
 * Takes some of the sample away, kept with what it did: a crash loses none and repeats none. What has become part of real
 * work stays: conversations merged with real ones, and whoever a real conversation is with. True when nothing is left.
 */
export const removeSampleStep: Verb<{ org: OrgId }, boolean> = async (tx, { org }, stamp) => {
  const sample = await holdSample(tx, org)
  if (sample?.state !== 'removing') return { result: true }
  const items = await nextSampleItems(tx, org, AT_ONCE)
  if (items.length === 0) {
    await deleteSample(tx, org)
    return { result: true, org, events: [changed({ state: 'none', done: 0, total: 0 })] }
  }
  // The search index may have read what goes here, and not written it down yet.
  await outdateReadMessages(tx, org)
  const events: EventDraft[] = []
  const moves: TallyMove[] = []
  for (const { noun, id } of items) {
    if (noun === 'conversation') {
      const gone = await removeConversation(tx, org, id)
      events.push(...gone.events)
      moves.push(...gone.moves)
    } else events.push(...(await removeProfile(tx, org, noun, id, stamp)))
    await unmark(tx, org, noun, id)
  }
  await moveTallies(tx, org, moves)
  const { state, total } = sample
  const progress = { state, done: Math.min(total, sample.done + items.length), total }
  await saveSample(tx, org, progress)
  return { result: false, org, events: [...events, changed(progress)] }
}

type Gone = { events: EventDraft[]; moves: TallyMove[] }

async function removeConversation(tx: Tx, org: OrgId, id: string): Promise<Gone> {
  // The row first: nobody adds a message until the commit.
  const row = await lockConversation(tx, org, id)
  const counted = await findCounted(tx, org, id)
  if (!row || !counted || (await isMergedWithReal(tx, org, id))) return { events: [], moves: [] }
  for (;;) {
    const messageIds = await firstMessages(tx, org, id, MESSAGES)
    if (messageIds.length === 0) break
    await deleteAttachments(tx, org, messageIds)
    for (const erase of besideMessages)
      await erase(tx, org, { erasureId: id, conversationId: id, messageIds })
    await eraseMessages(tx, org, messageIds)
  }
  for (const erase of besideConversations)
    await erase(tx, org, { erasureId: id, conversationId: id, messageIds: [] })
  await deleteConversation(tx, org, id)
  return {
    events: [
      { type: 'conversation.erased', conversationId: id, actor: SAMPLE, data: { number: row.number } },
    ],
    moves: counted.merged_into === null ? [{ from: counted }] : [],
  }
}

async function removeProfile(
  tx: Tx,
  org: OrgId,
  noun: 'contact' | 'company',
  id: string,
  stamp: Stamp,
): Promise<EventDraft[]> {
  if (await isNeeded(tx, org, noun, id)) return []
  const forget = noun === 'contact' ? deleteContact : deleteCompany
  try {
    const effect = await forget(tx, { org, actor: SAMPLE, id }, stamp)
    // One line of the audit trail says that the sample went; a hundred more would bury it.
    return effect.org === undefined ? [] : (effect.events ?? [])
  } catch (error) {
    // Somebody deleted it meanwhile, which is all we wanted.
    if (error instanceof DomainError && error.code === 'not_found') return []
    throw error
  }
}
