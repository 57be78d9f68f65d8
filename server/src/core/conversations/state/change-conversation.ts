import { findTeammate } from '../../accounts/queries.ts'
import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Verb } from '../../verb.ts'
import { timeAfter } from '../append.ts'
import { hold, listTags } from '../queries.ts'
import { moveTallies } from '../tallies/queries.ts'
import { type Changes, differences, type State, sentenceOf, type Wanted } from './changes.ts'
import { ownerOf, takenOver } from './owner.ts'
import { changeTags, findState, saveState } from './queries.ts'

export type ChangeConversationArgs = {
  org: OrgId
  conversationId: string
  wanted: Wanted
  actor: Actor
}

/**
 * Changes how a conversation is worked on, as one entry of its transcript and one event. Assigning it to a teammate
 * takes it from a bot or assistant. Nothing happens when everything is as wanted already.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation, `invalid` for an unknown assignee, for
 * snoozing into the past, or for too many tags.
 */
export const changeConversation: Verb<ChangeConversationArgs, Changes> = async (tx, args, stamp) => {
  const { org, wanted, actor } = args
  const seen = await findState(tx, org, args.conversationId)
  if (!seen) throw missing('conversation')
  const { assignee_id } = wanted
  const assignee = assignee_id ? await findTeammate(tx, org, assignee_id) : undefined
  if (assignee_id && !assignee)
    throw new DomainError('invalid', 'assignee_id is nobody who works here', { field: 'assignee_id' })
  const until = wanted.snoozed_until
  if (until && until <= stamp.now)
    throw new DomainError('invalid', 'snoozed_until is in the past', { field: 'snoozed_until' })

  const differing = async (state: Omit<State, 'tags'>, id: string) => {
    const tags = (await listTags(tx, org, [id])).map(({ tag }) => tag)
    return differences({ ...state, tags }, wanted)
  }
  const nothing = { result: {} }
  if (Object.keys(await differing(seen, seen.id)).length === 0) return nothing

  const before = await hold(tx, org, args.conversationId)
  if (!before) throw missing('conversation')
  const conversationId = before.id
  // Looked at again under the row lock: on PostgreSQL somebody else may have changed it since, and tallies must agree.
  const changes = await differing(before, conversationId)
  if (Object.keys(changes).length === 0) return nothing
  const at = timeAfter(before, stamp.now)
  const takesOver = Boolean(assignee) && before.owner_kind !== 'people'
  const after = {
    status: wanted.status ?? before.status,
    assignee_id: assignee_id === undefined ? before.assignee_id : assignee_id,
  }
  await saveState(tx, org, conversationId, {
    ...after,
    snoozed_until: 'snoozed_until' in changes ? (changes.snoozed_until?.to ?? null) : before.snoozed_until,
    priority: wanted.priority === undefined ? before.priority : wanted.priority,
    ...(takesOver ? takenOver(before) : ownerOf(before)),
    epoch: before.epoch + (takesOver ? 1 : 0),
    next_seq: before.next_seq + 1,
    at,
  })
  if (changes.tags) await changeTags(tx, org, conversationId, changes.tags)
  const messageId = stamp.id()
  await insertEntry(tx, org, {
    id: messageId,
    conversationId,
    seq: before.next_seq,
    author: actor,
    body: sentenceOf(changes, assignee?.name ?? null),
    metadata: JSON.stringify({ changes }),
    now: at,
  })
  await moveTallies(tx, org, [{ from: before, to: after }])
  const wakes = changes.snoozed_until?.to
  return {
    result: changes,
    org,
    events: [
      {
        type: 'conversation.updated',
        conversationId,
        contactId: before.contact_id,
        actor,
        data: { changes, message_id: messageId, seq: before.next_seq },
      },
    ],
    ...(wakes && {
      jobs: [{ kind: 'wakeConversation', payload: { conversationId, until: wakes }, runAt: wakes }],
    }),
  }
}
