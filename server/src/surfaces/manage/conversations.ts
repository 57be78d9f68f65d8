import { z } from 'zod'
import { listAttachments } from '../../core/attachments/queries.ts'
import { findConversation, listConversations, listTags } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { DomainError, missing } from '../../core/errors.ts'
import type { OrgId } from '../../core/ids.ts'
import { listMessages, type MessageRow } from '../../core/messages/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { cursorOf, pageQuery, readCursor, readSeqCursor } from './paging.ts'
import { conversationBody, messageBody } from './present.ts'
import type { ConversationBody, ListBody, MessageBody, SendConflictBody } from './wire.ts'

const statuses = ['open', 'pending', 'snoozed', 'closed'] as const

/** PostgreSQL refuses NUL in text. */
const filter = (name: string) =>
  z
    .string(`${name} is given twice`)
    .max(100, `${name} is too long`)
    .transform((text) => text.replaceAll('\0', ''))
    .optional()

export const listQuery = pageQuery.extend({
  status: z.enum(statuses, `status must be one of: ${statuses.join(', ')}`).optional(),
  /** A teammate's id, `me`, or `none`. */
  assignee: filter('assignee'),
  /** A channel's id or kind. */
  channel: filter('channel'),
})
/** What cannot be an id is looked up as one that nothing has, so that it is as unknown as a foreign one. */
export const conversationParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Z]{26}$/.test(id) ? id : 'unknown')),
})

const LONGEST_BODY = 256 * 1024
export const replyBody = z.object({
  body: z
    .string('body is required')
    .transform((text) => text.toWellFormed().replaceAll('\0', ''))
    .refine((text) => text.trim() !== '', 'body is required')
    .refine((text) => Buffer.byteLength(text) <= LONGEST_BODY, 'body is too long (maximum 256 KiB)'),
  kind: z.enum(['reply', 'note'], 'kind must be reply or note').default('reply'),
  /** The newest message its writer had seen: when somebody wrote meanwhile, nothing is sent unless `force` is set. */
  seen_seq: z.number('seen_seq must be a number').int('seen_seq must be a whole number').min(0).optional(),
  force: z.boolean('force must be true or false').default(false),
})

type Params = z.output<typeof conversationParams>
type List = Call<Caller, undefined, z.output<typeof listQuery>, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Transcript = Call<Caller, undefined, z.output<typeof pageQuery>, Params>
type Reply = Call<Caller, z.output<typeof replyBody>, undefined, Params>

/** `GET /api/manage/conversations`, newest first by last message. */
export async function listAll({ core, caller, query }: List): Promise<Answer> {
  const { org, teammate } = caller
  const { limit, after, status, assignee, channel } = query
  const place = after === undefined ? undefined : readCursor(after, 2)
  const rows = await listConversations(core.read, org, teammate.id, {
    limit: limit + 1,
    ...(status && { status }),
    ...(assignee && { assignee: assignee === 'none' ? null : assignee === 'me' ? teammate.id : assignee }),
    ...(channel && { channel }),
    ...(place && { after: { lastMessageAt: place[0] ?? '', id: place[1] ?? '' } }),
  })
  const page = rows.slice(0, limit)
  const tags = await tagsOf(core.read, org, page)
  const last = page.at(-1)
  const body: ListBody<ConversationBody> = {
    data: page.map((row) => conversationBody(row, tags.get(row.id) ?? [])),
    next_cursor: last && rows.length > limit ? cursorOf(last.last_message_at, last.id) : null,
  }
  return { status: 200, body }
}

/** `GET /api/manage/conversations/{id}` */
export async function showOne({ core, caller, params }: Show): Promise<Answer> {
  const row = await findConversation(core.read, caller.org, caller.teammate.id, params.id)
  if (!row) throw missing('conversation')
  const tags = await tagsOf(core.read, caller.org, [row])
  return { status: 200, body: conversationBody(row, tags.get(row.id) ?? []) }
}

/** `GET /api/manage/conversations/{id}/messages`, oldest first, by seq. */
export async function listTranscript({ core, caller, params, query }: Transcript): Promise<Answer> {
  const conversation = await findConversation(core.read, caller.org, caller.teammate.id, params.id)
  if (!conversation) throw missing('conversation')
  const after = query.after === undefined ? 0 : readSeqCursor(query.after)
  const rows = await listMessages(core.read, caller.org, conversation.id, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const body: ListBody<MessageBody> = {
    data: await withFiles(core.read, caller.org, page),
    next_cursor: last && rows.length > query.limit ? cursorOf(String(last.seq)) : null,
  }
  return { status: 200, body }
}

/** `POST /api/manage/conversations/{id}/messages`: a reply goes out and takes the conversation over; a note stays. */
export async function addMessage({ core, caller, params, body, request }: Reply): Promise<Answer> {
  const { org, teammate } = caller
  const key = idempotencyKeyOf(request, org, `POST messages ${params.id}`, body)
  const args = {
    org,
    conversationId: params.id,
    kind: body.kind === 'note' ? ('note' as const) : ('message' as const),
    author: { kind: 'teammate' as const, id: teammate.id, name: teammate.name },
    body: body.body,
    seenSeq: body.force ? null : (body.seen_seq ?? null),
  }
  const sent = await core.runOnce('reply', args, key).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'conflict') return undefined
    throw error
  })
  if (!sent) return await wroteMeanwhile(core, org, params.id, body.seen_seq ?? 0)
  const { result, replayed } = sent
  const [row] = await listMessages(core.read, org, params.id, { after: result.seq - 1, limit: 1 })
  if (!row) throw missing('message')
  return { status: 201, body: messageBody(row, []), headers: replayedHeader(replayed) }
}

const MOST_NEWER = 50

/** A problem with what was written since, so that its reader can decide to send all the same. */
async function wroteMeanwhile(
  core: Core,
  org: OrgId,
  conversation: string,
  seenSeq: number,
): Promise<Answer> {
  const rows = await listMessages(core.read, org, conversation, { after: seenSeq, limit: MOST_NEWER })
  const problem: SendConflictBody = {
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    detail: 'somebody wrote meanwhile',
    code: 'conflict',
    newer: await withFiles(core.read, org, rows),
  }
  return {
    status: 409,
    body: problem,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  }
}

async function withFiles(db: Reader, org: Caller['org'], rows: MessageRow[]): Promise<MessageBody[]> {
  const files = await listAttachments(
    db,
    org,
    rows.map((row) => row.id),
  )
  const byMessage = Map.groupBy(files, (file) => file.message_id)
  return rows.map((row) => messageBody(row, byMessage.get(row.id) ?? []))
}

async function tagsOf(
  db: Reader,
  org: Caller['org'],
  rows: { id: string }[],
): Promise<Map<string, string[]>> {
  const tags = new Map<string, string[]>()
  const found = await listTags(
    db,
    org,
    rows.map((row) => row.id),
  )
  for (const { conversation_id, tag } of found)
    tags.set(conversation_id, [...(tags.get(conversation_id) ?? []), tag])
  return tags
}

type Reader = List['core']['read']
