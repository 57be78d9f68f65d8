import type { Queryable, Schema, Tx } from '../../../db/schema.ts'
import type { OrgId, Time } from '../../ids.ts'

export type SecondFactorRow = Omit<Schema['second_factor'], 'org_id' | 'teammate_id'>

/** Also one that was begun and never confirmed. */
export async function findSecondFactor(
  db: Queryable,
  org: OrgId,
  teammateId: string,
): Promise<SecondFactorRow | undefined> {
  return await db
    .selectFrom('second_factor')
    .select(['secret', 'last_step', 'confirmed_at', 'created_at'])
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .executeTakeFirst()
}

/** In place of one that was begun; false, and nothing is written, when there is a confirmed one. */
export async function beginSecondFactor(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  factor: Pick<SecondFactorRow, 'secret' | 'created_at'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('second_factor')
    .values({ org_id: org, teammate_id: teammateId, ...factor, last_step: 0, confirmed_at: null })
    .onConflict((oc) =>
      oc
        .columns(['org_id', 'teammate_id'])
        .doUpdateSet(factor)
        .where('second_factor.confirmed_at', 'is', null),
    )
    .returning('secret')
    .executeTakeFirst()
  return row !== undefined
}

type Step = { secret: string; step: number }

/** False when it was confirmed, or begun anew, meanwhile. */
export async function confirmStep(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  { secret, step, at }: Step & { at: Time },
): Promise<boolean> {
  const row = await tx
    .updateTable('second_factor')
    .set({ confirmed_at: at, last_step: step })
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .where('secret', '=', secret)
    .where('confirmed_at', 'is', null)
    .returning('secret')
    .executeTakeFirst()
  return row !== undefined
}

/** False when the code of this step, or of a later one, was used before. Of two callers at once, one may go on. */
export async function spendStep(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  { secret, step }: Step,
): Promise<boolean> {
  const row = await tx
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .where('secret', '=', secret)
    .where('last_step', '<', step)
    .where('confirmed_at', 'is not', null)
    .returning('secret')
    .executeTakeFirst()
  return row !== undefined
}

/** What was confirmed of it; undefined when there was none. Its recovery codes go with it. */
export async function deleteSecondFactor(tx: Tx, org: OrgId, teammateId: string) {
  await deleteRecoveryCodes(tx, org, teammateId)
  return await tx
    .deleteFrom('second_factor')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .returning('confirmed_at')
    .executeTakeFirst()
}

export async function insertRecoveryCodes(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  hashes: readonly string[],
): Promise<void> {
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ org_id: org, teammate_id: teammateId, code_hash })))
    .execute()
}

export async function deleteRecoveryCodes(tx: Tx, org: OrgId, teammateId: string): Promise<void> {
  await tx
    .deleteFrom('recovery_code')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .execute()
}

/** False when there is no such code (any more). Of two callers at once, one may go on. */
export async function spendRecoveryCode(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  hash: string,
): Promise<boolean> {
  const row = await tx
    .deleteFrom('recovery_code')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .where('code_hash', '=', hash)
    .returning('code_hash')
    .executeTakeFirst()
  return row !== undefined
}

export async function recoveryCodesLeft(db: Queryable, org: OrgId, teammateId: string): Promise<number> {
  const rows = await db
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('org_id', '=', org)
    .where('teammate_id', '=', teammateId)
    .execute()
  return rows.length
}
