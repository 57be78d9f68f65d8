import type { Core } from '../core.ts'
import { DomainError } from '../errors.ts'
import { type OrgId, timeOf } from '../ids.ts'
import { SESSION_LIFE, type SignedIn } from './authenticate.ts'
import { canonicalEmail } from './email.ts'
import { passwordMatches } from './passwords.ts'
import { findTeammate, teammatesByEmail } from './queries.ts'
import { codeNeeded, type GivenProof, type Proof, proofFrom } from './second-factor/proof.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import { hashSecret, randomBase62 } from './secrets.ts'
import { admit, guard, knownDevice, newDevice } from './sign-in-guard.ts'

export type From = {
  ip: string | null
  userAgent: string | null
  /** What was proven: a password that changed meanwhile opens no session. */
  passwordHash?: string | null
  proof?: Proof
}

/**
 * Codes after a right password: ten at once, forty a day. Of a million codes three fit at a time, so who knows the
 * password and guesses for a whole year gets in with a chance of 4 %, and leaves 14,600 audit rows.
 */
const CODES = { kind: 'rate', limit: 40, period: 24 * 3_600_000, burst: 10 } as const

/**
 * Checks address and password, and the second factor if there is one, and starts a session.
 * @returns the token for the cookie, of which only the hash is stored; and `device` for a cookie of its own, undefined
 * when the browser has a good one.
 * @throws {DomainError} `unauthenticated` (the same for an unknown address, a wrong password and a disabled teammate;
 * only after a right password with `details.reason`), `rate_limited` with `details.retryAfter` in milliseconds.
 */
export async function signIn(
  core: Core,
  given: { email: string; password: string } & GivenProof,
  from: From & { device?: string | undefined },
): Promise<SignedIn & { token: string; device: string | undefined }> {
  const email = canonicalEmail(given.email) ?? given.email.trim().toLowerCase()
  const device = knownDevice(core, from.device, email)
  await admit(core, { email, ip: from.ip, device })

  const account = await whoMatches(core, email, given.password)
  if (!account) throw new DomainError('unauthenticated', 'wrong e-mail address or password')
  const { org, teammate, passwordHash } = account
  const proof = await proofOf(core, account, given, device)
  const token = await openSession(core, org, teammate.id, {
    ip: from.ip,
    userAgent: from.userAgent,
    passwordHash,
    ...(proof && { proof }),
  }).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.details.reason === 'second_factor_invalid')
      await core.run('noteCodeRefused', {
        org,
        teammateId: teammate.id,
        actor: { kind: 'teammate', id: teammate.id, name: teammate.name },
        ip: from.ip,
      })
    throw error
  })
  return { org, teammate, token, device: device === undefined ? newDevice(core, email) : undefined }
}

/** A fresh session id at every sign-in: nothing an attacker planted before survives it. */
export async function openSession(core: Core, org: OrgId, teammateId: string, from: From): Promise<string> {
  const token = randomBase62(43)
  await core.run('startSession', {
    org,
    teammateId,
    tokenHash: hashSecret(token),
    expiresAt: timeOf(core.now() + SESSION_LIFE),
    ip: from.ip,
    userAgent: from.userAgent?.slice(0, 300) ?? null,
    ...(from.passwordHash !== undefined && { passwordHash: from.passwordHash }),
    ...(from.proof && { proof: from.proof }),
  })
  return token
}

async function whoMatches(core: Core, email: string, password: string) {
  const accounts = await teammatesByEmail(core.read, email)
  if (accounts.length === 0) await passwordMatches(password, null)
  for (const account of accounts) {
    if (!(await passwordMatches(password, account.password_hash))) continue
    const teammate = await findTeammate(core.read, account.org_id, account.id)
    if (teammate) return { org: account.org_id, teammate, passwordHash: account.password_hash }
  }
  return undefined
}

/** @throws {DomainError} `unauthenticated` with the reason `second_factor_required`, `rate_limited`. */
async function proofOf(
  core: Core,
  { org, teammate }: SignedIn,
  given: GivenProof,
  device: string | undefined,
): Promise<Proof | undefined> {
  const factor = await findSecondFactor(core.read, org, teammate.id)
  if (!factor || factor.confirmed_at === null) return undefined
  const proof = proofFrom(core, teammate.id, factor, given)
  if (!proof) throw codeNeeded()
  // Who knows the password must not use up the tries of who also has the phone.
  await guard(core, `second factor ${teammate.id} ${device ?? 'of strangers'}`, CODES)
  return proof
}
