// What teammates do with a conversation besides answering it: its state, their read mark, their drafts.
import { z } from 'zod'
import { fits } from '../../core/code-points.ts'
import { findLiving } from '../../core/conversations/queries.ts'
import { MOST_TAGS, priorities } from '../../core/conversations/state/changes.ts'
import { listDrafts } from '../../core/conversations/state/queries.ts'
import { missing } from '../../core/errors.ts'
import { storable } from '../../core/storable.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { byOf, type Caller } from './auth.ts'
import { showOne } from './conversations.ts'
import { messageText, status, ulidParams } from './params.ts'
import type { DraftBody, ListBody } from './wire.ts'

const LONGEST_TAG = 50

export const tag = z
  .string('a tag must be a text')
  .transform((text) =>
    storable(text)
      .replace(/\p{Cc}/gu, '')
      .trim()
      .normalize('NFC'),
  )
  .refine((text) => text !== '', 'a tag must not be blank')
  .refine((text) => fits(text, LONGEST_TAG), `a tag has at most ${LONGEST_TAG} characters`)

export const assigneeId = z
  .string('assignee_id must be an id, or null')
  .max(100)
  .transform(storable)
  .nullable()
export const priority = z
  .enum(priorities, `priority must be one of: ${priorities.join(', ')}, or null`)
  .nullable()

export const changeBody = z
  .object({
    status: status.optional(),
    snoozed_until: z.iso
      .datetime({ offset: true, error: 'snoozed_until must be RFC 3339 with Z or an offset' })
      .transform((text) => new Date(text).toISOString())
      .optional()
      .describe('In the future; snoozes, and the conversation opens by itself then.'),
    assignee_id: assigneeId
      .optional()
      .describe("A teammate's id, or null; takes the conversation from a bot or assistant."),
    priority: priority.optional(),
    tags: z
      .array(tag, 'tags must be a list')
      .max(MOST_TAGS, `a conversation has at most ${MOST_TAGS} tags`)
      .transform((tags) => [...new Set(tags)])
      .optional()
      .describe('The whole list.'),
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
export const readBody = z.object({ seq: seq.describe('Of the newest message that was seen.') })
export const draftBody = z.object({
  body: messageText,
  base_seq: seq.default(0).describe('The newest message its writer had seen.'),
})
export const draftParams = z.object({
  id: ulidParams.shape.id,
  kind: z.enum(['reply', 'note'], 'a draft is a reply or a note'),
})

type Params = z.output<typeof ulidParams>
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

/** `POST /api/manage/conversations/{id}/hand-back`: to the bot or assistant it was taken from. */
export async function handBack(call: Show): Promise<Answer> {
  const { core, caller, params, request } = call
  const { org } = caller
  const { actor } = byOf(caller, request)
  const key = idempotencyKeyOf(request, org, 'POST hand-back', params)
  const { replayed } = await core.runOnce('handBack', { org, conversationId: params.id, actor }, key)
  const answer = await showOne(call)
  return answer && { ...answer, headers: replayedHeader(replayed) }
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
  const conversation = await findLiving(core.read, org, params.id)
  if (!conversation) throw missing('conversation')
  const data = await listDrafts(core.read, org, teammate.id, conversation.id)
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
