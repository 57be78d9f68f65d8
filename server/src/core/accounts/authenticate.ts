// Who is calling. The tenant comes out of the credential and from nowhere else.
import type { CredentialKind, Queryable } from '../../db/schema.ts'
import { DomainError } from '../errors.ts'
import type { OrgId, Time } from '../ids.ts'
import { knownCredential } from './kept-credentials.ts'
import { findSession, findTeammate } from './queries.ts'
import { type Scope, scopesFrom } from './scopes.ts'
import { hashSecret, publicIdOf, type SecretKind, secretMatches } from './secrets.ts'
import { type OrganisationLimits, settingsFrom } from './settings.ts'

export type Credential = {
  org: OrgId
  publicId: string
  name: string
  teammateId: string | null
  channelId: string | null
  lastUsedAt: Time | null
  expiresAt: Time | null
  /** Of an access token; null: no limit. */
  scopes: readonly Scope[] | null
  limits: OrganisationLimits
}

/**
 * The credential behind a secret a client sent whole.
 * @throws {DomainError} `unauthenticated`, with `details.expired` true only for the right secret, too late.
 */
export async function authenticate(
  db: Queryable,
  kind: SecretKind & CredentialKind,
  text: string,
  now: Time,
): Promise<Credential> {
  const publicId = publicIdOf(kind, text)
  const row = publicId === undefined ? undefined : await knownCredential(db, kind, publicId)
  if (!secretMatches(text, row?.secret_hash) || !row)
    throw new DomainError('unauthenticated', 'invalid credential', { expired: false })
  if (row.expires_at !== null && row.expires_at <= now)
    throw new DomainError('unauthenticated', 'expired credential', { expired: true })
  return {
    org: row.org_id,
    publicId: row.public_id,
    name: row.name,
    teammateId: row.teammate_id,
    channelId: row.channel_id,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    scopes: scopesFrom(row.scopes),
    limits: settingsFrom(row.settings).limits,
  }
}

/** A session ends after twelve idle hours, or seven days after signing in. */
export const SESSION_IDLE = 12 * 3_600_000
export const SESSION_LIFE = 7 * 24 * 3_600_000

export type SignedIn = {
  org: OrgId
  teammate: { id: string; name: string; email: string; role: 'owner' | 'admin' | 'agent' }
}
export type Session = SignedIn & { tokenHash: string; lastSeenAt: Time }

/** @throws {DomainError} `unauthenticated` when there is no such session, it ended, or the teammate is disabled. */
export async function authenticateSession(db: Queryable, token: string, now: Time): Promise<Session> {
  const row = await findSession(db, hashSecret(token))
  const idle = row ? Date.parse(now) - Date.parse(row.last_seen_at) : 0
  if (!row || row.expires_at <= now || idle >= SESSION_IDLE) throw signedOut()
  const teammate = await findTeammate(db, row.org_id, row.teammate_id)
  if (!teammate) throw signedOut()
  return { org: row.org_id, teammate, tokenHash: row.token_hash, lastSeenAt: row.last_seen_at }
}

/** @throws {DomainError} `unauthenticated` when the token is wrong, expired, or its teammate is disabled. */
export async function authenticateTeammate(
  db: Queryable,
  token: string,
  now: Time,
): Promise<SignedIn & Credential> {
  const credential = await authenticate(db, 'access_token', token, now)
  const teammate =
    credential.teammateId === null ? undefined : await findTeammate(db, credential.org, credential.teammateId)
  if (!teammate) throw signedOut()
  return { ...credential, teammate }
}

function signedOut(): DomainError {
  return new DomainError('unauthenticated', 'sign in first')
}
