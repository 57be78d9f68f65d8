// Lists of conversations in several orders and under any filters, no page of which reads more than a few thousand rows.
import type { Queryable } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'
import { type ConversationRow, conversationRows, withSurvivors } from '../queries.ts'
import type { ConversationFilter, ConversationSort, Equals, Few, List, ListPlace } from './filter.ts'
import { among, edgeOf, fewRows, isFew, mentionsBehind, passing, WINDOW, walk } from './windows/queries.ts'

export type ConversationPage = ConversationFilter & {
  sort: ConversationSort
  /** Strictly behind this place. */
  after?: ListPlace
  limit: number
}

/** Rows of the list that one index gives in order, or the few that one index gives at all. */
type Stream = { equals?: Equals; few?: Few; asks: ConversationFilter }

/**
 * A page, and where to go on. It may hold fewer than `limit` rows, even none, and yet have a `next`: when so many rows
 * did not pass the filters that it was time to answer.
 */
export async function listConversations(
  db: Queryable,
  org: OrgId,
  teammate: string,
  { sort, after, limit, ...filter }: ConversationPage,
): Promise<{ rows: ConversationRow[]; next: ListPlace | null }> {
  const list: List = { teammate, sort, after, limit }
  const streams = await streamsOf(db, org, list, filter)
  const read = await Promise.all(streams.map((stream) => readStream(db, org, list, stream)))
  // Every stream is known up to its end; beyond the nearest of these, another one's rows may be missing.
  const [end] = read.flatMap((stream) => stream.end ?? []).sort(order(sort))
  const known = read
    .flatMap((stream) => stream.rows)
    .filter((row) => !end || order(sort)(row, end) <= 0)
    .sort(order(sort))
  const page = known.slice(0, limit)
  const last = page.at(-1)
  const rows = await rowsOf(db, org, teammate, page)
  if (known.length > limit && last) return { rows, next: { at: last.at, id: last.id } }
  return { rows, next: end ?? null }
}

/**
 * How many a list holds, counted no further than `most`, nor further than one page of it looks. `capped`: there may be
 * more.
 */
export async function countConversations(
  db: Queryable,
  org: OrgId,
  teammate: string,
  filter: ConversationFilter,
  most: number,
): Promise<{ count: number; capped: boolean }> {
  const list: List = { teammate, sort: 'last_message', after: undefined, limit: most }
  let count = 0
  let capped = false
  for (const stream of await streamsOf(db, org, list, filter)) {
    const { rows, end } = await readStream(db, org, list, stream)
    count += rows.length
    capped ||= end !== null
    if (count > most) return { count: most, capped: true }
  }
  return { count, capped }
}

function order(sort: ConversationSort): (a: ListPlace, b: ListPlace) => number {
  const sign = sort === 'oldest' ? 1 : -1
  return (a, b) => sign * (a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Something few rows have is looked up and sorted; else the list is walked, along each status if some are asked for. */
async function streamsOf(
  db: Queryable,
  org: OrgId,
  list: List,
  filter: ConversationFilter,
): Promise<Stream[]> {
  const { tag, contact, company, assignee, status, mentioned } = filter
  const byTime = list.sort === 'last_message' || list.sort === 'oldest'
  const rare: Few[] = [
    ...(mentioned === undefined ? [] : [{ mentioned }]),
    ...(contact === undefined ? [] : [{ contact }]),
    ...(company === undefined ? [] : [{ company }]),
    ...(tag === undefined ? [] : [{ tag }]),
    // In the order of time there is an index for these.
    ...(byTime || !assignee ? [] : [{ assignee }]),
  ]
  for (const few of rare) if (await isFew(db, org, list, few)) return [{ few, asks: filter }]
  if (byTime && assignee) {
    const { assignee: _, ...asks } = filter
    return [{ equals: { assignee }, asks }]
  }
  if (byTime && status) {
    const { status: _, ...asks } = filter
    return status.map((one) => ({ equals: { status: one }, asks }))
  }
  return [{ asks: filter }]
}

/** Its first rows that pass, one more than a page, and how far it was looked through; null: to its end. */
async function readStream(
  db: Queryable,
  org: OrgId,
  list: List,
  { equals, few, asks }: Stream,
): Promise<{ rows: ListPlace[]; end: ListPlace | null }> {
  const { limit, sort } = list
  const isAsked = Object.keys(asks).length > 0
  if (sort === 'mentioned' && !few) return await readMentions(db, org, list, asks)
  const window = few
    ? fewRows(db, org, list, few, { rows: WINDOW, skip: 0 })
    : walk(db, org, list, equals, isAsked ? WINDOW : limit + 1)
  const rows = await passing(db, org, list, window, asks).execute()
  const last = rows.at(-1)
  if (last && rows.length > limit) return { rows, end: last }
  if (few || !isAsked) return { rows, end: null }
  return { rows, end: (await edgeOf(db, org, list, equals)) ?? null }
}

/** Mentions looked up at once: a page of conversations that pass is mostly among so many. */
const MENTIONS = 200

/** A conversation stands where its newest mention is; older ones lead to what was passed already. */
async function readMentions(db: Queryable, org: OrgId, list: List, asks: ConversationFilter) {
  const rows: ListPlace[] = []
  let { after } = list
  for (let looked = 0; looked < WINDOW; looked += MENTIONS) {
    const mentions = await mentionsBehind(db, org, list, after, MENTIONS)
    const last = mentions.at(-1)
    if (!last) return { rows, end: null }
    const ids = [...new Set(mentions.map(({ id }) => id))]
    rows.push(...(await passing(db, org, { ...list, after }, among(db, org, list, ids), asks).execute()))
    if (rows.length > list.limit) return { rows, end: rows.at(-1) ?? null }
    if (mentions.length < MENTIONS) return { rows, end: null }
    after = last
  }
  return { rows, end: after ?? null }
}

/** As they are shown, in their order: looked up by id, so that no filter is asked of what is joined with them. */
async function rowsOf(
  db: Queryable,
  org: OrgId,
  teammate: string,
  page: readonly ListPlace[],
): Promise<ConversationRow[]> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const rows = await conversationRows(db, org, teammate).where('c.id', 'in', ids).execute()
  const byId = new Map((await withSurvivors(db, org, rows)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
