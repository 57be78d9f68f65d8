import { missing } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { countUnread, readMentions } from '../mentions/queries.ts'
import { hold } from '../queries.ts'
import { findReadState, saveInboundSeen } from './queries.ts'

export type MarkReadArgs = {
  org: OrgId
  conversationId: string
  teammate: { id: string; name: string }
  /** Everything up to this message of the conversation was seen. */
  seq: number
}

export type ReadMark = { unread: number; unread_mentions: number }

/**
 * One teammate's read mark, of messages and of what mentions them; moving it back makes both unread again. Told as an
 * event, so that their other windows agree.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation.
 */
export const markRead: Verb<MarkReadArgs, ReadMark> = async (tx, args, { now }) => {
  const { org, teammate, seq } = args
  const conversation = await hold(tx, org, args.conversationId)
  if (!conversation) throw missing('conversation')
  const conversationId = conversation.id
  const state = await findReadState(tx, org, conversationId, { teammate: teammate.id, seq })
  if (!state) throw missing('conversation')
  const inboundSeen = state.inbound_count - state.inbound_after
  const seen = { conversation: conversationId, teammate: teammate.id, seq, now }
  const mentionsMoved = await readMentions(tx, org, seen)
  const unreadMentions = await countUnread(tx, org, teammate.id, [conversationId])
  const result = { unread: state.inbound_after, unread_mentions: unreadMentions.get(conversationId) ?? 0 }
  const moved = inboundSeen !== (state.inbound_seen ?? 0)
  if (!moved && !mentionsMoved) return { result }
  if (moved) await saveInboundSeen(tx, org, conversationId, { teammate: teammate.id, inboundSeen })
  return {
    result,
    org,
    events: [
      {
        type: 'conversation.read',
        conversationId,
        actor: { kind: 'teammate', ...teammate },
        data: { teammate_id: teammate.id, ...result },
      },
    ],
  }
}
