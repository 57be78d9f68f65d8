import type { Queryable, Schema, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId, Time } from '../../ids.ts'
import { findLiving } from '../queries.ts'
import type { Ownership } from './owner.ts'

type Row = Schema['conversation']
type State = Pick<Row, 'status' | 'snoozed_until' | 'assignee_id' | 'priority'>

/** Of the conversation that the id leads to. */
export async function findState(
  db: Queryable,
  org: OrgId,
  id: string,
): Promise<(State & { id: string }) | undefined> {
  const living = await findLiving(db, org, id)
  if (!living) return undefined
  return await db
    .selectFrom('conversation')
    .select(['id', 'status', 'snoozed_until', 'assignee_id', 'priority'])
    .where('org_id', '=', org)
    .where('id', '=', living.id)
    .executeTakeFirst()
}

type NewState = State & Ownership & Pick<Row, 'epoch' | 'next_seq'> & { at: Time }

/** Leaves its place in lists of recent conversations: nobody said anything. */
export async function saveState(tx: Tx, org: OrgId, id: string, { at, ...state }: NewState): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ ...state, updated_at: at })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute()
}

export async function changeTags(
  tx: Tx,
  org: OrgId,
  conversation: string,
  { added, removed }: { added: string[]; removed: string[] },
): Promise<void> {
  const row = (tag: string) => ({ org_id: org, conversation_id: conversation, tag })
  if (added.length > 0)
    await tx
      .insertInto('conversation_tag')
      .values(added.map(row))
      .onConflict((oc) => oc.doNothing())
      .execute()
  if (removed.length > 0)
    await tx
      .deleteFrom('conversation_tag')
      .where('org_id', '=', org)
      .where('conversation_id', '=', conversation)
      .where('tag', 'in', removed)
      .execute()
}

/** `inbound_after` counts messages of the contact that come after the given one: the end of the conversation. */
const readState = statement((db, p: { org: OrgId; id: string; teammate: string; seq: number }) =>
  db
    .selectFrom('conversation as c')
    .leftJoin('conversation_read as seen', (join) =>
      join
        .onRef('seen.org_id', '=', 'c.org_id')
        .onRef('seen.conversation_id', '=', 'c.id')
        .on('seen.teammate_id', '=', p.teammate),
    )
    .select((eb) => [
      'c.inbound_count',
      'seen.inbound_seen',
      eb
        .selectFrom('message')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('message.org_id', '=', 'c.org_id')
        .whereRef('message.conversation_id', '=', 'c.id')
        .where('message.seq', '>', p.seq)
        .where('message.direction', '=', 'inbound')
        .$asScalar()
        .$notNull()
        .as('inbound_after'),
    ])
    .where('c.org_id', '=', p.org)
    .where('c.id', '=', p.id),
)

export async function findReadState(
  db: Queryable,
  org: OrgId,
  id: string,
  seen: { teammate: string; seq: number },
) {
  return await readState.first(db, { org, id, ...seen })
}

export async function saveInboundSeen(
  tx: Tx,
  org: OrgId,
  conversation: string,
  { teammate, inboundSeen }: { teammate: string; inboundSeen: number },
): Promise<void> {
  await tx
    .insertInto('conversation_read')
    .values({
      org_id: org,
      conversation_id: conversation,
      teammate_id: teammate,
      inbound_seen: inboundSeen,
    })
    .onConflict((oc) =>
      oc.columns(['org_id', 'conversation_id', 'teammate_id']).doUpdateSet({ inbound_seen: inboundSeen }),
    )
    .execute()
}

type DraftKey = { teammate: string; conversation: string; kind: 'reply' | 'note' }
type Draft = Pick<Schema['draft'], 'body' | 'base_seq' | 'updated_at'>

export async function saveDraftRow(tx: Tx, org: OrgId, key: DraftKey, draft: Draft): Promise<void> {
  await tx
    .insertInto('draft')
    .values({
      org_id: org,
      teammate_id: key.teammate,
      conversation_id: key.conversation,
      kind: key.kind,
      ...draft,
    })
    .onConflict((oc) => oc.columns(['org_id', 'teammate_id', 'conversation_id', 'kind']).doUpdateSet(draft))
    .execute()
}

export async function deleteDraftRow(tx: Tx, org: OrgId, key: DraftKey): Promise<void> {
  await tx
    .deleteFrom('draft')
    .where('org_id', '=', org)
    .where('teammate_id', '=', key.teammate)
    .where('conversation_id', '=', key.conversation)
    .where('kind', '=', key.kind)
    .execute()
}

/** Of one teammate and conversation, at most one of each kind. */
export async function listDrafts(db: Queryable, org: OrgId, teammate: string, conversation: string) {
  return await db
    .selectFrom('draft')
    .select(['kind', 'body', 'base_seq', 'updated_at'])
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammate)
    .where('conversation_id', '=', conversation)
    .orderBy('kind')
    .execute()
}
