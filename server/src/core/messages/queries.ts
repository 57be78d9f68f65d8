import type { AuthorKind, Queryable, Schema, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { Actor } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'

type NewMessage = {
  id: string
  conversationId: string
  seq: number
  kind: 'message' | 'note'
  direction: 'inbound' | 'outbound'
  authorKind: AuthorKind
  authorId: string | null
  authorName: string | null
  body: string
  delivery: 'none' | 'pending'
  source_specific_id: string | null
  original_timestamp: Time | null
  metadata: string
  now: Time
}

const insertOneMessage = statement((db, p: NewMessage & { org: OrgId }) =>
  db.insertInto('message').values({
    org_id: p.org,
    id: p.id,
    conversation_id: p.conversationId,
    seq: p.seq,
    kind: p.kind,
    direction: p.direction,
    author_kind: p.authorKind,
    author_id: p.authorId,
    author_name: p.authorName,
    body: p.body,
    delivery: p.delivery,
    source_specific_id: p.source_specific_id,
    original_timestamp: p.original_timestamp,
    metadata: p.metadata,
    created_at: p.now,
  }),
)

export async function insertMessage(tx: Tx, org: OrgId, message: NewMessage): Promise<void> {
  await insertOneMessage.all(tx, { org, ...message })
}

type NewEntry = {
  id: string
  conversationId: string
  seq: number
  author: { kind: Actor['kind']; id: string | null; name: string | null }
  body: string
  metadata: string
  now: Time
}

/** An entry of the transcript that nobody said: what was done with the conversation. */
export async function insertEntry(tx: Tx, org: OrgId, { author, ...entry }: NewEntry): Promise<void> {
  await tx
    .insertInto('message')
    .values({
      org_id: org,
      id: entry.id,
      conversation_id: entry.conversationId,
      seq: entry.seq,
      kind: 'event',
      direction: 'outbound',
      author_kind: author.kind === 'api_key' ? 'system' : author.kind,
      author_id: author.id,
      author_name: author.name,
      body: entry.body,
      delivery: 'none',
      metadata: entry.metadata,
      created_at: entry.now,
    })
    .execute()
}

const messagesAfter = statement((db, p: { org: OrgId; conversation: string; after: number; limit: number }) =>
  db
    .selectFrom('message')
    .selectAll()
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('seq', '>', p.after)
    .orderBy('seq')
    .limit(p.limit),
)

export type MessageRow = Schema['message']

/** At most `limit` messages with a higher seq, oldest first. */
export async function listMessages(
  db: Queryable,
  org: OrgId,
  conversation: string,
  page: { after: number; limit: number },
): Promise<MessageRow[]> {
  return await messagesAfter.all(db, { org, conversation, ...page })
}

const messagesBefore = statement(
  (db, p: { org: OrgId; conversation: string; before: number; limit: number }) =>
    db
      .selectFrom('message')
      .selectAll()
      .where('org_id', '=', p.org)
      .where('conversation_id', '=', p.conversation)
      .where('seq', '<', p.before)
      .orderBy('seq', 'desc')
      .limit(p.limit),
)

/** At most `limit` messages with a lower seq, newest first. */
export async function listMessagesBack(
  db: Queryable,
  org: OrgId,
  conversation: string,
  page: { before: number; limit: number },
): Promise<MessageRow[]> {
  return await messagesBefore.all(db, { org, conversation, ...page })
}

export async function findMessage(db: Queryable, org: OrgId, id: string): Promise<MessageRow | undefined> {
  return await db
    .selectFrom('message')
    .selectAll()
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function isPendingDelivery(db: Queryable, org: OrgId, message: string): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('delivery')
    .where('org_id', '=', org)
    .where('id', '=', message)
    .executeTakeFirst()
  return row?.delivery === 'pending'
}

/**
 * From any other state but that of what is delivered, or never had to be. Undefined when it was not so.
 */
export async function setDelivery(tx: Tx, org: OrgId, id: string, to: 'pending' | 'failed' | 'dead') {
  const from = (['pending', 'failed', 'dead'] as const).filter((state) => state !== to)
  return await tx
    .updateTable('message')
    .set({ delivery: to })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('delivery', 'in', from)
    .returning('conversation_id')
    .executeTakeFirst()
}

const bySource = statement((db, p: { org: OrgId; conversation: string; source: string }) =>
  db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('source_specific_id', '=', p.source),
)

/** Source ids of replies are unique within their conversation. */
export async function findMessageBySource(db: Queryable, org: OrgId, conversation: string, source: string) {
  return await bySource.first(db, { org, conversation, source })
}

const saidAfter = statement((db, p: { org: OrgId; conversation: string; after: number }) =>
  db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('seq', '>', p.after)
    .where('kind', '=', 'message')
    .limit(1),
)

/** Whether anybody said anything after that message; notes and what was done do not count. */
export async function anyMessageAfter(
  db: Queryable,
  org: OrgId,
  conversation: string,
  after: number,
): Promise<boolean> {
  return (await saidAfter.first(db, { org, conversation, after })) !== undefined
}
