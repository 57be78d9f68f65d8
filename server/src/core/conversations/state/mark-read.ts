import { missing } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { findReadState, saveInboundSeen } from './queries.ts'

export type MarkReadArgs = {
  org: OrgId
  conversationId: string
  teammate: { id: string; name: string }
  /** Everything up to this message of the conversation was seen. */
  seq: number
}

/**
 * One teammate's read mark; moving it back makes messages unread again. Told as an event, so that their other windows
 * agree.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation.
 */
export const markRead: Verb<MarkReadArgs, { unread: number }> = async (tx, args) => {
  const { org, conversationId, teammate, seq } = args
  const state = await findReadState(tx, org, conversationId, { teammate: teammate.id, seq })
  if (!state) throw missing('conversation')
  const inboundSeen = state.inbound_count - state.inbound_after
  const unread = state.inbound_after
  if (inboundSeen === (state.inbound_seen ?? 0)) return { result: { unread } }
  await saveInboundSeen(tx, org, conversationId, { teammate: teammate.id, inboundSeen })
  return {
    result: { unread },
    org,
    events: [
      {
        type: 'conversation.read',
        conversationId,
        actor: { kind: 'teammate', ...teammate },
        data: { teammate_id: teammate.id, unread },
      },
    ],
  }
}
