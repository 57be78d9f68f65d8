// What names a contact or company: conversations, and the timeline of a contact.
import type { z } from 'zod'
import { findConversations } from '../../../core/conversations/queries.ts'
import type { Core } from '../../../core/core.ts'
import {
  conversationsOfCompanies,
  conversationsOfContacts,
  eventsAbout,
} from '../../../core/profiles/related/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import { conversationBodies } from '../conversation-bodies.ts'
import { cursorOf, type pageQuery, placeFrom } from '../paging.ts'
import type { ulidParams } from '../params.ts'
import type { ConversationBody, ListBody, TimelineEntryBody } from '../wire.ts'
import { idsOf } from './ids-of.ts'
import {
  conversationOf,
  cursorAfter,
  eventEntry,
  newestFirst,
  openingEntry,
  timelinePlace,
} from './timeline.ts'

type Params = z.output<typeof ulidParams>
type Related = Call<Caller, undefined, z.output<typeof pageQuery>, Params>

/** `GET /api/manage/contacts/{id}/conversations`, the last opened first. */
export async function listConversationsOfContact(call: Related): Promise<Answer> {
  const { core, caller, params, query } = call
  const ids = await idsOf(core, caller.org, 'contact', params.id)
  const before = placeFrom(query.after, ['id'])?.id
  const rows = await conversationsOfContacts(core.read, caller.org, ids, { before, limit: query.limit + 1 })
  return await conversationPage(call, rows, ({ id }) => [id])
}

/** `GET /api/manage/companies/{id}/conversations`, newest first by last message. */
export async function listConversationsOfCompany(call: Related): Promise<Answer> {
  const { core, caller, params, query } = call
  const ids = await idsOf(core, caller.org, 'company', params.id)
  const after = placeFrom(query.after, ['lastMessageAt', 'id'])
  const rows = await conversationsOfCompanies(core.read, caller.org, ids, { after, limit: query.limit + 1 })
  return await conversationPage(call, rows, (row) => [row.lastMessageAt, row.id])
}

async function conversationPage<Row extends { id: string }>(
  { core, caller, query }: Related,
  rows: Row[],
  placeOf: (row: Row) => string[],
): Promise<Answer> {
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const ids = page.map((row) => row.id)
  const body: ListBody<ConversationBody> = {
    data: await bodiesOf(core, caller, ids),
    next_cursor: last && rows.length > query.limit ? cursorOf(...placeOf(last)) : null,
  }
  return { status: 200, body }
}

async function bodiesOf(core: Core, { org, teammate }: Caller, ids: string[]): Promise<ConversationBody[]> {
  const rows = await findConversations(core.read, org, teammate.id, ids)
  const byId = new Map(
    (await conversationBodies(core.read, org, teammate.id, rows)).map((body) => [body.id, body]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** `GET /api/manage/contacts/{id}/timeline`, newest first: what happened, and the conversations they opened. */
export async function listTimeline({ core, caller, params, query }: Related): Promise<Answer> {
  const { org, teammate } = caller
  const ids = await idsOf(core, org, 'contact', params.id)
  const from = timelinePlace(query.after)
  const limit = query.limit + 1
  const [events, opened] = await Promise.all([
    eventsAbout(core.read, org, ids, { before: from.seq, limit }),
    conversationsOfContacts(core.read, org, ids, { before: from.conversation, limit }),
  ])
  const merged = newestFirst(events, opened)
  const page = merged.slice(0, query.limit)
  const named = [...new Set(page.flatMap((each) => conversationOf(each) ?? []))]
  const rows = await findConversations(core.read, org, teammate.id, named)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const body: ListBody<TimelineEntryBody> = {
    data: page.flatMap((each) =>
      each.what === 'event'
        ? eventEntry(each.event, byId)
        : openingEntry(each.conversation, byId.get(each.conversation)),
    ),
    next_cursor: merged.length > query.limit ? cursorAfter(page, from) : null,
  }
  return { status: 200, body }
}
