import { missing } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { nothingEnclosed } from '../messages/add-message.ts'
import type { Verb } from '../verb.ts'
import { type Added, type Addition, append } from './append.ts'
import { touch } from './queries.ts'

export type ReplyArgs = Omit<Addition, 'enclosed'> & { org: OrgId; conversationId: string }

/**
 * Adds a message by the conversation's id, as {@link append} does.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation.
 */
export const reply: Verb<ReplyArgs, Added> = async (tx, args, stamp) => {
  const { org, conversationId, ...addition } = args
  const conversation = await touch(tx, org, conversationId)
  if (!conversation) throw missing('conversation')
  const done = await append(tx, org, conversation, { ...addition, enclosed: nothingEnclosed }, stamp)
  return { ...done, org }
}
