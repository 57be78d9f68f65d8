import type { z } from 'zod'
import type { ConversationFilter, ListPlace } from '../../../core/conversations/list/filter.ts'
import { listConversations } from '../../../core/conversations/list/queries.ts'
import type { ConversationRow } from '../../../core/conversations/queries.ts'
import type { Core } from '../../../core/core.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Teammate } from './access-token.ts'
import { nextLink, placeFrom } from './pages.ts'
import { ticketBodyOf } from './present.ts'
import type { ticketsQuery } from './wire.ts'

type Query = z.output<typeof ticketsQuery>
type List = Call<Teammate, undefined, Query, undefined>

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [0-9A-Z]{26}$/

const statuses: Record<Query['state'], ConversationFilter> = {
  open: { status: ['open', 'pending', 'snoozed'] },
  closed: { status: ['closed'] },
  all: {},
}

/** `GET /tickets`: every conversation is one here, newest message first (docs/contracts.md 4c#33, 4c#36). */
export async function listTickets({ core, caller, query }: List): Promise<Answer> {
  const { state, priority, limit, cursor } = query
  const filter = { ...statuses[state], ...(priority && { priority }) }
  const { rows, next } = await pageOf(core, caller, filter, { limit, after: placeAt(cursor) })
  return {
    status: 200,
    body: { tickets: rows.map(ticketBodyOf) },
    headers: nextLink('/api/v1/tickets', { state, priority, limit }, next && [next.at, next.id]),
  }
}

function placeAt(cursor: string | undefined): ListPlace | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = placeFrom(cursor, PLACE)
  return { at, id }
}

/** Of 2,000 rows each: a client that knows of no pages is to find the few urgent ones of many as well. */
const MOST_LOOKS = 5

async function pageOf(
  { read }: Core,
  { org, teammate }: Teammate,
  filter: ConversationFilter,
  { limit, after }: { limit: number; after: ListPlace | undefined },
): Promise<{ rows: ConversationRow[]; next: ListPlace | null }> {
  const rows: ConversationRow[] = []
  let next: ListPlace | null = after ?? null
  for (let looks = 0; looks < MOST_LOOKS && rows.length < limit; looks++) {
    const page = await listConversations(read, org, teammate.id, {
      ...filter,
      sort: 'last_message',
      limit: limit - rows.length,
      ...(next && { after: next }),
    })
    rows.push(...page.rows)
    next = page.next
    if (next === null) break
  }
  return { rows, next }
}
