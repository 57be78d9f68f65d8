// What teammates write: `POST …/messages`, as JSON or, with files, as a form.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import { namedIn } from '../../core/conversations/mentions/named.ts'
import { findLiving } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { DomainError, missing } from '../../core/errors.ts'
import type { OrgId } from '../../core/ids.ts'
import { anyMessageAfter, findMessage, listMessages } from '../../core/messages/queries.ts'
import { answerTo } from '../../http/errors.ts'
import { type FilePart, formReader } from '../../http/form.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import { problems } from '../../http/problem.ts'
import type { Answer, BodyReader, Call } from '../../http/surface.ts'
import { type FileRules, REPLY_FILES, takeFiles } from '../../http/take-files.ts'
import type { Caller } from './auth.ts'
import { withFiles } from './conversations.ts'
import { messageText, ulid, type ulidParams } from './params.ts'
import { quickReplies, sentQuickReplies } from './quick-replies.ts'
import type { ProblemBody, SendConflictBody } from './wire.ts'

const MOST_UPLOADS = 10

const rules: FileRules = {
  ...REPLY_FILES,
  tooLarge: () => new DomainError('too_large', 'File size exceeds 32MB'),
}

const MOST_MENTIONS = 50
const NOT_IDS = 'mentions must be a list of ids'
const mentions = z
  .array(z.string(NOT_IDS).pipe(ulid), NOT_IDS)
  .max(MOST_MENTIONS, `at most ${MOST_MENTIONS} mentions`)
  .transform((ids) => [...new Set(ids)])

export const replyBody = z
  .object({
    body: messageText,
    kind: z.enum(['reply', 'note'], 'kind must be reply or note').default('reply'),
    /** The newest message its writer had seen: when somebody wrote meanwhile, nothing is sent unless `force` is set. */
    seen_seq: z.number('seen_seq must be a number').int('seen_seq must be a whole number').min(0).optional(),
    force: z.boolean('force must be true or false').default(false),
    mentions: mentions.optional(),
    quick_replies: quickReplies.optional(),
    /** Files sent ahead, by their ids; those that come along are `parts`. */
    files: z
      .array(z.string('files must be a list of ids'), 'files must be a list of ids')
      .max(MOST_UPLOADS, `a message takes at most ${MOST_UPLOADS} files by their ids`)
      .refine((ids) => new Set(ids).size === ids.length, 'a file is named twice')
      .pipe(z.array(ulid))
      .default([]),
    parts: z.custom<FilePart[]>().default([]),
  })
  .refine(({ body, files, parts }) => body.trim() !== '' || files.length + parts.length > 0, {
    path: ['body'],
    message: 'body is required',
  })
  .refine(({ kind, mentions = [] }) => kind === 'note' || mentions.length === 0, {
    path: ['mentions'],
    message: 'mentions go with a note',
  })
  .refine(({ kind, quick_replies = [] }) => kind === 'reply' || quick_replies.length === 0, {
    path: ['quick_replies'],
    message: 'quick replies go with a reply',
  })

const sent = z.object({
  body: z
    .string()
    .describe('In Markdown; may be blank when there are files.')
    .meta({ examples: ['Try turning it to the left.'] }),
  kind: z.enum(['reply', 'note']).default('reply'),
  seen_seq: z
    .int()
    .min(0)
    .optional()
    .describe('The newest message its writer had seen: when somebody wrote meanwhile, nothing is sent.'),
  force: z.boolean().default(false).describe('Sends all the same.'),
  mentions: z
    .array(z.ulid())
    .max(MOST_MENTIONS)
    .optional()
    .describe('Of a note: ids of teammates it names. They find it among their mentions.'),
  quick_replies: sentQuickReplies.optional(),
})
const id = z.string().meta({ examples: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] })
const bytes = z.string().meta({ format: 'binary', contentMediaType: 'application/octet-stream' })

/** As the two ways to send it are described; {@link replyBody} checks both. */
export const replySends = {
  'application/json': sent.extend({
    files: z.array(id).max(MOST_UPLOADS).optional().describe('Files sent ahead, by their ids.'),
  }),
  'multipart/form-data': sent.extend({
    files: z
      .array(bytes)
      .optional()
      .describe(`Up to ${rules.most} files of 32 MB, and ids of files sent ahead.`),
    'files[]': z.array(bytes).optional().describe('The same as `files`.'),
  }),
}

type Reply = Call<Caller, z.output<typeof replyBody>, undefined, z.output<typeof ulidParams>>

/** A form becomes what the JSON would say. Parts come from here alone: JSON could name anything under that name. */
export function replyReader(blobs: Blobs): BodyReader {
  const { maxBytes, most } = rules
  const files = { name: 'files', maxBytes, most, stage: blobs.stage }
  const read = formReader({
    lists: ['files', 'mentions', 'quick_replies'],
    longestItem: 0,
    objects: [],
    files,
  })
  return async (request: FastifyRequest) => {
    const isForm = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
    if (!isForm) return typeof request.body === 'object' ? { ...request.body, parts: [] } : request.body
    const form = await read(request)
    const { body = '', kind, seen_seq, force } = form.values
    const { mentions = [], quick_replies = [] } = form.lists
    return {
      body,
      kind,
      seen_seq:
        seen_seq === undefined ? undefined : /^\d{1,15}$/.test(seen_seq) ? Number(seen_seq) : seen_seq,
      force: force === 'true' ? true : force === 'false' ? false : force,
      ...(mentions.length > 0 && { mentions: mentions.flatMap((ids) => ids.split(',')) }),
      ...(quick_replies.length > 0 && { quick_replies }),
      files: form.lists.files,
      parts: form.files,
      [Symbol.asyncDispose]: () => form[Symbol.asyncDispose](),
    }
  }
}

/** `POST /api/manage/conversations/{id}/messages`: a reply goes out and takes the conversation over; a note stays. */
export function addMessage(blobs: Blobs): (call: Reply) => Promise<Answer> {
  return async ({ core, caller, params, body, request }) => {
    const { org, teammate } = caller
    const { files: uploads, parts: files, ...fields } = body
    const lists = { files_base64: [], files_image_url: [] }
    const { drafts, keep } = await takeFiles(blobs, { files, lists }, rules)
    const facts = { ...fields, ...(drafts.length > 0 && { drafts }), ...(uploads.length > 0 && { uploads }) }
    const key = idempotencyKeyOf(request, org, `POST messages ${params.id}`, facts)
    const seenSeq = body.force ? null : (body.seen_seq ?? null)
    try {
      const { mentions = [] } = body
      const look = key ? { seenSeq: null, mentions: [] } : { seenSeq, mentions }
      if (drafts.length > 0) await lookFirst(core, org, { id: params.id, ...look })
      await keep()
      const { result, replayed } = await core.runOnce(
        'reply',
        {
          org,
          conversationId: params.id,
          kind: body.kind === 'note' ? 'note' : 'message',
          author: { kind: 'teammate', id: teammate.id, name: teammate.name },
          body: body.body,
          seenSeq,
          attachments: drafts,
          uploads,
          mentions,
          quickReplies: body.quick_replies ?? [],
        },
        key,
      )
      // By its id: merged since, a repeated one has another seq.
      const row = await findMessage(core.read, org, result.messageId)
      if (!row) throw missing('message')
      const [message] = await withFiles(core.read, org, [row])
      return { status: 201, body: message, headers: replayedHeader(replayed) }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      return await wroteMeanwhile(core, org, params.id, body.seen_seq ?? 0, error)
    }
  }
}

type Look = { id: string; seenSeq: number | null; mentions: readonly string[] }

/** As the verb will look again: files of a message that is not stored are not kept either. */
async function lookFirst(core: Core, org: OrgId, { id, seenSeq, mentions }: Look): Promise<void> {
  const living = await findLiving(core.read, org, id)
  if (!living) throw missing('conversation')
  if (seenSeq !== null && (await anyMessageAfter(core.read, org, living.id, seenSeq)))
    throw new DomainError('conflict', 'somebody wrote meanwhile')
  await namedIn(core.read, org, mentions)
}

const MOST_NEWER = 50

/** A problem with what was written since, so that its reader can decide to send all the same. */
async function wroteMeanwhile(
  core: Core,
  org: OrgId,
  id: string,
  seenSeq: number,
  refusal: DomainError,
): Promise<Answer> {
  const living = await findLiving(core.read, org, id)
  const page = { after: seenSeq, limit: MOST_NEWER }
  const rows = living ? await listMessages(core.read, org, living.id, page) : []
  const { body: problem, ...answer } = answerTo(refusal, problems)
  // `problems` makes no other bodies.
  const body: SendConflictBody = {
    ...(problem as ProblemBody),
    newer: await withFiles(core.read, org, rows),
  }
  return { ...answer, body }
}
