// What somebody gave to show that the phone, or a recovery code, is theirs. Read outside of the verb, where the secret
// is in the clear; spent inside of it, where it works once.
import type { Tx } from '../../../db/schema.ts'
import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Seals } from '../../seals.ts'
import {
  findSecondFactor,
  recoveryCodesLeft,
  type SecondFactorRow,
  spendRecoveryCode,
  spendStep,
} from './queries.ts'
import { recoveryCodeHash } from './recovery-codes.ts'
import { stepOf } from './totp.ts'

export type GivenProof = { code?: string | undefined; recoveryCode?: string | undefined }

/** `wrong` opens nothing: it reaches the verb so that a repeat under an idempotency key finds the first answer. */
export type Proof =
  | { kind: 'code'; secret: string; step: number }
  | { kind: 'recovery_code'; hash: string }
  | { kind: 'wrong' }

/** Undefined when nothing was given. A secret that does not open any more fits no code; recovery codes still work. */
export function proofFrom(
  { seals, now }: { seals: Seals; now(): number },
  teammateId: string,
  factor: SecondFactorRow | undefined,
  { code, recoveryCode }: GivenProof,
): Proof | undefined {
  if (code !== undefined) {
    const step = factor && stepOfSealed(seals, teammateId, factor.secret, code, now())
    return factor && step !== undefined ? { kind: 'code', secret: factor.secret, step } : { kind: 'wrong' }
  }
  return recoveryCode === undefined
    ? undefined
    : { kind: 'recovery_code', hash: recoveryCodeHash(recoveryCode) }
}

/** Bound to the teammate: a secret that was moved to another row opens nothing there. */
export function sealPurpose(teammateId: string): string {
  return `second factor ${teammateId}`
}

export function stepOfSealed(
  seals: Seals,
  teammateId: string,
  sealed: string,
  code: string,
  now: number,
): number | undefined {
  const secret = seals.open(sealPurpose(teammateId), sealed)
  return secret === undefined ? undefined : stepOf(secret, code.replace(/\s/g, ''), now)
}

/** What an audit row says of a proof. */
export type Spent = { second_factor: 'code' | 'recovery_code'; recovery_codes_left?: number }

/**
 * Uses it up.
 * @returns undefined when the teammate has no second factor, so that there is nothing to prove.
 * @throws {DomainError} `unauthenticated` with `details.reason`: `second_factor_required` when there is one and no
 * proof, `second_factor_invalid` when the code is wrong or was used.
 */
export async function spendProof(
  tx: Tx,
  org: OrgId,
  teammateId: string,
  proof: Proof | undefined,
): Promise<Spent | undefined> {
  const factor = await findSecondFactor(tx, org, teammateId)
  if (!factor || factor.confirmed_at === null) return undefined
  if (!proof) throw codeNeeded()
  if (proof.kind === 'code' && (await spendStep(tx, org, teammateId, proof))) return { second_factor: 'code' }
  if (proof.kind === 'recovery_code' && (await spendRecoveryCode(tx, org, teammateId, proof.hash)))
    return {
      second_factor: 'recovery_code',
      recovery_codes_left: await recoveryCodesLeft(tx, org, teammateId),
    }
  throw codeRefused()
}

export function codeNeeded(): DomainError {
  return new DomainError('unauthenticated', 'a code of your second factor is needed', {
    reason: 'second_factor_required',
  })
}

export function codeRefused(): DomainError {
  return new DomainError('unauthenticated', 'this code is wrong or was used already', {
    reason: 'second_factor_invalid',
  })
}
