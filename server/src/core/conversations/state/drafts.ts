import { missing } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { hold } from '../queries.ts'
import { deleteDraftRow, saveDraftRow } from './queries.ts'

export type SaveDraftArgs = {
  org: OrgId
  conversationId: string
  teammate: { id: string; name: string }
  kind: 'reply' | 'note'
  /** Empty: the draft is given up. */
  body: string
  /** The newest message its writer had seen: what came since may change what they want to say. */
  baseSeq: number
}

/**
 * A teammate's unsent text, one of each kind per conversation, so that it follows them to another browser.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation.
 */
export const saveDraft: Verb<SaveDraftArgs, null> = async (tx, args, { now }) => {
  const { org, teammate, kind, body, baseSeq } = args
  const conversation = await hold(tx, org, args.conversationId)
  if (!conversation) throw missing('conversation')
  const conversationId = conversation.id
  const key = { teammate: teammate.id, conversation: conversationId, kind }
  if (body === '') await deleteDraftRow(tx, org, key)
  else await saveDraftRow(tx, org, key, { body, base_seq: baseSeq, updated_at: now })
  return {
    result: null,
    org,
    events: [
      {
        type: 'draft.changed',
        conversationId,
        actor: { kind: 'teammate', ...teammate },
        // Not what it says: the feed is read by everybody.
        data: { teammate_id: teammate.id, kind, empty: body === '' },
      },
    ],
  }
}
