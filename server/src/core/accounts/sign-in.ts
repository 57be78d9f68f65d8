import type { Core } from '../core.ts'
import { DomainError } from '../errors.ts'
import { type OrgId, timeOf } from '../ids.ts'
import { SESSION_LIFE, type SignedIn } from './authenticate.ts'
import { passwordMatches } from './passwords.ts'
import { findTeammate, teammatesByEmail } from './queries.ts'
import { hashSecret, randomBase62 } from './secrets.ts'

export type From = {
  ip: string | null
  userAgent: string | null
  /** What was proven: a password that changed meanwhile opens no session. */
  passwordHash?: string | null
}

/** Tries that reach the hash: five at once per address, then one every two minutes; thirty at once per IP. */
export const PER_ADDRESS = { kind: 'rate', limit: 30, period: 3_600_000, burst: 5 } as const
export const PER_IP = { kind: 'rate', limit: 120, period: 3_600_000, burst: 30 } as const

/**
 * Checks address and password and starts a session.
 * @returns the token for the cookie; only its hash is stored.
 * @throws {DomainError} `unauthenticated` (the same for an unknown address and a wrong password),
 * `rate_limited` with `details.retryAfter` in milliseconds.
 */
export async function signIn(
  core: Core,
  given: { email: string; password: string },
  from: From,
): Promise<SignedIn & { token: string }> {
  const email = given.email.trim().toLowerCase()
  await guard(core, `sign-in ip ${from.ip}`, PER_IP)
  await guard(core, `sign-in address ${hashSecret(email)}`, PER_ADDRESS)

  const teammate = await whoMatches(core, email, given.password)
  if (!teammate) throw new DomainError('unauthenticated', 'wrong e-mail address or password')
  const { passwordHash, ...signedIn } = teammate
  const proven = { ...from, passwordHash }
  return { ...signedIn, token: await openSession(core, teammate.org, teammate.teammate.id, proven) }
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

/** @throws {DomainError} `rate_limited` */
export async function guard(
  core: Core,
  bucket: string,
  rule: typeof PER_ADDRESS | typeof PER_IP,
): Promise<void> {
  const verdict = await core.limits.take(bucket, rule)
  if (!verdict.allowed)
    throw new DomainError('rate_limited', 'too many tries, wait a little', { retryAfter: verdict.retryAfter })
}
