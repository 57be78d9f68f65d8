import { findTeammate } from '../../accounts/queries.ts'
import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Verb } from '../../verb.ts'
import { timeAfter } from '../append.ts'
import { listTags, touch } from '../queries.ts'
import { type Changes, differences, sentenceOf } from './changes.ts'
import { changeTags, findState, saveState } from './queries.ts'

export type ChangeConversationArgs = {
  org: OrgId
  conversationId: string
  /** What is not named stays. `tags` are the whole list. */
  wanted: {
    status?: 'open' | 'pending' | 'snoozed' | 'closed'
    snoozed_until?: Time | null
    assignee_id?: string | null
    priority?: 'low' | 'normal' | 'high' | 'urgent' | null
    tags?: string[]
  }
  actor: Actor
}

/**
 * Changes how a conversation is worked on, as one entry of its transcript and one event. Assigning it to a teammate
 * takes it from a bot or assistant. Nothing happens when everything is as wanted already.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation, `invalid` for an unknown assignee or for
 * snoozing into the past.
 */
export const changeConversation: Verb<ChangeConversationArgs, Changes> = async (tx, args, stamp) => {
  const { org, conversationId, wanted, actor } = args
  const before = await findState(tx, org, conversationId)
  if (!before) throw missing('conversation')
  const { assignee_id } = wanted
  const assignee = assignee_id ? await findTeammate(tx, org, assignee_id) : undefined
  if (assignee_id && !assignee)
    throw new DomainError('invalid', 'assignee_id is nobody who works here', { field: 'assignee_id' })
  const until = wanted.snoozed_until
  if (until && until <= stamp.now)
    throw new DomainError('invalid', 'snoozed_until is in the past', { field: 'snoozed_until' })

  const tags = (await listTags(tx, org, [conversationId])).map(({ tag }) => tag)
  const changes = differences({ ...before, tags }, wanted)
  if (Object.keys(changes).length === 0) return { result: changes }

  const conversation = await touch(tx, org, conversationId)
  if (!conversation) throw missing('conversation')
  const at = timeAfter(conversation, stamp.now)
  const takesOver = Boolean(assignee) && conversation.owner_kind !== 'people'
  await saveState(tx, org, conversationId, {
    status: wanted.status ?? before.status,
    snoozed_until: 'snoozed_until' in changes ? (changes.snoozed_until?.to ?? null) : before.snoozed_until,
    assignee_id: assignee_id === undefined ? before.assignee_id : assignee_id,
    priority: wanted.priority === undefined ? before.priority : wanted.priority,
    owner_kind: takesOver ? 'people' : conversation.owner_kind,
    owner_id: takesOver ? null : conversation.owner_id,
    epoch: conversation.epoch + (takesOver ? 1 : 0),
    at,
  })
  if (changes.tags) await changeTags(tx, org, conversationId, changes.tags)
  const messageId = stamp.id()
  await insertEntry(tx, org, {
    id: messageId,
    conversationId,
    seq: conversation.next_seq - 1,
    author: actor,
    body: sentenceOf(changes, assignee?.name ?? null),
    metadata: JSON.stringify({ changes }),
    now: at,
  })
  const wakes = changes.snoozed_until?.to
  return {
    result: changes,
    org,
    events: [
      {
        type: 'conversation.updated',
        conversationId,
        actor,
        data: { changes, message_id: messageId, seq: conversation.next_seq - 1 },
      },
    ],
    ...(wakes && {
      jobs: [{ kind: 'wakeConversation', payload: { conversationId, until: wakes }, runAt: wakes }],
    }),
  }
}
