import { findConversations as findRows } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { findConversations, type Hit } from '../../core/search/find-conversations.ts'
import { parseSearch, type Search } from '../../core/search/grammar.ts'
import { findBodies } from '../../core/search/queries.ts'
import { snippetOf } from '../../core/search/snippet.ts'
import type { Caller } from './auth.ts'
import { conversationBodies } from './conversation-bodies.ts'
import { type Filters, filterOf } from './list-query.ts'
import { cursorOf, seqFrom } from './paging.ts'
import type { ConversationBody, ListBody } from './wire.ts'

type Query = Filters & { q: string; limit: number; after?: string | undefined }

/** The conversations in which somebody said that, each with the newest message that fits. */
export async function search(core: Core, caller: Caller, query: Query): Promise<ListBody<ConversationBody>> {
  const { org, teammate } = caller
  const before = query.after === undefined ? null : seqFrom(query.after)
  const { hits, next, asked } = await find(core, caller, query, { before, limit: query.limit })
  return {
    data: await bodiesOf(core, org, teammate.id, asked, hits),
    next_cursor: next === null ? null : cursorOf(String(next)),
  }
}

/** How many a search finds, counted no further than `most`, nor further than one page of it looks. */
export async function countFound(core: Core, caller: Caller, query: Filters & { q: string }, most: number) {
  const { hits, next } = await find(core, caller, query, { before: null, limit: most })
  return { count: hits.length, capped: next !== null }
}

type Page = { before: number | null; limit: number }

async function find(core: Core, caller: Caller, { q, ...filters }: Filters & { q: string }, page: Page) {
  const { org, teammate } = caller
  const now = core.now()
  const asked = parseSearch(q, now)
  const within = await filterOf(core, caller, filters)
  const found = await findConversations(core.reports, org, teammate.id, asked, within, { ...page, now })
  return { ...found, asked }
}

async function bodiesOf(
  { read }: Core,
  org: Caller['org'],
  teammate: string,
  asked: Search,
  hits: readonly Hit[],
): Promise<ConversationBody[]> {
  const ids = hits.map(({ conversation }) => conversation)
  const rows = await conversationBodies(read, org, teammate, await findRows(read, org, teammate, ids))
  const byConversation = new Map(rows.map((row) => [row.id, row]))
  const messages = await findBodies(
    read,
    org,
    hits.map(({ message }) => message),
  )
  const byId = new Map(messages.map((message) => [message.id, message]))
  return hits.flatMap(({ conversation, message }) => {
    const row = byConversation.get(conversation)
    const said = byId.get(message)
    // Erased since the index was asked.
    if (!row || !said) return []
    const { id: message_id, seq, created_at } = said
    const match = { message_id, seq, created_at, snippet: snippetOf(said.body, asked) }
    return [{ ...row, match }]
  })
}
