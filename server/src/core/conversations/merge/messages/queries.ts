// The messages of two conversations, moved together and apart again.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../../../db/schema.ts'
import type { OrgId, Time } from '../../../ids.ts'

/** How many messages both have, counted no further than `most` + 1. */
export async function countMessages(tx: Tx, org: OrgId, ids: string[], most: number): Promise<number> {
  const some = tx
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', org)
    .where('conversation_id', 'in', ids)
    .limit(most + 1)
  const row = await tx
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

type Moving = { merge: string; from: string; into: string }

/** Remembers where the messages of both stand, and gives them their new seqs: above `base`, in the order of their times. */
export async function recordMessages(tx: Tx, org: OrgId, { merge, from, into }: Moving, base: number) {
  await tx
    .insertInto('merged_message')
    .columns(['org_id', 'merge_id', 'message_id', 'conversation_id', 'seq', 'source_specific_id', 'new_seq'])
    .expression((eb) =>
      eb
        .selectFrom('message')
        .select((of) => [
          'org_id',
          of.val(merge).as('merge_id'),
          'id',
          'conversation_id',
          'seq',
          'source_specific_id',
          sql<number>`row_number() over (order by created_at, id) + ${base}`.as('new_seq'),
        ])
        .where('org_id', '=', org)
        .where('conversation_id', 'in', [from, into]),
    )
    .execute()
}

/** Of two replies with one source id, the survivor's keeps it. */
export async function dropTakenSources(tx: Tx, org: OrgId, { from, into }: Moving): Promise<void> {
  await tx
    .updateTable('message')
    .set({ source_specific_id: null })
    .where('org_id', '=', org)
    .where('conversation_id', '=', from)
    .where('source_specific_id', 'in', (eb) =>
      eb
        .selectFrom('message as taken')
        .select((of) => of.ref('taken.source_specific_id').$notNull().as('source'))
        .where('taken.org_id', '=', org)
        .where('taken.conversation_id', '=', into)
        .where('taken.source_specific_id', 'is not', null),
    )
    .execute()
}

/** To where {@link recordMessages} planned, their files and mentions with them. */
export async function moveMessages(tx: Tx, org: OrgId, { merge, from, into }: Moving): Promise<void> {
  await tx
    .updateTable('message')
    .set((eb) => ({
      conversation_id: into,
      seq: eb
        .selectFrom('merged_message as to')
        .select('to.new_seq')
        .where('to.org_id', '=', org)
        .where('to.merge_id', '=', merge)
        .whereRef('to.message_id', '=', 'message.id')
        .$asScalar()
        .$notNull(),
    }))
    .where('org_id', '=', org)
    .where('conversation_id', 'in', [from, into])
    .execute()
  await moveCompanions(tx, org, { merge, side: from }, into)
}

type Side = { merge: string; side: string }

function messagesOf(db: Queryable, org: OrgId, { merge, side }: Side) {
  return db
    .selectFrom('merged_message as of_side')
    .select('of_side.message_id')
    .where('of_side.org_id', '=', org)
    .where('of_side.merge_id', '=', merge)
    .where('of_side.conversation_id', '=', side)
}

/** Whatever stands beside messages and names their conversation too. */
async function moveCompanions(tx: Tx, org: OrgId, side: Side, to: string): Promise<void> {
  for (const table of ['attachment', 'mention'] as const)
    await tx
      .updateTable(table)
      .set({ conversation_id: to })
      .where('org_id', '=', org)
      .where('message_id', 'in', messagesOf(tx, org, side))
      .execute()
}

/** The messages that came from one side go back there, files and all. */
export async function returnMessages(tx: Tx, org: OrgId, { merge, side }: Side): Promise<void> {
  const back = <C extends 'seq' | 'source_specific_id'>(column: C) =>
    tx
      .selectFrom('merged_message as was')
      .select(`was.${column}` as `was.${C}`)
      .where('was.org_id', '=', org)
      .where('was.merge_id', '=', merge)
      .whereRef('was.message_id', '=', sql.ref('message.id'))
  await tx
    .updateTable('message')
    .set({
      conversation_id: side,
      seq: sql<number>`(${back('seq')})`,
      source_specific_id: sql<string | null>`(${back('source_specific_id')})`,
    })
    .where('org_id', '=', org)
    .where('id', 'in', messagesOf(tx, org, { merge, side }))
    .execute()
  await moveCompanions(tx, org, { merge, side }, side)
}

/** The survivor's own messages get their old seqs back: at once, or when the next merge that moved them is undone. */
export async function returnSeqs(
  tx: Tx,
  org: OrgId,
  { merge, side }: Side,
  next: string | undefined,
): Promise<void> {
  const was = (message: 'message.id' | 'merged_message.message_id') =>
    sql<number>`(${tx
      .selectFrom('merged_message as was')
      .select('was.seq')
      .where('was.org_id', '=', org)
      .where('was.merge_id', '=', merge)
      .whereRef('was.message_id', '=', sql.ref(message))})`
  if (next === undefined)
    await tx
      .updateTable('message')
      .set({ seq: was('message.id') })
      .where('org_id', '=', org)
      .where('id', 'in', messagesOf(tx, org, { merge, side }))
      .execute()
  else
    await tx
      .updateTable('merged_message')
      .set({ seq: was('merged_message.message_id') })
      .where('org_id', '=', org)
      .where('merge_id', '=', next)
      .where('message_id', 'in', messagesOf(tx, org, { merge, side }))
      .execute()
}

/** The merge that moved the survivor's messages next. New seqs only ever rise, so they tell which came later. */
export async function nextMerge(
  db: Queryable,
  org: OrgId,
  { merge, side }: Side,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('merged_message as mine')
    .innerJoin('merged_message as later', (join) =>
      join
        .onRef('later.org_id', '=', 'mine.org_id')
        .onRef('later.message_id', '=', 'mine.message_id')
        .onRef('later.new_seq', '>', 'mine.new_seq'),
    )
    .select('later.merge_id')
    .where('mine.org_id', '=', org)
    .where('mine.merge_id', '=', merge)
    .where('mine.conversation_id', '=', side)
    .orderBy('later.new_seq')
    .limit(1)
    .executeTakeFirst()
  return row?.merge_id
}

/** Later merges moved these too, but are not to bring them back: they left. */
export async function forgetLaterMoves(tx: Tx, org: OrgId, { merge, side }: Side): Promise<void> {
  await tx
    .deleteFrom('merged_message')
    .where('org_id', '=', org)
    .where('merge_id', '<>', merge)
    .where('message_id', 'in', messagesOf(tx, org, { merge, side }))
    .where('new_seq', '>', (eb) =>
      eb
        .selectFrom('merged_message as mine')
        .select((of) => of.fn.max('mine.new_seq').as('last'))
        .where('mine.org_id', '=', org)
        .where('mine.merge_id', '=', merge),
    )
    .execute()
}

/** The messages of one side that a contact wrote. */
export async function inboundOf(db: Queryable, org: OrgId, side: Side) {
  return await db
    .selectFrom('message')
    .select(['id', 'seq'])
    .where('org_id', '=', org)
    .where('id', 'in', messagesOf(db, org, side))
    .where('direction', '=', 'inbound')
    .orderBy('seq')
    .execute()
}

/** How many of one side are not of what was done: no more than one merge may hold. */
export async function countSaid(tx: Tx, org: OrgId, side: Side): Promise<number> {
  const row = await tx
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org)
    .where('id', 'in', messagesOf(tx, org, side))
    .where('kind', '<>', 'event')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** The contact's messages up to that one, in their order: no more than one merge may hold. */
export async function inboundUpTo(
  db: Queryable,
  org: OrgId,
  conversation: string,
  seq: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .where('direction', '=', 'inbound')
    .where('seq', '<=', seq)
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.id)
}

/** When something was last said there; undefined when nothing was. */
export async function lastSaidAt(db: Queryable, org: OrgId, conversation: string): Promise<Time | undefined> {
  const row = await db
    .selectFrom('message')
    .select('created_at')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .where('kind', '<>', 'event')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at
}

/** Whether the contact wrote since that entry, wherever it stands now. */
export async function wroteSince(db: Queryable, org: OrgId, conversation: string, entry: string) {
  const row = await db
    .selectFrom('message as entry')
    .innerJoin('message as later', (join) =>
      join
        .onRef('later.org_id', '=', 'entry.org_id')
        .onRef('later.conversation_id', '=', 'entry.conversation_id')
        .onRef('later.seq', '>', 'entry.seq'),
    )
    .select('later.id')
    .where('entry.org_id', '=', org)
    .where('entry.id', '=', entry)
    .where('entry.conversation_id', '=', conversation)
    .where('later.direction', '=', 'inbound')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
