import type { AttachmentDraft } from '../attachments/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { nothingEnclosed } from '../messages/add-message.ts'
import { anyMessageAfter } from '../messages/queries.ts'
import { takeUp } from '../uploads/keep-upload.ts'
import type { Verb } from '../verb.ts'
import { type Added, type Addition, append } from './append.ts'
import { namedIn } from './mentions/named.ts'
import { hold } from './queries.ts'

export type ReplyArgs = Omit<Addition, 'enclosed'> & {
  org: OrgId
  conversationId: string
  /** The newest message the author had seen; null to send whatever was written since. */
  seenSeq: number | null
  attachments?: readonly AttachmentDraft[]
  /** Ids of files that the author, a teammate, sent before; they come first. */
  uploads?: readonly string[]
  /** Ids of teammates a note names, each once. */
  mentions?: readonly string[]
  /** Answers it offers, each once. */
  quickReplies?: readonly string[]
}

/**
 * Adds a message by the conversation's id, as {@link append} does.
 * @throws {DomainError} `not_found` for an unknown or foreign conversation, `conflict` when somebody wrote since
 * `seenSeq`, `invalid` for an upload that is not the author's to send and for a mention of nobody who works here.
 */
export const reply: Verb<ReplyArgs, Added> = async (tx, args, stamp) => {
  const { org, conversationId, seenSeq, attachments = [], uploads = [], mentions = [], ...said } = args
  const { quickReplies = [], ...addition } = said
  const conversation = await hold(tx, org, conversationId)
  if (!conversation) throw missing('conversation')
  // The row lock that came with it keeps everybody else from writing until the commit.
  if (seenSeq !== null && (await anyMessageAfter(tx, org, conversation.id, seenSeq)))
    throw new DomainError('conflict', 'somebody wrote meanwhile')
  const given = await takeUp(tx, org, addition.author.id ?? '', uploads)
  const enclosed = {
    ...nothingEnclosed,
    attachments: [...given, ...attachments],
    mentions: await namedIn(tx, org, mentions),
    quickReplies,
  }
  const done = await append(tx, org, conversation, { ...addition, enclosed }, stamp)
  return { ...done, org }
}
