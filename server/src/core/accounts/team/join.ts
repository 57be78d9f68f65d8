// Around the verbs: the token is made and checked here, and the password hashed.
import type { Core } from '../../core.ts'
import { DomainError, missing } from '../../errors.ts'
import { type OrgId, type Time, timeOf } from '../../ids.ts'
import type { By } from '../api-keys.ts'
import type { SignedIn } from '../authenticate.ts'
import { hashPassword } from '../passwords.ts'
import { comparable, findTeammate } from '../queries.ts'
import { issueSecret, publicIdOf, secretMatches } from '../secrets.ts'
import { type From, openSession } from '../sign-in.ts'
import { guard, newDevice, placeOf } from '../sign-in-guard.ts'
import type { Role } from './change-teammate.ts'
import { findInvitation } from './queries.ts'

/** Thirty tries at once, then one every half minute: only a right token costs a password hash. */
const PER_PLACE = { kind: 'rate', limit: 120, period: 3_600_000, burst: 30 } as const

const INVITATION_LIFE = 7 * 24 * 3_600_000

/**
 * @returns the token for the link; only its hash is stored.
 * @throws {DomainError} as `invite`.
 */
export async function issueInvitation(
  core: Core,
  org: OrgId,
  asked: { email: string; role: Role },
  by: By & { byId: string },
): Promise<{ id: string; expiresAt: Time; token: string }> {
  const { publicId, hash, text } = issueSecret('invitation')
  const expiresAt = timeOf(core.now() + INVITATION_LIFE)
  await core.run('invite', { org, ...asked, ...by, publicId, hash, expiresAt })
  return { id: publicId, expiresAt, token: text }
}

/**
 * Makes a teammate of whoever has the link, and starts their first session.
 * @throws {DomainError} `not_found`, the same for a token that is unknown, used or expired; `invalid` for a weak
 * password; `conflict`; `rate_limited`.
 */
export async function join(
  core: Core,
  given: { token: string; name: string; password: string },
  from: From,
): Promise<SignedIn & { token: string; device: string }> {
  await guard(core, `join place ${placeOf(from.ip)}`, PER_PLACE)
  const { org, publicId, email } = await invitationOf(core, given.token)
  const passwordHash = await hashPassword(given.password, [email, given.name])
  const { teammateId } = await core.run('acceptInvitation', {
    org,
    publicId,
    name: given.name,
    passwordHash,
    ip: from.ip,
  })
  const token = await openSession(core, org, teammateId, { ...from, passwordHash })
  const teammate = await findTeammate(core.read, org, teammateId)
  // Disabled within the same breath: their session is gone as well.
  if (!teammate) throw new DomainError('unauthenticated', 'sign in first')
  return { org, teammate, token, device: newDevice(core, comparable(teammate.email)) }
}

/** The token decides; hashing a password for a wrong one would be work for anybody who asks. */
async function invitationOf(core: Core, token: string) {
  const publicId = publicIdOf('invitation', token)
  const row = publicId === undefined ? undefined : await findInvitation(core.read, publicId)
  const known = secretMatches(token, row?.secret_hash)
  if (!known || !row || publicId === undefined || row.expires_at <= timeOf(core.now()))
    throw missing('invitation')
  return { org: row.org_id, publicId, email: row.email }
}
