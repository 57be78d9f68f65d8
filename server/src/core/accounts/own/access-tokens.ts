// A teammate's own access tokens: each acts as them, with whatever role they have at that moment.
import { DomainError, missing } from '../../errors.ts'
import type { EventData } from '../../events.ts'
import type { OrgId, Time } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import { assertExpiry, type By } from '../api-keys.ts'
import { insertCredential } from '../queries.ts'
import { holdTeammate } from '../team/queries.ts'
import { deleteAccessTokens } from './queries.ts'

export type CreateAccessTokenArgs = By & {
  org: OrgId
  teammateId: string
  name: string
  expiresAt: Time | null
  publicId: string
  /** Of the secret; its text stays with the caller, who shows it once. */
  hash: string
}

/** Everything about a new token but the token: this is what an idempotency row keeps. */
export type CreatedAccessToken = { id: string; name: string; expiresAt: Time | null; createdAt: Time }

/** @throws {DomainError} `conflict` when the name is taken, `invalid` for an expiry that is past or too far. */
export const createAccessToken: Verb<CreateAccessTokenArgs, CreatedAccessToken> = async (
  tx,
  args,
  { now },
) => {
  const { org, teammateId, name, expiresAt, publicId, hash, actor, ip } = args
  assertExpiry(expiresAt, now)
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
  })
  if (!created) throw new DomainError('conflict', 'an access token with this name exists', { field: 'name' })
  const data = { kind: 'access_token', name, expires_at: expiresAt }
  return {
    result: { id: publicId, name, expiresAt, createdAt: now },
    org,
    events: [{ type: 'credential.created', conversationId: null, actor, data: facts(publicId, name) }],
    audit: [{ actor, action: 'credential.created', subject: publicId, data, ip }],
  }
}

type DeleteArgs = By & { org: OrgId; teammateId: string; publicId: string }

/** @throws {DomainError} `not_found`, also for a token of somebody else. */
export const deleteAccessToken: Verb<DeleteArgs, null> = async (tx, args) => {
  const { org, teammateId, publicId, actor, ip } = args
  const [gone] = await deleteAccessTokens(tx, org, teammateId, publicId)
  if (!gone) throw missing('access token')
  const { public_id, ...token } = gone
  const data = { kind: 'access_token', ...token }
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
