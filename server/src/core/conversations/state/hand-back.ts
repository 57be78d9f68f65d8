import { DomainError, missing } from '../../errors.ts'
import type { Actor } from '../../events.ts'
import type { OrgId } from '../../ids.ts'
import { insertEntry } from '../../messages/queries.ts'
import type { Verb } from '../../verb.ts'
import { timeAfter } from '../append.ts'
import { hold } from '../queries.ts'
import { moveTallies } from '../tallies/queries.ts'
import { type Changes, sentenceOf } from './changes.ts'
import { saveState } from './queries.ts'

export type HandBackArgs = { org: OrgId; conversationId: string; actor: Actor }

/**
 * Gives a conversation back to the bot or assistant that people took it from. Nobody is its assignee then; whatever was
 * about to be sent for the people's time is refused, as the epoch moves.
 * @throws {DomainError} `not_found`; `conflict` when people did not take it from anybody.
 */
export const handBack: Verb<HandBackArgs, { epoch: number }> = async (
  tx,
  { org, conversationId, actor },
  stamp,
) => {
  const before = await hold(tx, org, conversationId)
  if (!before) throw missing('conversation')
  const { handed_from_kind: kind, handed_from_id, assignee_id, status } = before
  if (kind === null)
    throw new DomainError('conflict', 'people did not take this conversation from a bot or assistant')
  const at = timeAfter(before, stamp.now)
  await saveState(tx, org, before.id, {
    status,
    snoozed_until: before.snoozed_until,
    priority: before.priority,
    assignee_id: null,
    owner_kind: kind,
    owner_id: handed_from_id,
    handed_from_kind: null,
    handed_from_id: null,
    epoch: before.epoch + 1,
    next_seq: before.next_seq + 1,
    at,
  })
  await moveTallies(tx, org, [{ from: { assignee_id, status }, to: { assignee_id: null, status } }])
  const changes: Changes = {
    owner: {
      from: { kind: before.owner_kind, id: before.owner_id },
      to: { kind, id: handed_from_id },
    },
    ...(assignee_id !== null && { assignee_id: { from: assignee_id, to: null } }),
  }
  const messageId = stamp.id()
  const seq = before.next_seq
  await insertEntry(tx, org, {
    id: messageId,
    conversationId: before.id,
    seq,
    author: actor,
    body: sentenceOf(changes, null),
    metadata: JSON.stringify({ changes }),
    now: at,
  })
  return {
    result: { epoch: before.epoch + 1 },
    org,
    events: [
      {
        type: 'conversation.updated',
        conversationId: before.id,
        contactId: before.contact_id,
        actor,
        data: { changes, message_id: messageId, seq },
      },
    ],
  }
}
