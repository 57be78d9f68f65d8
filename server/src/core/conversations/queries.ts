import { type Expression, sql } from 'kysely'
import { locksRows, RunAgain } from '../../db/dialect.ts'
import type { Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import { listCompanies } from '../companies/queries.ts'
import { listContacts } from '../contacts/profile/queries.ts'
import type { OrgId, Time } from '../ids.ts'
import type { Numbered } from './numbers/queries.ts'
import { type Ownership, ownerOf } from './state/owner.ts'

type NewConversation = Numbered & {
  id: string
  title: string
  priority: Schema['conversation']['priority']
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
      serial: p.serial,
      title: p.title,
      status: 'open',
      priority: p.priority,
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
      message_count: 1,
      last_message_at: p.now,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((oc) => oc.doNothing()),
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
  return (await insertOne.written(tx, { org, ...conversation })) > 0
}

const bySource = statement((db, p: { org: OrgId; source: string }) =>
  db
    .selectFrom('conversation')
    .select((eb) => [eb.fn.coalesce('merged_into', 'id').as('id'), 'number'])
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

/** Where an id leads: to the conversation itself, or to the one it was merged into. */
const idOf = statement((db, p: { org: OrgId; id: string }) => livingId(db, p))

function livingId(db: Queryable, { org, id }: { org: OrgId; id: string }) {
  return db
    .selectFrom('conversation')
    .select((eb) => eb.fn.coalesce('merged_into', 'id').as('id'))
    .where('org_id', '=', org)
    .where('id', '=', id)
}

/** Undefined for an unknown or foreign id. */
export async function findLiving(db: Queryable, org: OrgId, id: string): Promise<{ id: string } | undefined> {
  return await idOf.first(db, { org, id })
}

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
  rowToHold(db, p.org, livingId(db, p).$asScalar().$notNull()),
)

/** The row of the conversation with this id, as {@link hold} gives it, with its lock. */
export function rowToHold(db: Queryable, org: OrgId, id: Expression<string>) {
  const row = db
    .selectFrom('conversation')
    .select((eb) => [
      'id',
      'next_seq',
      'status',
      'snoozed_until',
      'assignee_id',
      'priority',
      'number',
      'contact_id',
      'epoch',
      'owner_kind',
      'owner_id',
      'handed_from_kind',
      'handed_from_id',
      'updated_at',
      eb
        .selectFrom('channel')
        .select('kind')
        .whereRef('channel.org_id', '=', 'conversation.org_id')
        .whereRef('channel.id', '=', 'conversation.channel_id')
        .$asScalar()
        .$notNull()
        .as('channel_kind'),
    ])
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
  return locksRows(db) ? row.forNoKeyUpdate('conversation') : row
}

export type Held = NonNullable<Awaited<ReturnType<typeof hold>>>

/**
 * How every verb on a conversation begins: with the row lock, and with the seq its next message has (`next_seq`). Its `id`
 * is the one to go on with: the given one may have been merged away.
 */
export async function hold(tx: Tx, org: OrgId, id: string) {
  const row = await lock.first(tx, { org, id })
  // PostgreSQL only: it was merged away, or taken out again, while we waited for its row. Waiting for the other one with
  // this one locked would be the wrong order.
  if (!row && (await findLiving(tx, org, id))) throw new RunAgain(`conversation ${id} moved`)
  return row
}

type Advance = Ownership &
  Pick<Schema['conversation'], 'status' | 'epoch' | 'next_seq'> & {
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
      ...ownerOf(p),
      next_seq: p.next_seq,
      inbound_count: eb('inbound_count', '+', p.inbound),
      message_count: eb('message_count', '+', 1),
      last_message_at: p.at,
      updated_at: p.at,
    }))
    .where('org_id', '=', p.org)
    .where('id', '=', p.id),
)

/** Moves a held conversation to where its new message leaves it. */
export async function advance(tx: Tx, org: OrgId, id: string, to: Advance): Promise<void> {
  await move.all(tx, { org, id, ...to })
}

/** A conversation with the names a list row shows. `unread` counts what `teammate` has not seen. */
export function conversationRows(db: Queryable, org: OrgId, teammate: string) {
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
      'c.serial',
      'c.message_count',
      'c.title',
      'c.status',
      'c.priority',
      'c.source_specific_id',
      'c.company_reference',
      'c.additional_properties',
      'c.owner_kind',
      'c.owner_id',
      'c.handed_from_kind',
      'c.handed_from_id',
      'c.epoch',
      'c.created_at',
      'c.updated_at',
      'c.last_message_at',
      'c.snoozed_until',
      'channel.id as channel_id',
      'channel.kind as channel_kind',
      'channel.name as channel_name',
      'channel.site_id as channel_site_id',
      'contact.id as contact_id',
      'contact.name as contact_name',
      'contact.email as contact_email',
      'contact.username as contact_username',
      'contact.image_url as contact_image_url',
      'contact.verified as contact_verified',
      'company.id as company_id',
      'company.name as company_name',
      'contact.merged_into as contact_merged_into',
      'company.merged_into as company_merged_into',
      'teammate.id as assignee_id',
      'teammate.name as assignee_name',
      eb('c.inbound_count', '-', eb.fn.coalesce('seen.inbound_seen', sql<number>`0`)).as('unread'),
    ])
    .where('c.org_id', '=', org)
}

export type ConversationRow = NonNullable<Awaited<ReturnType<typeof findConversation>>>

/** The conversation that the id leads to. `unread` is for `teammate`. */
export async function findConversation(db: Queryable, org: OrgId, teammate: string, id: string) {
  const rows = await conversationRows(db, org, teammate)
    .where('c.id', '=', livingId(db, { org, id }))
    .execute()
  return (await withSurvivors(db, org, rows))[0]
}

/** The conversations that a page of ids leads to, each once, in the order they were opened. */
export async function findConversations(db: Queryable, org: OrgId, teammate: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await conversationRows(db, org, teammate)
    .where('c.id', 'in', (eb) =>
      eb
        .selectFrom('conversation as given')
        .select((of) => of.fn.coalesce('given.merged_into', 'given.id').as('id'))
        .where('given.org_id', '=', org)
        .where('given.id', 'in', ids),
    )
    .orderBy('c.id')
    .execute()
  return await withSurvivors(db, org, rows)
}

/** Ids that lead to the given conversations, at most a page of them, in the order they were opened. */
export async function listMergedIds(db: Queryable, org: OrgId, conversations: string[]) {
  if (conversations.length === 0) return []
  return await db
    .selectFrom('conversation')
    .select((eb) => ['id', eb.ref('merged_into').$notNull().as('merged_into')])
    .where('org_id', '=', org)
    .where('merged_into', 'in', conversations)
    .orderBy('id')
    .execute()
}

type Row = Awaited<ReturnType<ReturnType<typeof conversationRows>['execute']>>[number]

/**
 * Whom a conversation names may have been merged into somebody: people see the survivor. Looked up for those few alone; as
 * a join, PostgreSQL would read every contact for it.
 */
export async function withSurvivors(db: Queryable, org: OrgId, rows: Row[]): Promise<Row[]> {
  const ids = (kind: 'contact' | 'company') => [
    ...new Set(rows.flatMap((row) => row[`${kind}_merged_into`] ?? [])),
  ]
  const [people, companies] = [ids('contact'), ids('company')]
  if (people.length + companies.length === 0) return rows
  const contacts = await listContacts(db, org, people)
  const owners = await listCompanies(db, org, companies)
  return rows.map((row) => {
    const contact = contacts.find(({ id }) => id === row.contact_merged_into)
    const company = owners.find(({ id }) => id === row.company_merged_into)
    return {
      ...row,
      ...(contact && {
        contact_id: contact.id,
        contact_name: contact.name,
        contact_email: contact.email,
        contact_username: contact.username,
        contact_image_url: contact.image_url,
        contact_verified: contact.verified,
      }),
      ...(company && { company_id: company.id, company_name: company.name }),
    }
  })
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
