// Conversations by what was said in them, newest first by the newest message that fits.
import { type Clause, type EntryRow, findEntries, type Match } from '../../db/full-text.ts'
import type { Queryable } from '../../db/schema.ts'
import type { ConversationFilter as ListFilter } from '../conversations/list/filter.ts'
import type { OrgId } from '../ids.ts'
import { marksBetween } from './days.ts'
import { channelMark } from './document.ts'
import type { Priority, Search, Wanted } from './grammar.ts'
import {
  type ConversationFilter,
  listAssignees,
  listChannels,
  rareBy,
  rareByMention,
  rareByTag,
  whichMatch,
} from './queries.ts'
import { wordsOf } from './words.ts'

/** A conversation and its newest message that fits; `entry` is the place in the order. */
export type Hit = { conversation: string; message: string; entry: number }

/** `next` goes into `before` of the next page; null at the end. A page may be short and still have one. */
export type Hits = { hits: Hit[]; next: number | null }

/** First look at so many messages, then at twice as many, and so on. */
const FIRST_LOOK = 100
/** Messages looked at for one page, at most: what bounds the time of a search that fits next to nothing. */
const MOST_LOOKED_AT = 6_000
/** Up to so many conversations a status, tag or assignee counts as rare: then the search goes on inside them. */
const RARE = 500

/**
 * One page of a search.
 * @param me the teammate that `assignee:me` means, and who has read or was mentioned.
 * @param within what the list beside it is narrowed to: holds besides the operators of the search.
 */
export async function findConversations(
  db: Queryable,
  org: OrgId,
  me: string,
  search: Search,
  within: ListFilter,
  page: { before: number | null; limit: number; now: number },
): Promise<Hits> {
  const filter = await filterOf(db, org, me, search, within)
  const channels = await channelsOf(db, org, search.channel, within.channel)
  if (!filter || !channels) return { hits: [], next: null }
  const match: Match = {
    all: [...search.all, ...channels.all, ...timesOf(search, page.now)],
    none: [...search.none, ...channels.none],
  }
  const few = await rarest(db, org, me, filter)
  if (few?.length === 0) return { hits: [], next: null }
  const times = { from: search.from, until: search.until }

  const hits: Hit[] = []
  const seen = new Set<string>()
  let { before } = page
  let lookedAt = 0
  for (let look = FIRST_LOOK; ; look *= 2) {
    const rows = await findEntries(db, org, match, {
      ...times,
      before,
      above: 0,
      limit: look,
      ...(few && { conversations: few }),
    })
    lookedAt += rows.length
    const fresh = newestOfEach(rows, seen)
    const matching = await fitting(db, org, me, filter, fresh)
    const earlier =
      page.before === null
        ? noneShown
        : await shownBefore(db, org, match, matching, { ...times, cursor: page.before })
    for (const row of matching) if (!earlier.has(row.conversation_id)) hits.push(hitOf(row))
    before = rows.at(-1)?.id ?? before
    const more = rows.length === look
    if (hits.length > page.limit)
      return { hits: hits.slice(0, page.limit), next: hits[page.limit - 1]?.entry ?? null }
    if (!more) return { hits, next: null }
    if (lookedAt >= MOST_LOOKED_AT) return { hits, next: before }
  }
}

const noneShown: ReadonlySet<string> = new Set()
const hitOf = (row: EntryRow): Hit => ({
  conversation: row.conversation_id,
  message: row.message_id,
  entry: row.id,
})

function timesOf({ from, until }: Search, now: number): Clause[] {
  if (from === null && until === null) return []
  const marks = marksBetween(from, until, now)
  // Nothing is in a range that ends before it begins.
  return [(marks.length > 0 ? marks : ['d_']).map((mark) => ({ words: [mark], prefix: false }))]
}

function newestOfEach(rows: readonly EntryRow[], seen: Set<string>): EntryRow[] {
  return rows.filter(({ conversation_id }) => {
    if (seen.has(conversation_id)) return false
    seen.add(conversation_id)
    return true
  })
}

async function fitting(
  db: Queryable,
  org: OrgId,
  me: string,
  filter: ConversationFilter,
  rows: readonly EntryRow[],
): Promise<readonly EntryRow[]> {
  const { contact, company, unread, mentioned, ...wanted } = filter
  const anything =
    (contact ?? company ?? mentioned) === null &&
    !unread &&
    Object.values(wanted).every(({ any, none }) => any.length === 0 && none.length === 0)
  if (anything) return rows
  const ids = rows.map((row) => row.conversation_id)
  const fit = await whichMatch(db, org, me, ids, filter)
  return rows.filter((row) => fit.has(row.conversation_id))
}

/** Those of these conversations that an earlier page had, by a newer message. */
async function shownBefore(
  db: Queryable,
  org: OrgId,
  match: Match,
  rows: readonly EntryRow[],
  { cursor, ...times }: { cursor: number; from: string | null; until: string | null },
): Promise<ReadonlySet<string>> {
  const shown = new Set<string>()
  for (let start = 0; start < rows.length; start += RARE) {
    let left = rows.slice(start, start + RARE).map((row) => row.conversation_id)
    // One in which much was said may fill all that is looked at: then the others are asked of again, without it.
    for (let full = true; full && left.length > 0; ) {
      const page = { ...times, before: null, above: cursor - 1, limit: MOST_LOOKED_AT, conversations: left }
      const newer = await findEntries(db, org, match, page)
      for (const row of newer) shown.add(row.conversation_id)
      left = left.filter((id) => !shown.has(id))
      full = newer.length === MOST_LOOKED_AT
    }
  }
  return shown
}

/** The smallest set of conversations that one of the filters leaves, if one leaves few. */
async function rarest(
  db: Queryable,
  org: OrgId,
  me: string,
  filter: ConversationFilter,
): Promise<string[] | undefined> {
  let few: string[] | undefined
  const narrow = (ids: string[] | undefined) => {
    if (ids && (!few || ids.length < few.length)) few = ids
  }
  const { contact, company, mentioned } = filter
  if (mentioned !== null) narrow(await rareByMention(db, org, me, mentioned, RARE))
  if (contact !== null) narrow(await rareBy(db, org, 'contact_id', contact, RARE))
  if (company !== null) narrow(await rareBy(db, org, 'company_id', company, RARE))
  for (const tag of filter.tag.any) narrow(await rareByTag(db, org, tag, RARE))
  if (filter.status.any.length > 0) narrow(await rareBy(db, org, 'status', filter.status.any, RARE))
  const people = filter.assignee.any.filter((id) => id !== null)
  if (people.length > 0 && people.length === filter.assignee.any.length)
    narrow(await rareBy(db, org, 'assignee_id', people, RARE))
  return few
}

/** Names become ids. Undefined when nothing can be as asked, or it asks for somebody who is not there. */
async function filterOf(
  db: Queryable,
  org: OrgId,
  me: string,
  search: Search,
  within: ListFilter,
): Promise<ConversationFilter | undefined> {
  const people = await assigneesOf(db, org, me, search.assignee)
  const status = both(search.status.any, within.status)
  const priority = both<Priority | 'none'>(
    search.priority.any,
    within.priority === undefined ? undefined : [within.priority ?? 'none'],
  )
  const assignee = people && both(people.any, within.assignee === undefined ? undefined : [within.assignee])
  if (!status || !priority || !assignee) return undefined
  const { tag } = search
  return {
    status: { any: status, none: search.status.none },
    priority: { any: priority, none: search.priority.none },
    assignee: { any: assignee, none: people.none },
    tag: within.tag === undefined ? tag : { ...tag, any: [...tag.any, within.tag] },
    contact: within.contact ?? null,
    company: within.company ?? null,
    unread: within.unread ?? false,
    mentioned: within.mentioned ?? null,
  }
}

/** What either leaves; of an operator that is not there everything, which is no value. Undefined: nothing is left. */
function both<T>(wanted: readonly T[], within: readonly T[] | undefined): T[] | undefined {
  if (!within) return [...wanted]
  if (wanted.length === 0) return [...within]
  const left = wanted.filter((value) => within.includes(value))
  return left.length > 0 ? left : undefined
}

async function assigneesOf(
  db: Queryable,
  org: OrgId,
  me: string,
  assignee: Wanted<string>,
): Promise<Wanted<string | null> | undefined> {
  if (assignee.any.length + assignee.none.length === 0) return { any: [], none: [] }
  const team = await listAssignees(db, org)
  const idsOf = (text: string): (string | null)[] => {
    const wanted = text.toLowerCase()
    if (wanted === 'me') return [me]
    if (wanted === 'none') return [null]
    return team.filter((mate) => isNamed(text, [mate.id, mate.email], mate.name)).map(({ id }) => id)
  }
  const any = assignee.any.flatMap(idsOf)
  if (assignee.any.length > 0 && any.length === 0) return undefined
  return { any, none: assignee.none.flatMap(idsOf) }
}

type Channels = { all: Clause[]; none: Clause[] }

/** @param within an id or kind, by the letter. */
async function channelsOf(
  db: Queryable,
  org: OrgId,
  { any, none }: Wanted<string>,
  within: string | undefined,
): Promise<Channels | undefined> {
  if (any.length + none.length === 0 && within === undefined) return { all: [], none: [] }
  const channels = await listChannels(db, org)
  const marked = ({ id }: { id: string }) => ({ words: [channelMark(id)], prefix: false })
  const clause = (given: readonly string[]): Clause =>
    channels.filter(({ id, kind, name }) => given.some((text) => isNamed(text, [id, kind], name))).map(marked)
  const inList = channels.filter(({ id, kind }) => id === within || kind === within)
  const all = [
    ...(any.length > 0 ? [clause(any)] : []),
    ...(within === undefined ? [] : [inList.map(marked)]),
  ]
  const unwanted = clause(none)
  if (all.some((alternatives) => alternatives.length === 0)) return undefined
  return { all, none: unwanted.length > 0 ? [unwanted] : [] }
}

/** By the letter of an id, or by words of its name in a row: `noor` is Noor Valdis. */
function isNamed(given: string, exact: readonly string[], name: string): boolean {
  if (exact.some((text) => text.toLowerCase() === given.toLowerCase())) return true
  const words = wordsOf(given)
  return words.length > 0 && ` ${wordsOf(name).join(' ')} `.includes(` ${words.join(' ')} `)
}
