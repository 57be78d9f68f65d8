// A teammate's own access tokens: each acts as them, with whatever role they have at that moment.
import { DomainError, missing } from '../../errors.ts'
import type { EventData } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { assertExpiry, type By } from '../api-keys.ts'
import { insertCredential } from '../queries.ts'
import { type Scope, scopesFrom, storedScopes } from '../scopes.ts'
import { holdTeammate } from '../team/queries.ts'
import { deleteAccessTokens } from './queries.ts'

export type CreateAccessTokenArgs = By & {
  org: OrgId
  teammateId: string
  name: string
  expiresAt: Time | null
  /** Null: whatever the teammate may do. */
  scopes: readonly Scope[] | null
  /** How far the token reaches that asks for another one; null when nothing limits who asks. */
  within: { scopes: readonly Scope[]; expiresAt: Time | null } | null
  publicId: string
  /** Of the secret; its text stays with the caller, who shows it once. */
  hash: string
}

/** Everything about a new token but the token: this is what an idempotency row keeps. */
export type CreatedAccessToken = {
  id: string
  name: string
  expiresAt: Time | null
  scopes: readonly Scope[] | null
  createdAt: Time
}

/**
 * @throws {DomainError} `conflict` when the name is taken, `invalid` for an expiry that is past or too far, `forbidden`
 * when a token asks for one that may do more, or for longer, than itself.
 */
export const createAccessToken: Verb<CreateAccessTokenArgs, CreatedAccessToken> = async (
  tx,
  args,
  { now },
) => {
  const { org, teammateId, name, expiresAt, scopes, publicId, hash, actor, ip } = args
  assertExpiry(expiresAt, now)
  assertWithin(args)
  // Being disabled at this moment deletes their tokens: none may slip in behind.
  if (!(await holdTeammate(tx, org, teammateId))) throw new DomainError('unauthenticated', 'sign in first')
  const created = await insertCredential(tx, org, {
    public_id: publicId,
    kind: 'access_token',
    name,
    secret_hash: hash,
    teammate_id: teammateId,
    channel_id: null,
    expires_at: expiresAt,
    created_at: now,
    scopes: storedScopes(scopes),
  })
  if (!created) throw new DomainError('conflict', 'an access token with this name exists', { field: 'name' })
  const data = { kind: 'access_token', name, expires_at: expiresAt, scopes }
  return {
    result: { id: publicId, name, expiresAt, scopes, createdAt: now },
    org,
    events: [{ type: 'credential.created', conversationId: null, actor, data: facts(publicId, name) }],
    audit: [{ actor, action: 'credential.created', subject: publicId, data, ip }],
  }
}

function assertWithin({ scopes, expiresAt, within }: CreateAccessTokenArgs): void {
  if (!within) return
  if (!scopes?.every((scope) => within.scopes.includes(scope)))
    throw new DomainError('forbidden', 'a token cannot make one that may do more', { field: 'scopes' })
  // Both are times of one form: they compare as text.
  if (within.expiresAt !== null && (expiresAt === null || expiresAt > within.expiresAt))
    throw new DomainError('forbidden', 'a token cannot make one that outlives it', { field: 'expires_at' })
}

type DeleteArgs = By & { org: OrgId; teammateId: string; publicId: string }

/** @throws {DomainError} `not_found`, also for a token of somebody else. */
export const deleteAccessToken: Verb<DeleteArgs, null> = async (tx, args) => {
  const { org, teammateId, publicId, actor, ip } = args
  const [gone] = await deleteAccessTokens(tx, org, teammateId, publicId)
  if (!gone) throw missing('access token')
  const { public_id, scopes, ...token } = gone
  const data = { kind: 'access_token', ...token, scopes: scopesFrom(scopes) }
  return {
    result: null,
    org,
    events: [{ type: 'credential.deleted', conversationId: null, actor, data: facts(public_id, gone.name) }],
    audit: [{ actor, action: 'credential.deleted', subject: publicId, data, ip }],
  }
}

function facts(id: string, name: string): EventData['credential.created'] {
  return { id, kind: 'access_token', name }
}
