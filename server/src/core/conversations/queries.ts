import { sql } from 'kysely'
import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { OrgId, Time } from '../ids.ts'

const bumpTicket = statement((db, p: { org: OrgId }) =>
  db
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('org_id', '=', p.org)
    .where('name', '=', 'ticket')
    .returning((eb) => [
      'value',
      eb
        .selectFrom('organisation')
        .select('prefix')
        .where('id', '=', p.org)
        .$asScalar()
        .$notNull()
        .as('prefix'),
    ]),
)

/** `ASM-1`, `ASM-2` …: gap-free per organisation, because the counter rolls back with the transaction. */
export async function nextTicketNumber(tx: Tx, org: OrgId): Promise<string> {
  const row = await bumpTicket.first(tx, { org })
  if (!row) throw new Error(`organisation ${org} has no ticket counter`)
  return `${row.prefix}-${row.value}`
}

type NewConversation = {
  id: string
  number: string | null
  title: string
  channelId: string
  contactId: string | null
  companyId: string | null
  companyReference: string | null
  sourceSpecificId: string | null
  additionalProperties: string
  now: Time
}

const insertOne = statement((db, p: NewConversation & { org: OrgId }) =>
  db
    .insertInto('conversation')
    .values({
      org_id: p.org,
      id: p.id,
      number: p.number,
      title: p.title,
      status: 'open',
      channel_id: p.channelId,
      source_specific_id: p.sourceSpecificId,
      contact_id: p.contactId,
      company_id: p.companyId,
      company_reference: p.companyReference,
      owner_kind: 'people',
      epoch: 0,
      additional_properties: p.additionalProperties,
      next_seq: 2,
      inbound_count: 1,
      last_message_at: p.now,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id'),
)

/**
 * A conversation together with its first inbound message, seq 1, which the caller inserts.
 * False when another one has its source id already.
 */
export async function insertConversation(
  tx: Tx,
  org: OrgId,
  conversation: NewConversation,
): Promise<boolean> {
  return (await insertOne.first(tx, { org, ...conversation })) !== undefined
}

const bySource = statement((db, p: { org: OrgId; source: string }) =>
  db
    .selectFrom('conversation')
    .select(['id', 'number'])
    .where('org_id', '=', p.org)
    .where('source_specific_id', '=', p.source),
)

/** The number of the ticket with this source id, if there is one. */
export async function findNumberBySource(
  db: Queryable,
  org: OrgId,
  source: string,
): Promise<{ number?: string } | undefined> {
  const row = await bySource.first(db, { org, source })
  return row && (row.number === null ? {} : { number: row.number })
}

/** A ticket as a client names it: by our id or by their own, in the words it was `given`. */
export type TicketReference = { id: string; given: string } | { source: string; given: string }

const idOf = statement((db, p: { org: OrgId; id: string }) =>
  db.selectFrom('conversation').select('id').where('org_id', '=', p.org).where('id', '=', p.id),
)

export async function findTicket(
  db: Queryable,
  org: OrgId,
  ticket: TicketReference,
): Promise<{ id: string } | undefined> {
  return 'id' in ticket
    ? await idOf.first(db, { org, id: ticket.id })
    : await bySource.first(db, { org, source: ticket.source })
}

const lock = statement((db, p: { org: OrgId; id: string }) =>
  db
    .updateTable('conversation')
    .set((eb) => ({ next_seq: eb('next_seq', '+', 1) }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id)
    .returning((eb) => [
      'id',
      'next_seq',
      'status',
      'number',
      'epoch',
      'owner_kind',
      'owner_id',
      'updated_at',
      eb
        .selectFrom('channel')
        .select('kind')
        .whereRef('channel.org_id', '=', 'conversation.org_id')
        .whereRef('channel.id', '=', 'conversation.channel_id')
        .$asScalar()
        .$notNull()
        .as('channel_kind'),
    ]),
)

export type Touched = NonNullable<Awaited<ReturnType<typeof touch>>>

/** How every verb on a conversation begins: takes the next message seq (`next_seq - 1`) and with it the row lock. */
export async function touch(tx: Tx, org: OrgId, id: string) {
  return await lock.first(tx, { org, id })
}

type Advance = Pick<Schema['conversation'], 'status' | 'epoch' | 'owner_kind' | 'owner_id'> & {
  at: Time
  /** Inbound messages this step adds. */
  inbound: number
}

const move = statement((db, p: Advance & { org: OrgId; id: string }) =>
  db
    .updateTable('conversation')
    .set((eb) => ({
      status: p.status,
      // Awake, unless the very status says otherwise.
      snoozed_until: eb
        .case()
        .when(eb.val(p.status), '=', 'snoozed')
        .then(eb.ref('snoozed_until'))
        .else(null)
        .end(),
      epoch: p.epoch,
      owner_kind: p.owner_kind,
      owner_id: p.owner_id,
      inbound_count: eb('inbound_count', '+', p.inbound),
      last_message_at: p.at,
      updated_at: p.at,
    }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id),
)

/** Moves a touched conversation to where its new message leaves it. */
export async function advance(tx: Tx, org: OrgId, id: string, to: Advance): Promise<void> {
  await move.all(tx, { org, id, ...to })
}

/** A conversation with the names a list row shows. `unread` counts what `teammate` has not seen. */
function conversationRows(db: Queryable, org: OrgId, teammate: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('channel', (join) =>
      join.onRef('channel.org_id', '=', 'c.org_id').onRef('channel.id', '=', 'c.channel_id'),
    )
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.org_id', '=', 'c.org_id')
        .onRef('contact.id', '=', 'c.contact_id')
        .on('contact.deleted_at', 'is', null),
    )
    .leftJoin('company', (join) =>
      join
        .onRef('company.org_id', '=', 'c.org_id')
        .onRef('company.id', '=', 'c.company_id')
        .on('company.deleted_at', 'is', null),
    )
    .leftJoin('teammate', (join) =>
      join.onRef('teammate.org_id', '=', 'c.org_id').onRef('teammate.id', '=', 'c.assignee_id'),
    )
    .leftJoin('conversation_read as seen', (join) =>
      join
        .onRef('seen.org_id', '=', 'c.org_id')
        .onRef('seen.conversation_id', '=', 'c.id')
        .on('seen.teammate_id', '=', teammate),
    )
    .select((eb) => [
      'c.id',
      'c.number',
      'c.title',
      'c.status',
      'c.priority',
      'c.source_specific_id',
      'c.company_reference',
      'c.additional_properties',
      'c.owner_kind',
      'c.owner_id',
      'c.epoch',
      'c.created_at',
      'c.updated_at',
      'c.last_message_at',
      'c.snoozed_until',
      'channel.id as channel_id',
      'channel.kind as channel_kind',
      'channel.name as channel_name',
      'contact.id as contact_id',
      'contact.name as contact_name',
      'contact.email as contact_email',
      'contact.username as contact_username',
      'contact.image_url as contact_image_url',
      'company.id as company_id',
      'company.name as company_name',
      'teammate.id as assignee_id',
      'teammate.name as assignee_name',
      eb('c.inbound_count', '-', eb.fn.coalesce('seen.inbound_seen', sql<number>`0`)).as('unread'),
    ])
    .where('c.org_id', '=', org)
}

export type ConversationRow = Awaited<ReturnType<typeof listConversations>>[number]

export type ConversationPage = {
  status?: Schema['conversation']['status']
  /** Null: assigned to nobody. */
  assignee?: string | null
  /** A channel's id or kind. */
  channel?: string
  /** Strictly older than this place in the list. */
  after?: { lastMessageAt: Time; id: string }
  limit: number
}

/** Newest first by last message; one index serves the order with and without a status. */
export async function listConversations(db: Queryable, org: OrgId, teammate: string, page: ConversationPage) {
  let query = conversationRows(db, org, teammate)
  const { status, assignee, channel, after } = page
  if (status) query = query.where('c.status', '=', status)
  if (assignee === null) query = query.where('c.assignee_id', 'is', null)
  else if (assignee !== undefined) query = query.where('c.assignee_id', '=', assignee)
  if (channel !== undefined)
    query = query.where((eb) =>
      eb.or([eb('channel.id', '=', channel), eb(eb.ref('channel.kind').$castTo<string>(), '=', channel)]),
    )
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple('c.last_message_at', 'c.id'), '<', eb.tuple(after.lastMessageAt, after.id)),
    )
  return await query.orderBy('c.last_message_at', 'desc').orderBy('c.id', 'desc').limit(page.limit).execute()
}

export async function findConversation(db: Queryable, org: OrgId, teammate: string, id: string) {
  return await conversationRows(db, org, teammate).where('c.id', '=', id).executeTakeFirst()
}

/** Tags of the given conversations, at most a page of them. */
export async function listTags(db: Queryable, org: OrgId, conversations: string[]) {
  if (conversations.length === 0) return []
  return await db
    .selectFrom('conversation_tag')
    .select(['conversation_id', 'tag'])
    .where('org_id', '=', org)
    .where('conversation_id', 'in', conversations)
    .orderBy('tag')
    .execute()
}
