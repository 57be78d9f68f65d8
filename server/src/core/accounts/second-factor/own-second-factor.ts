// Around the verbs: secrets are made, sealed and hashed here, and passwords and codes proven.
import type { Core } from '../../core.ts'
import type { OrgId } from '../../ids.ts'
import type { IdempotencyKey } from '../../perform.ts'
import type { By } from '../api-keys.ts'
import { provePassword } from '../own/prove-password.ts'
import { sessionUnder } from '../own/session-under.ts'
import { findOrganisation } from '../queries.ts'
import { randomBase62 } from '../secrets.ts'
import { guard } from '../sign-in-guard.ts'
import { type GivenProof, proofFrom, sealPurpose, stepOfSealed } from './proof.ts'
import { findSecondFactor } from './queries.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { newTotpSecret, otpauthUri } from './totp.ts'

type Who = By & { org: OrgId; teammateId: string }
type Proven = GivenProof & { password: string }

/** A session may try five codes at once, then one every two minutes. */
const OWN_CODES = { kind: 'rate', limit: 30, period: 3_600_000, burst: 5 } as const

/**
 * Begins a second factor.
 * @returns what goes into an authenticator app; null for both when the call is repeated under its idempotency key.
 * @throws {DomainError} `invalid` for a wrong password, `conflict`, `rate_limited`.
 */
export async function startOwnSecondFactor(
  core: Core,
  { email, ...who }: Who & { email: string },
  password: string,
  key?: IdempotencyKey,
): Promise<{ secret: string | null; uri: string | null; replayed: boolean }> {
  const passwordHash = await provePassword(core, who, password, 'password')
  const secret = newTotpSecret()
  const sealed = core.seals.seal(sealPurpose(who.teammateId), secret)
  const { replayed } = await core.runOnce('startSecondFactor', { ...who, passwordHash, secret: sealed }, key)
  if (replayed) return { secret: null, uri: null, replayed }
  const { name } = await findOrganisation(core.read, who.org)
  return { secret, uri: otpauthUri(secret, { issuer: name, account: email }), replayed }
}

/**
 * Proves that the app has the secret, and ends all sessions but this one, which goes on under a new token.
 * @returns the recovery codes, null when repeated; `token` is null when it was not asked for in a session.
 * @throws {DomainError} `invalid` for a wrong code, `conflict`, `rate_limited`.
 */
export async function confirmOwnSecondFactor(
  core: Core,
  who: Who,
  given: { code: string; inSession: boolean; userAgent: string | null },
  key?: IdempotencyKey,
): Promise<{ codes: string[] | null; token: string | null; replayed: boolean }> {
  await guard(core, `second factor own ${who.teammateId}`, OWN_CODES)
  const factor = await findSecondFactor(core.read, who.org, who.teammateId)
  const step = factor && stepOfSealed(core.seals, who.teammateId, factor.secret, given.code, core.now())
  const { texts, hashes } = newRecoveryCodes()
  const token = given.inSession ? randomBase62(43) : null
  const session = sessionUnder(token, core.now(), given.userAgent)
  const proof = factor && step !== undefined ? { secret: factor.secret, step } : null
  const { replayed } = await core.runOnce('confirmSecondFactor', { ...who, proof, hashes, session }, key)
  return replayed ? { codes: null, token: null, replayed } : { codes: texts, token, replayed }
}

/** @throws {DomainError} `invalid` for a wrong password or code, `conflict`, `rate_limited`. */
export async function disableOwnSecondFactor(core: Core, who: Who, given: Proven): Promise<void> {
  await core.run('disableSecondFactor', { ...who, ...(await prove(core, who, given)) })
}

/**
 * @returns ten new recovery codes, null when repeated.
 * @throws {DomainError} as {@link disableOwnSecondFactor}
 */
export async function renewOwnRecoveryCodes(
  core: Core,
  who: Who,
  given: Proven,
  key?: IdempotencyKey,
): Promise<{ codes: string[] | null; replayed: boolean }> {
  const { texts, hashes } = newRecoveryCodes()
  const args = { ...who, ...(await prove(core, who, given)), hashes }
  const { replayed } = await core.runOnce('renewRecoveryCodes', args, key)
  return { codes: replayed ? null : texts, replayed }
}

async function prove(core: Core, who: Who, { password, ...given }: Proven) {
  const passwordHash = await provePassword(core, who, password, 'password')
  const factor = await findSecondFactor(core.read, who.org, who.teammateId)
  return { passwordHash, proof: proofFrom(core, who.teammateId, factor, given) }
}
