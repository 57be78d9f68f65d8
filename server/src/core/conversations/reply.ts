import { DomainError, missing } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { nothingEnclosed } from '../messages/add-message.ts'
import { anyMessageAfter } from '../messages/queries.ts'
import type { Verb } from '../verb.ts'
import { type Added, type Addition, append } from './append.ts'
import { touch } from './queries.ts'

export type ReplyArgs = Omit<Addition, 'enclosed'> & {
  org: OrgId
  conversationId: string
  /** The newest message the author had seen; null to send whatever was written since. */
  seenSeq: number | null
}

/**
 * Adds a message by the conversation's id, as {@link append} does.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation, `conflict` when somebody wrote since
 * `seenSeq`.
 */
export const reply: Verb<ReplyArgs, Added> = async (tx, args, stamp) => {
  const { org, conversationId, seenSeq, ...addition } = args
  const conversation = await touch(tx, org, conversationId)
  if (!conversation) throw missing('conversation')
  // The row lock that came with it keeps everybody else from writing until the commit.
  if (seenSeq !== null && (await anyMessageAfter(tx, org, conversationId, seenSeq)))
    throw new DomainError('conflict', 'somebody wrote meanwhile')
  const done = await append(tx, org, conversation, { ...addition, enclosed: nothingEnclosed }, stamp)
  return { ...done, org }
}
