// What conversations are called by: tickets by a number that people quote, every one of them by an integer.
import { countersOf } from '../../../db/counters.ts'
import type { Queryable, Tx } from '../../../db/schema.ts'
import { statement } from '../../../db/statement.ts'
import type { OrgId } from '../../ids.ts'
import { bumpCounter } from '../../spine/queries.ts'

/**
 * The serials of tickets are those of their numbers; all others have theirs above this. One integer for both, so that none
 * is given twice, and no second counter to lock for a ticket. All of them fit 32 bits.
 */
export const BEFORE_UNNUMBERED = 1_000_000_000

export type Numbered = {
  number: string | null
  /** Unique in the organisation, and never another one's. */
  serial: number
}

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
export async function nextTicket(tx: Tx, org: OrgId): Promise<Numbered & { number: string }> {
  const counters = countersOf(tx)
  const row = counters ? await counters.take(org, 'ticket', 1) : await bumpTicket.first(tx, { org })
  if (!row) throw new Error(`organisation ${org} has no ticket counter`)
  return { number: `${row.prefix}-${row.value}`, serial: row.value }
}

/** Of what nobody quotes, such as a chat: as free of gaps. */
export async function nextUnnumbered(tx: Tx, org: OrgId): Promise<Numbered & { number: null }> {
  return { number: null, serial: BEFORE_UNNUMBERED + (await bumpCounter(tx, org, 'unnumbered')) }
}

const bySerial = statement((db, p: { org: OrgId; serial: number }) =>
  db.selectFrom('conversation').select('id').where('org_id', '=', p.org).where('serial', '=', p.serial),
)

/** As it was opened: it may have been merged into another one since. */
export async function findBySerial(
  db: Queryable,
  org: OrgId,
  serial: number,
): Promise<{ id: string } | undefined> {
  return await bySerial.first(db, { org, serial })
}
