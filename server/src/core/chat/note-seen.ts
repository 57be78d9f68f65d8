import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { findConversationContact } from './people/queries.ts'
import { findPlace, findVisitor, moveSeen } from './queries.ts'
import { conversationMissing } from './write-in-chat.ts'

export type NoteSeenArgs = { org: OrgId; tokenHash: string; seq: number }

/**
 * The visitor has seen everything up to that message; less than before changes nothing, and nobody sees what is yet to be
 * written.
 * @throws {DomainError} `not_found` for an unknown token.
 */
export const noteSeen: Verb<NoteSeenArgs, null> = async (tx, args) => {
  const { org, tokenHash } = args
  const visitor = await findVisitor(tx, org, tokenHash)
  const place = visitor && (await findPlace(tx, org, visitor.living_id))
  if (!visitor || !place) throw conversationMissing()
  const seq = Math.min(args.seq, place.next_seq - 1)
  if (!(await moveSeen(tx, org, visitor.token_hash, seq))) return { result: null }
  const contact = await findConversationContact(tx, org, visitor.living_id)
  const actor = { kind: 'contact' as const, id: contact?.id ?? null, name: contact?.name ?? null }
  return {
    result: null,
    org,
    events: [{ type: 'conversation.seen', conversationId: visitor.living_id, actor, data: { seq } }],
  }
}
