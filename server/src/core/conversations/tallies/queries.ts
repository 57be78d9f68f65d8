// How many conversations there are of each status and assignee: kept as rows, because counting them takes longer the
// more there are. Every ticket takes one number and begins open and nobody's, so the ticket counter counts these already:
// that one row is kept as its difference from the counter, and opening a ticket writes nothing for it.
import { sql } from 'kysely'
import type { ConversationStatus, Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId } from '../../ids.ts'

type Place = { assignee_id: string | null; status: ConversationStatus }
export type TallyMove = { from: Place; to?: Place } | { from?: Place; to: Place }

const NOBODY = ''

const add = statement((db, p: { org: OrgId; assignee: string; status: ConversationStatus; by: number }) =>
  db
    .insertInto('conversation_tally')
    .values({ org_id: p.org, assignee_id: p.assignee, status: p.status, value: p.by })
    .onConflict((oc) =>
      oc
        .columns(['org_id', 'assignee_id', 'status'])
        .doUpdateSet((eb) => ({ value: eb('conversation_tally.value', '+', eb.ref('excluded.value')) })),
    ),
)

/**
 * Conversations that came, went, or changed places. Rows are locked in one order; call it after the conversation's row
 * and the ticket and attachment counters, before the event counter: no deadlocks.
 */
export async function moveTallies(tx: Tx, org: OrgId, moves: readonly TallyMove[]): Promise<void> {
  const changes = new Map<string, { assignee: string; status: ConversationStatus; by: number }>()
  const count = (place: Place | undefined, by: number) => {
    if (!place) return
    const { status } = place
    const assignee = place.assignee_id ?? NOBODY
    const key = `${assignee} ${status}`
    changes.set(key, { assignee, status, by: (changes.get(key)?.by ?? 0) + by })
  }
  for (const { from, to } of moves) {
    count(from, -1)
    count(to, 1)
  }
  for (const [, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (change.by !== 0) await add.all(tx, { org, ...change })
}

/** At most four rows per teammate. `assignee_id` is null for what is nobody's. */
export async function listTallies(db: Queryable, org: OrgId) {
  const rows = await tallies(db).where('org_id', '=', org).orderBy('assignee_id').execute()
  return rows.map(({ assignee_id, status, value }) => ({
    assignee_id: assignee_id === NOBODY ? null : assignee_id,
    status,
    value: Number(value),
  }))
}

/** With what the ticket counter knows. */
function tallies(db: Queryable) {
  const opened = db
    .selectFrom('counter')
    .select((eb) => [
      'org_id',
      eb.val(NOBODY).as('assignee_id'),
      eb.val<ConversationStatus>('open').as('status'),
      'value',
    ])
    .where('name', '=', 'ticket')
  const all = db
    .selectFrom('conversation_tally')
    .select(['org_id', 'assignee_id', 'status', 'value'])
    .unionAll(opened)
  return db
    .selectFrom(all.as('both'))
    .select((eb) => ['org_id', 'assignee_id', 'status', eb.fn.sum<number>('value').as('value')])
    .groupBy(['org_id', 'assignee_id', 'status'])
    .having((eb) => eb(eb.fn.sum('value'), '<>', 0))
}

/** Of all organisations, by counting: tallies that are not what the rows say. Reads every conversation. */
export async function wrongTallies(db: Queryable) {
  const counted = db
    .selectFrom('conversation')
    .select((eb) => [
      'org_id',
      eb.fn.coalesce('assignee_id', sql<string>`''`).as('assignee_id'),
      'status',
      eb.fn.countAll<number>().as('counted'),
      sql<number>`0`.as('kept'),
    ])
    .where('merged_into', 'is', null)
    .groupBy(['org_id', 'assignee_id', 'status'])
    .unionAll(
      db
        .selectFrom(tallies(db).as('kept'))
        .select(['org_id', 'assignee_id', 'status', sql<number>`0`.as('counted'), 'value as kept']),
    )
  return await db
    .selectFrom(counted.as('both'))
    .select((eb) => [
      'org_id',
      'assignee_id',
      'status',
      eb.fn.sum<number>('counted').as('counted'),
      eb.fn.sum<number>('kept').as('kept'),
    ])
    .groupBy(['org_id', 'assignee_id', 'status'])
    .having((eb) => eb(eb.fn.sum('counted'), '<>', eb.fn.sum('kept')))
    .orderBy('org_id')
    .orderBy('assignee_id')
    .execute()
}
