// The parts of a list that one query looks through: limits inside it bound what an engine may read, whatever it makes of
// the filters.
import { type AliasableExpression, expressionBuilder, type InferResult, sql } from 'kysely'
import type { Queryable, Schema } from '../../../../db/schema.ts'
import type { OrgId } from '../../../ids.ts'
import type { ConversationFilter, Equals, Few, List, ListPlace, Mentioned } from '../filter.ts'

/**
 * What one page may look through. A filter without an index of its own is asked of this many rows at most, in the order
 * of the list; the rest is for the next page.
 */
export const WINDOW = 2_000

type Looked = InferResult<ReturnType<typeof walk>>[number]
type Window = AliasableExpression<Looked>

const LOOKED_AT = [
  'conversation.id',
  'last_message_at',
  'status',
  'assignee_id',
  'priority',
  'channel_id',
  'contact_id',
  'company_id',
  'inbound_count',
] as const

export async function isFew(db: Queryable, org: OrgId, list: List, few: Few): Promise<boolean> {
  // The first that would be too many.
  const beyond =
    'tag' in few
      ? await taggedRows(db, org, few.tag).limit(1).offset(WINDOW).executeTakeFirst()
      : 'mentioned' in few
        ? await mentionRows(db, org, list, few.mentioned).limit(1).offset(WINDOW).executeTakeFirst()
        : await db
            .selectFrom(fewRows(db, org, list, few, { rows: 1, skip: WINDOW }).as('w'))
            .select('w.id')
            .executeTakeFirst()
  return beyond === undefined
}

/** The place of a row, as a column. */
function placeAt(org: OrgId, list: List): AliasableExpression<string> {
  if (list.sort === 'created') return sql<string>`''`
  if (list.sort !== 'mentioned') return sql.ref<string>('last_message_at')
  return newestMention(org, list)
}

/** Of the teammate, in the conversation of the query around it. */
function newestMention(org: OrgId, { teammate }: List) {
  return expressionBuilder<Schema, 'conversation'>()
    .selectFrom('mention as newest')
    .select((eb) => eb.fn.max('newest.message_id').as('at'))
    .where('newest.org_id', '=', org)
    .whereRef('newest.conversation_id', '=', 'conversation.id')
    .where('newest.teammate_id', '=', teammate)
    .$asScalar()
    .$notNull()
}

/** In the order of the list, by one index. */
export function walk(db: Queryable, org: OrgId, list: List, equals: Equals | undefined, rows: number) {
  const { sort, after } = list
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  let query = db
    .selectFrom('conversation')
    .select([...LOOKED_AT, placeAt(org, list).as('at')])
    .where('org_id', '=', org)
    .where('merged_into', 'is', null)
  if (equals)
    query =
      'status' in equals
        ? query.where('status', '=', equals.status)
        : query.where('assignee_id', '=', equals.assignee)
  if (after)
    query =
      sort === 'created'
        ? query.where('id', '<', after.id)
        : query.where((eb) =>
            eb(
              eb.refTuple('last_message_at', 'id'),
              sort === 'oldest' ? '>' : '<',
              eb.tuple(after.at, after.id),
            ),
          )
  return (sort === 'created' ? query : query.orderBy('last_message_at', direction))
    .orderBy('id', direction)
    .limit(rows)
}

/** Where a walk of so many rows ends; undefined when there are not as many. */
export async function edgeOf(
  db: Queryable,
  org: OrgId,
  list: List,
  equals: Equals | undefined,
): Promise<ListPlace | undefined> {
  return await walk(db, org, list, equals, 1)
    .offset(WINDOW - 1)
    .executeTakeFirst()
}

/** The teammate's mentions behind a place, newest first; one conversation may have many. */
export async function mentionsBehind(
  db: Queryable,
  org: OrgId,
  list: List,
  after: ListPlace | undefined,
  rows: number,
): Promise<ListPlace[]> {
  const mentions = mentionRows(db, org, list, 'me').select('message_id as at').limit(rows)
  return await (after ? mentions.where('message_id', '<', after.at) : mentions).execute()
}

/** At most some hundreds. */
export function among(db: Queryable, org: OrgId, list: List, ids: readonly string[]): Window {
  return db
    .selectFrom('conversation')
    .select([...LOOKED_AT, placeAt(org, list).as('at')])
    .where('conversation.org_id', '=', org)
    .where('conversation.id', 'in', ids)
    .where('merged_into', 'is', null)
    .limit(ids.length)
}

/** From wherever in the list, in the order of their index: asked for, so that PostgreSQL takes no other way. */
export function fewRows(
  db: Queryable,
  org: OrgId,
  list: List,
  few: Few,
  { rows, skip }: { rows: number; skip: number },
): Window {
  const found = db
    .selectFrom('conversation')
    .select([...LOOKED_AT, placeAt(org, list).as('at')])
    .where('conversation.org_id', '=', org)
    .where('merged_into', 'is', null)
    .limit(rows)
    .offset(skip)
  // Of several the range of each by itself: asked for together, engines sort all of them, or walk the whole list.
  const ofEach = (ids: readonly string[], range: (id: string, all: typeof found) => Window): Window => {
    const each = ids.map((id) =>
      db.selectFrom(range(id, found.limit(rows + skip).offset(0)).as('t')).selectAll(),
    )
    const all = each.reduce((some, other) => some.unionAll(other))
    return all.limit(rows).offset(skip)
  }
  if ('contact' in few)
    return ofEach(few.contact, (id, all) => all.where('contact_id', '=', id).orderBy('id'))
  if ('company' in few)
    return ofEach(few.company, (id, all) =>
      all.where('company_id', '=', id).orderBy('last_message_at').orderBy('id'),
    )
  if ('assignee' in few)
    return found.where('assignee_id', '=', few.assignee).orderBy('last_message_at').orderBy('id')
  if ('mentioned' in few)
    return found.innerJoin(
      db
        .selectFrom(mentionRows(db, org, list, few.mentioned).limit(WINDOW).as('t'))
        .select('t.id')
        .distinct()
        .as('t'),
      't.id',
      'conversation.id',
    )
  return found.innerJoin(
    taggedRows(db, org, few.tag).limit(WINDOW).as('t'),
    't.conversation_id',
    'conversation.id',
  )
}

function taggedRows(db: Queryable, org: OrgId, tag: string) {
  return db
    .selectFrom('conversation_tag')
    .select('conversation_id')
    .where('org_id', '=', org)
    .where('tag', '=', tag)
    .orderBy('conversation_id')
}

/** In the order of their index, as above: the newest first. */
function mentionRows(db: Queryable, org: OrgId, { teammate }: List, mentioned: Mentioned) {
  const rows = db
    .selectFrom('mention')
    .select('conversation_id as id')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .orderBy('message_id', 'desc')
  return mentioned === 'unread' ? rows.where('read_at', 'is', null) : rows
}

/** One more than a page of those that everything asked for is true of. */
export function passing(db: Queryable, org: OrgId, list: List, window: Window, asks: ConversationFilter) {
  const { teammate, sort, after, limit } = list
  const { status, assignee, channel, priority, tag, contact, company, unread, mentioned } = asks
  let query = db.selectFrom(window.as('w')).select(['w.id', 'w.at'])
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple('w.at', 'w.id'), sort === 'oldest' ? '>' : '<', eb.tuple(after.at, after.id)),
    )
  if (status) query = query.where('w.status', 'in', status)
  if (assignee === null) query = query.where('w.assignee_id', 'is', null)
  else if (assignee !== undefined) query = query.where('w.assignee_id', '=', assignee)
  if (channel !== undefined)
    query = query.where('w.channel_id', 'in', (eb) =>
      eb
        .selectFrom('channel')
        .select('channel.id')
        .where('channel.org_id', '=', org)
        .where((of) =>
          of.or([of('channel.id', '=', channel), of(of.ref('kind').$castTo<string>(), '=', channel)]),
        ),
    )
  if (priority === null) query = query.where('w.priority', 'is', null)
  else if (priority !== undefined) query = query.where('w.priority', '=', priority)
  if (contact !== undefined) query = query.where('w.contact_id', 'in', contact)
  if (company !== undefined) query = query.where('w.company_id', 'in', company)
  // These are asked of each row: as a join, PostgreSQL would read the other table whole.
  if (tag !== undefined)
    query = query.where(
      (eb) =>
        eb
          .selectFrom('conversation_tag as t')
          .select('t.tag')
          .where('t.org_id', '=', org)
          .whereRef('t.conversation_id', '=', 'w.id')
          .where('t.tag', '=', tag),
      'is not',
      null,
    )
  if (mentioned)
    query = query.where(
      (eb) => {
        const named = eb
          .selectFrom('mention as named')
          .select('named.message_id')
          .where('named.org_id', '=', org)
          .where('named.teammate_id', '=', teammate)
          .whereRef('named.conversation_id', '=', 'w.id')
          .limit(1)
        return mentioned === 'unread' ? named.where('named.read_at', 'is', null) : named
      },
      'is not',
      null,
    )
  if (unread)
    query = query.where('w.inbound_count', '>', (eb) =>
      eb.fn.coalesce(
        eb
          .selectFrom('conversation_read as seen')
          .select('seen.inbound_seen')
          .where('seen.org_id', '=', org)
          .whereRef('seen.conversation_id', '=', 'w.id')
          .where('seen.teammate_id', '=', teammate),
        sql<number>`0`,
      ),
    )
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  return query
    .orderBy('w.at', direction)
    .orderBy('w.id', direction)
    .limit(limit + 1)
}
