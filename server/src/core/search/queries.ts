// What the index is made from and how far it is; what a search looks up before and after it asks the index.
import { sql } from 'kysely'
import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import type { Mentioned } from '../conversations/list/filter.ts'
import type { OrgId } from '../ids.ts'
import type { Wanted } from './grammar.ts'

/** How far an organisation's messages are findable, and how often something of them was erased. */
export type Progress = Pick<Schema['search_progress'], 'seq' | 'generation'>

export async function findProgress(db: Queryable, org: OrgId): Promise<Progress> {
  const row = await db
    .selectFrom('search_progress')
    .select(['seq', 'generation'])
    .where('org_id', '=', org)
    .executeTakeFirst()
  return row ?? { seq: 0, generation: 0 }
}

/**
 * Holds the row until the commit. False when it is no longer where it was: somebody else moved it, or messages were
 * erased, and what was read before that is not to be written down.
 */
export async function moveProgress(tx: Tx, org: OrgId, from: Progress, to: number): Promise<boolean> {
  await makeProgress(tx, org)
  const moved = await tx
    .updateTable('search_progress')
    .set({ seq: to })
    .where('org_id', '=', org)
    .where('seq', '=', from.seq)
    .where('generation', '=', from.generation)
    .returning('seq')
    .executeTakeFirst()
  return moved !== undefined
}

/** Before messages are erased: whatever was read of them is of no use to the index from here on. */
export async function outdateReadMessages(tx: Tx, org: OrgId): Promise<void> {
  await makeProgress(tx, org)
  await tx
    .updateTable('search_progress')
    .set((eb) => ({ generation: eb('generation', '+', 1) }))
    .where('org_id', '=', org)
    .execute()
}

async function makeProgress(tx: Tx, org: OrgId): Promise<void> {
  await tx
    .insertInto('search_progress')
    .values({ org_id: org, seq: 0, generation: 0 })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** Organisations with events the index has not seen, and how many each. */
export async function organisationsBehind(db: Queryable): Promise<{ org: OrgId; events: number }[]> {
  const rows = await db
    .selectFrom('counter')
    .leftJoin('search_progress as done', 'done.org_id', 'counter.org_id')
    .select((eb) => [
      'counter.org_id as org',
      eb('counter.value', '-', eb.fn.coalesce('done.seq', eb.lit(0))).as('events'),
    ])
    .where('counter.name', '=', 'event')
    .where((eb) => eb('counter.value', '>', eb.fn.coalesce('done.seq', eb.lit(0))))
    .execute()
  return rows.map(({ org, events }) => ({ org, events: Number(events) }))
}

export type MessageFacts = Awaited<ReturnType<typeof findMessages>>[number]

/** Messages and notes with who wrote them to whom; what was only done is no message. At most a batch. */
export async function findMessages(db: Queryable, org: OrgId, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('message as m')
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.org_id', '=', 'm.org_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .leftJoin('contact', (join) =>
      join.onRef('contact.org_id', '=', 'c.org_id').onRef('contact.id', '=', 'c.contact_id'),
    )
    .leftJoin('contact as writer', (join) =>
      join.onRef('writer.org_id', '=', 'm.org_id').onRef('writer.id', '=', 'm.author_id'),
    )
    .leftJoin('teammate', (join) =>
      join.onRef('teammate.org_id', '=', 'm.org_id').onRef('teammate.id', '=', 'm.author_id'),
    )
    .select((eb) => [
      'm.id',
      'm.conversation_id',
      'm.seq',
      'm.kind',
      'm.direction',
      'm.body',
      'm.author_id',
      'm.author_name',
      'm.created_at',
      'c.number',
      'c.title',
      'c.channel_id',
      'c.created_at as opened_at',
      'contact.name as contact_name',
      'contact.email as contact_email',
      eb.fn.coalesce('teammate.email', 'writer.email').as('author_email'),
    ])
    .where('m.org_id', '=', org)
    .where('m.id', 'in', ids)
    .where('m.kind', 'in', ['message', 'note'])
    .orderBy('m.id')
    .execute()
}

/** A page of a conversation's messages by seq, for writing them down anew. */
export async function listMessageIds(
  db: Queryable,
  org: OrgId,
  conversation: string,
  page: { after: number; limit: number },
): Promise<{ id: string; seq: number }[]> {
  return await db
    .selectFrom('message')
    .select(['id', 'seq'])
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute()
}

export type ConversationFilter = {
  status: Wanted<Schema['conversation']['status']>
  priority: Wanted<NonNullable<Schema['conversation']['priority']> | 'none'>
  tag: Wanted<string>
  /** Ids; null is nobody. */
  assignee: Wanted<string | null>
  contact: readonly string[] | null
  company: readonly string[] | null
  /** Only what `me` has not read to its end. */
  unread: boolean
  /** Only where a note names `me`. */
  mentioned: Mentioned | null
}

/** Which of these conversations are as wanted. */
export async function whichMatch(
  db: Queryable,
  org: OrgId,
  me: string,
  ids: readonly string[],
  { status, priority, tag, assignee, contact, company, unread, mentioned }: ConversationFilter,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  let query = db
    .selectFrom('conversation as c')
    .select('c.id')
    .where('c.org_id', '=', org)
    .where('c.id', 'in', ids)
  if (status.any.length > 0) query = query.where('c.status', 'in', status.any)
  if (status.none.length > 0) query = query.where('c.status', 'not in', status.none)
  const nobody = ''
  const mine = assignee.any.map((id) => id ?? nobody)
  const theirs = assignee.none.map((id) => id ?? nobody)
  if (mine.length > 0)
    query = query.where((eb) => eb(eb.fn.coalesce('c.assignee_id', eb.val(nobody)), 'in', mine))
  if (theirs.length > 0)
    query = query.where((eb) => eb(eb.fn.coalesce('c.assignee_id', eb.val(nobody)), 'not in', theirs))
  const priorityOf = sql<string>`coalesce(c.priority, 'none')`
  if (priority.any.length > 0) query = query.where(priorityOf, 'in', priority.any)
  if (priority.none.length > 0) query = query.where(priorityOf, 'not in', priority.none)
  if (contact !== null) query = query.where('c.contact_id', 'in', contact)
  if (company !== null) query = query.where('c.company_id', 'in', company)
  if (mentioned !== null)
    query = query.where(({ exists, selectFrom }) => {
      const named = selectFrom('mention as m')
        .select('m.message_id')
        .whereRef('m.org_id', '=', 'c.org_id')
        .whereRef('m.conversation_id', '=', 'c.id')
        .where('m.teammate_id', '=', me)
      return exists(mentioned === 'unread' ? named.where('m.read_at', 'is', null) : named)
    })
  if (unread)
    query = query.where(({ eb, fn, selectFrom, lit }) =>
      eb(
        'c.inbound_count',
        '>',
        fn.coalesce(
          selectFrom('conversation_read as seen')
            .select('seen.inbound_seen')
            .whereRef('seen.org_id', '=', 'c.org_id')
            .whereRef('seen.conversation_id', '=', 'c.id')
            .where('seen.teammate_id', '=', me)
            .$asScalar(),
          lit(0),
        ),
      ),
    )
  for (const [tags, has] of [
    [tag.any, true],
    [tag.none, false],
  ] as const)
    for (const name of tags)
      query = query.where(({ exists, not, selectFrom }) => {
        const labelled = exists(
          selectFrom('conversation_tag as t')
            .select('t.tag')
            .whereRef('t.org_id', '=', 'c.org_id')
            .whereRef('t.conversation_id', '=', 'c.id')
            .where('t.tag', '=', name),
        )
        return has ? labelled : not(labelled)
      })
  return new Set((await query.execute()).map((row) => row.id))
}

/** The conversations with this tag, if there are at most `most`; undefined when there are more. */
export async function rareByTag(db: Queryable, org: OrgId, tag: string, most: number) {
  const rows = await db
    .selectFrom('conversation_tag')
    .select('conversation_id as id')
    .where('org_id', '=', org)
    .where('tag', '=', tag)
    .limit(most + 1)
    .execute()
  return rows.length > most ? undefined : rows.map((row) => row.id)
}

/** As {@link rareByTag}, of a status or an assignee: each has an index. */
export async function rareBy(
  db: Queryable,
  org: OrgId,
  column: 'status' | 'assignee_id' | 'contact_id' | 'company_id',
  values: readonly string[],
  most: number,
) {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', org)
    .where((eb) => eb(eb.ref(column).$castTo<string>(), 'in', values))
    .limit(most + 1)
    .execute()
  return rows.length > most ? undefined : rows.map((row) => row.id)
}

/** As {@link rareByTag}, of the conversations in which a note names somebody. */
export async function rareByMention(
  db: Queryable,
  org: OrgId,
  teammate: string,
  mentioned: Mentioned,
  most: number,
) {
  const mentions = db
    .selectFrom('mention')
    .select('conversation_id as id')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .limit(most + 1)
  const rows = await (mentioned === 'unread' ? mentions.where('read_at', 'is', null) : mentions).execute()
  return rows.length > most ? undefined : [...new Set(rows.map((row) => row.id))]
}

export async function listChannels(db: Queryable, org: OrgId) {
  return await db
    .selectFrom('channel')
    .select(['id', 'kind', 'name'])
    .where('org_id', '=', org)
    .limit(1_000)
    .execute()
}

export async function listAssignees(db: Queryable, org: OrgId) {
  return await db
    .selectFrom('teammate')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', org)
    .limit(1_000)
    .execute()
}

/** Where the matching words stand, for a look at them. */
export async function findBodies(db: Queryable, org: OrgId, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('message')
    .select(['id', 'seq', 'body', 'created_at'])
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .execute()
}
