import { z } from 'zod'
import { listAttachments } from '../../core/attachments/queries.ts'
import { listConversations } from '../../core/conversations/list/queries.ts'
import { listMentions } from '../../core/conversations/mentions/queries.ts'
import { findConversation, findLiving } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { missing } from '../../core/errors.ts'
import { listMessages, listMessagesBack, type MessageRow } from '../../core/messages/queries.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { conversationBodies } from './conversation-bodies.ts'
import { filterOf, isSearch, type listQuery } from './list-query.ts'
import { cursorOf, notACursor, pageOf, pageQuery, placeFrom, seqFrom } from './paging.ts'
import type { ulidParams } from './params.ts'
import { messageBody } from './present.ts'
import { search } from './search.ts'
import type { ConversationBody, ListBody, MessageBody } from './wire.ts'

const directions = ['oldest', 'newest'] as const

export const transcriptPage = pageQuery.extend({
  sort: z
    .enum(directions, `sort must be one of: ${directions.join(', ')}`)
    .default('oldest')
    .describe('`newest`: the last said first, page by page back to the beginning.'),
})

type Params = z.output<typeof ulidParams>
type List = Call<Caller, undefined, z.output<typeof listQuery>, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Transcript = Call<Caller, undefined, z.output<typeof transcriptPage>, Params>

/** `GET /api/manage/conversations`, in any of its orders and under any filters; with `q` by the newest message that fits. */
export async function listAll({ core, caller, query }: List): Promise<Answer> {
  const { q, ...filters } = query
  if (isSearch(q)) return { status: 200, body: await search(core, caller, { ...filters, q }) }
  const { org, teammate } = caller
  const { limit, after, sort = query.mentioned ? 'mentioned' : 'last_message' } = query
  const place = placeFrom(after, ['sort', 'at', 'id'])
  if (place && place.sort !== sort) throw notACursor()
  const { rows, next } = await listConversations(core.read, org, teammate.id, {
    limit,
    sort,
    ...(place && { after: place }),
    ...(await filterOf(core, caller, query)),
  })
  const body: ListBody<ConversationBody> = {
    data: await conversationBodies(core.read, org, teammate.id, rows),
    next_cursor: next && cursorOf(sort, next.at, next.id),
  }
  return { status: 200, body }
}

/** `GET /api/manage/conversations/{id}`; of what was merged away, the conversation that took it in. */
export async function showOne({ core, caller, params }: Show): Promise<Answer> {
  const row = await findConversation(core.read, caller.org, caller.teammate.id, params.id)
  if (!row) throw missing('conversation')
  const [body] = await conversationBodies(core.read, caller.org, caller.teammate.id, [row])
  return { status: 200, body }
}

/** `GET /api/manage/conversations/{id}/messages`, by seq, from either end. */
export async function listTranscript({ core, caller, params, query }: Transcript): Promise<Answer> {
  const { org } = caller
  const conversation = await findLiving(core.read, org, params.id)
  if (!conversation) throw missing('conversation')
  const { sort, limit, after } = query
  const rows =
    sort === 'oldest'
      ? await listMessages(core.read, org, conversation.id, { after: seqFrom(after), limit: limit + 1 })
      : await listMessagesBack(core.read, org, conversation.id, { before: backFrom(after), limit: limit + 1 })
  const bodies = await withFiles(core.read, org, rows)
  const body = pageOf(
    bodies,
    limit,
    (message) => message,
    ({ seq }) => (sort === 'oldest' ? [String(seq)] : [sort, String(seq)]),
  )
  return { status: 200, body }
}

/** Cursors backwards have two parts, so that neither direction takes the other's. */
function backFrom(after: string | undefined): number {
  const place = placeFrom(after, ['sort', 'seq'])
  if (place === undefined) return Number.MAX_SAFE_INTEGER
  if (place.sort !== 'newest' || !/^\d{1,15}$/.test(place.seq)) throw notACursor()
  return Number(place.seq)
}

/** Messages with what came along, and whom they mention. */
export async function withFiles(db: Reader, org: Caller['org'], rows: MessageRow[]): Promise<MessageBody[]> {
  const files = await listAttachments(
    db,
    org,
    rows.map((row) => row.id),
  )
  const byMessage = Map.groupBy(files, (file) => file.message_id)
  const notes = rows.filter((row) => row.kind === 'note').map((row) => row.id)
  const named = Map.groupBy(await listMentions(db, org, notes), (mention) => mention.message_id)
  return rows.map((row) => messageBody(row, byMessage.get(row.id) ?? [], named.get(row.id) ?? []))
}

type Reader = Core['read']
