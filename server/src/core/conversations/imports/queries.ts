import type { ChannelKind, Queryable, Schema, Tx } from '../../../db/schema.ts'
import type { OrgId } from '../../ids.ts'

type Row = Schema['conversation']

/** The conversation of this source id, if there is one. */
export async function findBySource(db: Queryable, org: OrgId, source: string) {
  return await db
    .selectFrom('conversation')
    .select(['id', 'number'])
    .where('org_id', '=', org)
    .where('source_specific_id', '=', source)
    .executeTakeFirst()
}

export async function findChannelKind(
  db: Queryable,
  org: OrgId,
  id: string,
): Promise<ChannelKind | undefined> {
  const row = await db
    .selectFrom('channel')
    .select('kind')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.kind
}

type Beginning = Pick<
  Row,
  | 'id'
  | 'number'
  | 'serial'
  | 'title'
  | 'channel_id'
  | 'source_specific_id'
  | 'contact_id'
  | 'company_id'
  | 'additional_properties'
  | 'created_at'
>

/** A conversation before its first entry. False when another one has its source id already. */
export async function insertPast(tx: Tx, org: OrgId, beginning: Beginning): Promise<boolean> {
  const row = await tx
    .insertInto('conversation')
    .values({
      ...beginning,
      org_id: org,
      status: 'open',
      owner_kind: 'people',
      epoch: 0,
      next_seq: 1,
      inbound_count: 0,
      message_count: 0,
      last_message_at: beginning.created_at,
      updated_at: beginning.created_at,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

type End = Pick<
  Row,
  | 'status'
  | 'snoozed_until'
  | 'assignee_id'
  | 'priority'
  | 'next_seq'
  | 'inbound_count'
  | 'message_count'
  | 'last_message_at'
  | 'updated_at'
>

/** Where its last entry left it. */
export async function endPast(tx: Tx, org: OrgId, id: string, end: End): Promise<void> {
  await tx.updateTable('conversation').set(end).where('org_id', '=', org).where('id', '=', id).execute()
}
