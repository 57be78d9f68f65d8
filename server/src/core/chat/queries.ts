import { RunAgain } from '../../db/dialect.ts'
import type { ConversationStatus, Queryable, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import { type Held, rowToHold } from '../conversations/queries.ts'
import type { OrgId, Time } from '../ids.ts'

const byToken = statement((db, p: { org: OrgId; hash: string }) =>
  visitors(db, p.org).where('token_hash', '=', p.hash),
)

const byConversationToken = statement((db, p: { org: OrgId; hash: string }) =>
  visitors(db, p.org).where('conversation_token_hash', '=', p.hash),
)

function visitors(db: Queryable, org: OrgId) {
  return db
    .selectFrom('visitor')
    .innerJoin('conversation as opened', (join) =>
      join.onRef('opened.org_id', '=', 'visitor.org_id').onRef('opened.id', '=', 'visitor.conversation_id'),
    )
    .innerJoin('conversation as living', (join) =>
      join
        .onRef('living.org_id', '=', 'opened.org_id')
        .on('living.id', '=', (eb) => eb.fn.coalesce('opened.merged_into', 'opened.id')),
    )
    .select((eb) => [
      'visitor.token_hash',
      'visitor.conversation_id',
      'visitor.seen_seq',
      'living.id as living_id',
      'living.next_seq',
      'living.last_message_at',
      eb
        .exists(
          eb
            .selectFrom('conversation_merge as taken')
            .select('taken.id')
            .whereRef('taken.org_id', '=', 'visitor.org_id')
            .whereRef('taken.into_id', '=', 'living.id')
            .where('taken.undone_at', 'is', null),
        )
        .as('merged'),
    ])
    .where('visitor.org_id', '=', org)
}

/** `merged`: others have messages in their conversation, which they must not see. */
export type VisitorRow = {
  token_hash: string
  /** As it was opened. */
  conversation_id: string
  living_id: string
  /** Of the living one: where its next message will be (below that is all there is), and when its last one came. */
  next_seq: number
  last_message_at: Time
  seen_seq: number
  merged: boolean
}

/** By the digest of the visitor token or of the conversation token: either opens the same (docs/contracts.md 4c#2). */
export async function findVisitor(db: Queryable, org: OrgId, hash: string): Promise<VisitorRow | undefined> {
  const row = (await byToken.first(db, { org, hash })) ?? (await byConversationToken.first(db, { org, hash }))
  return row && { ...row, merged: Boolean(row.merged) }
}

const heldByToken = statement((db, p: { org: OrgId; hash: string }) =>
  rowToHold(db, p.org, ledTo(db, p.org).where('visitor.token_hash', '=', p.hash).$asScalar().$notNull()),
)

const heldByConversationToken = statement((db, p: { org: OrgId; hash: string }) =>
  rowToHold(
    db,
    p.org,
    ledTo(db, p.org).where('visitor.conversation_token_hash', '=', p.hash).$asScalar().$notNull(),
  ),
)

function ledTo(db: Queryable, org: OrgId) {
  return db
    .selectFrom('visitor')
    .innerJoin('conversation as opened', (join) =>
      join.onRef('opened.org_id', '=', 'visitor.org_id').onRef('opened.id', '=', 'visitor.conversation_id'),
    )
    .select((eb) => eb.fn.coalesce('opened.merged_into', 'opened.id').as('living_id'))
    .where('visitor.org_id', '=', org)
}

/** The conversation either token leads to, as every verb holds one; undefined for an unknown token. */
export async function holdChat(tx: Tx, org: OrgId, hash: string): Promise<Held | undefined> {
  const row =
    (await heldByToken.first(tx, { org, hash })) ?? (await heldByConversationToken.first(tx, { org, hash }))
  // As `hold` does, of which this spares a look.
  if (!row && (await findVisitor(tx, org, hash))) throw new RunAgain('the conversation of a visitor moved')
  return row
}

type NewVisitor = {
  tokenHash: string
  conversationTokenHash: string
  channelId: string
  conversationId: string
  now: Time
}

const insertOneVisitor = statement((db, p: NewVisitor & { org: OrgId }) =>
  db
    .insertInto('visitor')
    .values({
      org_id: p.org,
      token_hash: p.tokenHash,
      conversation_token_hash: p.conversationTokenHash,
      channel_id: p.channelId,
      conversation_id: p.conversationId,
      created_at: p.now,
      seen_seq: 0,
    })
    .onConflict((oc) => oc.doNothing()),
)

/** False when the organisation has a conversation of this token already; then nothing is written. */
export async function insertVisitor(tx: Tx, org: OrgId, visitor: NewVisitor): Promise<boolean> {
  return (await insertOneVisitor.written(tx, { org, ...visitor })) > 0
}

export async function deleteVisitors(tx: Tx, org: OrgId, conversation: string): Promise<void> {
  await tx
    .deleteFrom('visitor')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .execute()
}

/** Undefined when they had seen as much before. */
export async function moveSeen(tx: Tx, org: OrgId, tokenHash: string, seq: number) {
  return await tx
    .updateTable('visitor')
    .set({ seen_seq: seq })
    .where('org_id', '=', org)
    .where('token_hash', '=', tokenHash)
    .where('seen_seq', '<', seq)
    .returning('conversation_id')
    .executeTakeFirst()
}

/**
 * How far the visitor of each of these chats has seen it. Visitors of what was merged into one are left out: they had
 * another numbering, and do not see all of it.
 */
export async function listSeen(db: Queryable, org: OrgId, conversations: readonly string[]) {
  if (conversations.length === 0) return []
  return await db
    .selectFrom('visitor')
    .select((eb) => ['conversation_id', eb.fn.max('seen_seq').as('seen_seq')])
    .where('org_id', '=', org)
    .where('conversation_id', 'in', conversations)
    .groupBy('conversation_id')
    .execute()
}

const placeOf = statement((db, p: { org: OrgId; conversation: string }) =>
  db
    .selectFrom('conversation')
    .select(['status', 'next_seq'])
    .where('org_id', '=', p.org)
    .where('id', '=', p.conversation),
)

/** How it stands, and where its next message will: below that is all there is. */
export async function findPlace(
  db: Queryable,
  org: OrgId,
  conversation: string,
): Promise<{ status: ConversationStatus; next_seq: number } | undefined> {
  return await placeOf.first(db, { org, conversation })
}

const bySource = statement((db, p: { org: OrgId; conversation: string; source: string }) =>
  db
    .selectFrom('message')
    .select(['id', 'seq', 'created_at', 'body', 'author_kind'])
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('source_specific_id', '=', p.source),
)

/** The message of this client id. */
export async function findSent(db: Queryable, org: OrgId, conversation: string, source: string) {
  return await bySource.first(db, { org, conversation, source })
}

const inboundAt = statement((db, p: { org: OrgId; conversation: string; count: number }) =>
  db
    .selectFrom('message')
    .select('seq')
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('direction', '=', 'inbound')
    .orderBy('seq')
    .limit(1)
    .offset(p.count),
)

const mostSeen = statement((db, p: { org: OrgId; conversation: string }) =>
  db
    .selectFrom('conversation_read')
    .select((eb) => eb.fn.max('inbound_seen').as('seen'))
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation),
)

/** The last of the contact's messages that any teammate has seen; 0 when none has. */
export async function seenByTeam(db: Queryable, org: OrgId, conversation: string): Promise<number> {
  const seen = Number((await mostSeen.first(db, { org, conversation }))?.seen ?? 0)
  if (seen === 0) return 0
  return (await inboundAt.first(db, { org, conversation, count: seen - 1 }))?.seq ?? 0
}
