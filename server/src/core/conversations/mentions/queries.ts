// Teammates who are named in notes, and whether they have read that.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId, Time } from '../../ids.ts'

type Written = { messageId: string; conversationId: string; authorId: string | null; now: Time }

/** Who names themselves has read it. */
export async function insertMentions(
  tx: Tx,
  org: OrgId,
  { messageId, conversationId, authorId, now }: Written,
  teammates: readonly string[],
): Promise<void> {
  if (teammates.length === 0) return
  const row = (teammate: string) => ({
    org_id: org,
    teammate_id: teammate,
    message_id: messageId,
    conversation_id: conversationId,
    read_at: teammate === authorId ? now : null,
  })
  await tx.insertInto('mention').values(teammates.map(row)).execute()
}

/** Of a page of messages, with the names people have now; in the order they came to work here. */
export async function listMentions(db: Queryable, org: OrgId, messages: readonly string[]) {
  if (messages.length === 0) return []
  return await db
    .selectFrom('mention')
    .innerJoin('teammate', (join) =>
      join.onRef('teammate.org_id', '=', 'mention.org_id').onRef('teammate.id', '=', 'mention.teammate_id'),
    )
    .select(['mention.message_id', 'teammate.id', 'teammate.name'])
    .where('mention.org_id', '=', org)
    .where('mention.message_id', 'in', messages)
    .orderBy('mention.message_id')
    .orderBy('teammate.id')
    .execute()
}

/** Of those of a page of conversations in which there are any. */
export async function countUnread(
  db: Queryable,
  org: OrgId,
  teammate: string,
  conversations: readonly string[],
): Promise<Map<string, number>> {
  if (conversations.length === 0) return new Map()
  const rows = await db
    .selectFrom('mention')
    .select((eb) => ['conversation_id', eb.fn.countAll<number>().as('unread')])
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .where('conversation_id', 'in', conversations)
    .where('read_at', 'is', null)
    .groupBy('conversation_id')
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, Number(row.unread)]))
}

/** Beyond so many mentions that nobody reads they are not counted to the end. */
const LOOKED_AT = 2_000

/**
 * In how many conversations somebody has unread mentions, counted no further than `most`; `capped`: there may be more.
 */
export async function countUnreadConversations(
  db: Queryable,
  org: OrgId,
  teammate: string,
  most: number,
): Promise<{ count: number; capped: boolean }> {
  const unread = db
    .selectFrom('mention')
    .select('conversation_id')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .where('read_at', 'is', null)
    .orderBy('message_id', 'desc')
    .limit(LOOKED_AT)
  const rows = await db
    .selectFrom(unread.as('unread'))
    .select((eb) => ['conversation_id', eb.fn.countAll<number>().as('mentions')])
    .groupBy('conversation_id')
    .limit(most + 1)
    .execute()
  const looked = rows.reduce((sum, row) => sum + Number(row.mentions), 0)
  return { count: Math.min(rows.length, most), capped: rows.length > most || looked === LOOKED_AT }
}

type Seen = { conversation: string; teammate: string; seq: number; now: Time }

const settleRead = statement((db, p: Seen & { org: OrgId }) => {
  const upTo = sql<boolean>`(select message.seq from message
    where message.org_id = mention.org_id and message.id = mention.message_id) <= ${p.seq}`
  return db
    .updateTable('mention')
    .set((eb) => ({ read_at: eb.case().when(upTo).then(eb.val(p.now)).else(null).end() }))
    .where('org_id', '=', p.org)
    .where('conversation_id', '=', p.conversation)
    .where('teammate_id', '=', p.teammate)
    .where(sql<boolean>`(read_at is null) = (${upTo})`)
    .returning('message_id')
})

/** What stands up to that message is read, what comes after it is not. False when that is so already. */
export async function readMentions(tx: Tx, org: OrgId, seen: Seen): Promise<boolean> {
  return (await settleRead.all(tx, { org, ...seen })).length > 0
}

/** Before messages are erased. */
export async function deleteMentions(tx: Tx, org: OrgId, messages: readonly string[]): Promise<void> {
  if (messages.length === 0) return
  await tx.deleteFrom('mention').where('org_id', '=', org).where('message_id', 'in', messages).execute()
}
