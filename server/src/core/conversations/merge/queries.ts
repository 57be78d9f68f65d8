import { RunAgain } from '../../../db/dialect.ts'
import type { Queryable, Schema, Tx } from '../../../db/schema.ts'
import type { OrgId, Time } from '../../ids.ts'

type Merge = Schema['conversation_merge']
export type MergeRow = Pick<Merge, 'id' | 'from_id' | 'into_id' | 'undo'>

/**
 * Both rows with their locks, in the order of their ids as everybody locks two.
 * @throws {RunAgain} when one of them was merged away meanwhile.
 */
export async function lockTwo(tx: Tx, org: OrgId, ids: [string, string]) {
  const rows = []
  for (const id of ids.toSorted()) {
    const row = await lockRow(tx, org, id)
    if (!row || row.merged_into !== null) throw new RunAgain(`conversation ${id} moved`)
    rows.push(row)
  }
  return rows
}

/** The row with its lock, wherever it was merged to: for whoever holds the lock of the one it leads to. */
export async function lockRow(tx: Tx, org: OrgId, id: string) {
  return await tx
    .updateTable('conversation')
    .set((eb) => ({ next_seq: eb.ref('next_seq') }))
    .where('org_id', '=', org)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

type Row = Schema['conversation']
type Changeable = Pick<
  Row,
  | 'status'
  | 'snoozed_until'
  | 'merged_into'
  | 'next_seq'
  | 'inbound_count'
  | 'message_count'
  | 'last_message_at'
  | 'updated_at'
  | 'owner_kind'
  | 'owner_id'
  | 'epoch'
>

export async function changeRow(tx: Tx, org: OrgId, id: string, to: Partial<Changeable>): Promise<void> {
  await tx.updateTable('conversation').set(to).where('org_id', '=', org).where('id', '=', id).execute()
}

/** Whatever led to one conversation leads to another now. */
export async function redirect(tx: Tx, org: OrgId, from: string, into: string): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ merged_into: into })
    .where('org_id', '=', org)
    .where('merged_into', '=', from)
    .execute()
}

export async function redirectThese(tx: Tx, org: OrgId, ids: string[], into: string): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('conversation')
    .set({ merged_into: into })
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .execute()
}

export async function insertMerge(tx: Tx, org: OrgId, merge: Omit<Merge, 'org_id' | 'undone_at'>) {
  await tx
    .insertInto('conversation_merge')
    .values({ ...merge, org_id: org, undone_at: null })
    .execute()
}

const COLUMNS = ['id', 'from_id', 'into_id', 'undo'] as const

/** A merge that was not undone, by its own id or by the id it made lead elsewhere. */
export async function findMerge(db: Queryable, org: OrgId, id: string): Promise<MergeRow | undefined> {
  return await db
    .selectFrom('conversation_merge')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('undone_at', 'is', null)
    .where((eb) => eb.or([eb('id', '=', id), eb('from_id', '=', id)]))
    .executeTakeFirst()
}

/** What was merged into these themselves, and is still. */
export async function mergedInto(db: Queryable, org: OrgId, ids: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation_merge')
    .select('from_id')
    .where('org_id', '=', org)
    .where('into_id', 'in', ids)
    .where('undone_at', 'is', null)
    .execute()
  return rows.map((row) => row.from_id)
}

export async function saveUndo(tx: Tx, org: OrgId, merge: string, undo: string): Promise<void> {
  await tx
    .updateTable('conversation_merge')
    .set({ undo })
    .where('org_id', '=', org)
    .where('id', '=', merge)
    .execute()
}

export async function endMerge(tx: Tx, org: OrgId, merge: string, now: Time): Promise<void> {
  await tx
    .updateTable('conversation_merge')
    .set({ undone_at: now })
    .where('org_id', '=', org)
    .where('id', '=', merge)
    .execute()
  await tx.deleteFrom('merged_message').where('org_id', '=', org).where('merge_id', '=', merge).execute()
}

/** At most one per teammate. */
export async function listMarks(db: Queryable, org: OrgId, conversation: string) {
  return await db
    .selectFrom('conversation_read')
    .select(['teammate_id', 'inbound_seen'])
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .orderBy('teammate_id')
    .execute()
}

export async function deleteMark(tx: Tx, org: OrgId, conversation: string, teammate: string): Promise<void> {
  await tx
    .deleteFrom('conversation_read')
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .where('teammate_id', '=', teammate)
    .execute()
}

/** Of all teammates, at most two each. */
export async function listAllDrafts(db: Queryable, org: OrgId, conversation: string) {
  return await db
    .selectFrom('draft')
    .select(['teammate_id', 'kind', 'body', 'base_seq', 'updated_at'])
    .where('org_id', '=', org)
    .where('conversation_id', '=', conversation)
    .orderBy('teammate_id')
    .orderBy('kind')
    .execute()
}
