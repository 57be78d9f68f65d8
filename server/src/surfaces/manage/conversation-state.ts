// What teammates do with a conversation besides answering it: its state, their read mark, their drafts.
import { z } from 'zod'
import { findConversation } from '../../core/conversations/queries.ts'
import { listDrafts } from '../../core/conversations/state/queries.ts'
import { missing } from '../../core/errors.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { type conversationParams, showOne } from './conversations.ts'
import type { DraftBody, ListBody } from './wire.ts'

const MOST_TAGS = 50
const LONGEST_TAG = 50
const LONGEST_BODY = 256 * 1024

const statuses = ['open', 'pending', 'snoozed', 'closed'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const

const tag = z
  .string('a tag must be a text')
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/\p{Cc}/gu, '')
      .trim()
      .normalize('NFC'),
  )
  .refine((text) => text !== '', 'a tag must not be blank')
  .refine((text) => Array.from(text).length <= LONGEST_TAG, `a tag has at most ${LONGEST_TAG} characters`)

export const changeBody = z
  .object({
    status: z.enum(statuses, `status must be one of: ${statuses.join(', ')}`).optional(),
    snoozed_until: z.iso
      .datetime({ offset: true, error: 'snoozed_until must be RFC 3339 with Z or an offset' })
      .transform((text) => new Date(text).toISOString())
      .optional(),
    assignee_id: z.string('assignee_id must be an id, or null').max(100).nullable().optional(),
    priority: z
      .enum(priorities, `priority must be one of: ${priorities.join(', ')}, or null`)
      .nullable()
      .optional(),
    tags: z
      .array(tag, 'tags must be a list')
      .max(MOST_TAGS, `a conversation has at most ${MOST_TAGS} tags`)
      .transform((tags) => [...new Set(tags)])
      .optional(),
  })
  .refine(({ status, snoozed_until }) => status !== 'snoozed' || snoozed_until !== undefined, {
    path: ['snoozed_until'],
    message: 'snoozed_until is required to snooze',
  })
  .refine(
    ({ status, snoozed_until }) =>
      snoozed_until === undefined || status === undefined || status === 'snoozed',
    {
      path: ['snoozed_until'],
      message: 'snoozed_until goes with status snoozed',
    },
  )
  .transform(({ snoozed_until, status, ...rest }) => ({
    ...rest,
    ...(snoozed_until === undefined ? status && { status } : { status: 'snoozed' as const, snoozed_until }),
  }))

const seq = z
  .number('seq must be a number')
  .int('seq must be a whole number')
  .min(0, 'seq must be at least 0')
export const readBody = z.object({ seq })
export const draftBody = z.object({
  body: z
    .string('body is required')
    .transform((text) => text.toWellFormed().replaceAll('\0', ''))
    .refine((text) => Buffer.byteLength(text) <= LONGEST_BODY, 'body is too long (maximum 256 KiB)'),
  base_seq: seq.default(0),
})
export const draftParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Z]{26}$/.test(id) ? id : 'unknown')),
  kind: z.enum(['reply', 'note'], 'a draft is a reply or a note'),
})

type Params = z.output<typeof conversationParams>
type Change = Call<Caller, z.output<typeof changeBody>, undefined, Params>
type Read = Call<Caller, z.output<typeof readBody>, undefined, Params>
type Show = Call<Caller, undefined, undefined, Params>
type Draft = Call<Caller, z.output<typeof draftBody>, undefined, z.output<typeof draftParams>>
type Discard = Call<Caller, undefined, undefined, z.output<typeof draftParams>>

/** `PATCH /api/manage/conversations/{id}`: answers the conversation as it is then. */
export async function changeConversation(call: Change): Promise<Answer> {
  const { core, caller, params, body } = call
  const { org, teammate } = caller
  const wanted = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  const actor = { kind: 'teammate' as const, id: teammate.id, name: teammate.name }
  await core.run('changeConversation', { org, conversationId: params.id, wanted, actor })
  return await showOne({ ...call, body: undefined })
}

/** `PUT /api/manage/conversations/{id}/read`: the caller has seen everything up to `seq`. */
export async function markRead({ core, caller, params, body }: Read): Promise<Answer> {
  const { org, teammate } = caller
  const { id, name } = teammate
  const result = await core.run('markRead', {
    org,
    conversationId: params.id,
    teammate: { id, name },
    seq: body.seq,
  })
  return { status: 200, body: result }
}

/** `GET /api/manage/conversations/{id}/drafts`: the caller's own. */
export async function showDrafts({ core, caller, params }: Show): Promise<Answer> {
  const { org, teammate } = caller
  if (!(await findConversation(core.read, org, teammate.id, params.id))) throw missing('conversation')
  const data = await listDrafts(core.read, org, teammate.id, params.id)
  const body: ListBody<DraftBody> = { data, next_cursor: null }
  return { status: 200, body }
}

/** `PUT /api/manage/conversations/{id}/drafts/{reply|note}`; an empty `body` gives the draft up. */
export async function saveDraft({ core, caller, params, body }: Draft): Promise<Answer> {
  await core.run('saveDraft', { ...draftOf(caller, params), body: body.body, baseSeq: body.base_seq })
  return { status: 204 }
}

/** `DELETE /api/manage/conversations/{id}/drafts/{reply|note}` */
export async function discardDraft({ core, caller, params }: Discard): Promise<Answer> {
  await core.run('saveDraft', { ...draftOf(caller, params), body: '', baseSeq: 0 })
  return { status: 204 }
}

function draftOf({ org, teammate }: Caller, { id, kind }: z.output<typeof draftParams>) {
  return { org, conversationId: id, teammate: { id: teammate.id, name: teammate.name }, kind }
}
