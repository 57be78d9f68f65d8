// API keys come and go: what the tickets API takes as `Authorization`.
import { findTicketsChannel } from '../channels/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor, EventData } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { deleteCredential, insertCredential } from './queries.ts'

const LONGEST_LIFE_YEARS = 10

/** Who did it, and from where as far as one knows. */
export type By = { actor: Actor; ip: string | null }

export type CreateApiKeyArgs = By & {
  org: OrgId
  name: string
  expiresAt: Time | null
  publicId: string
  /** Of the secret; its text stays with the caller, who shows it once. */
  hash: string
}

/** Everything about a new key but the key: this is what an idempotency row keeps. */
export type CreatedApiKey = { id: string; name: string; expiresAt: Time | null; createdAt: Time }

/**
 * An API key of the organisation's tickets channel.
 * @throws {DomainError} `conflict` when the name is taken, `invalid` for an expiry that is past or too far.
 */
export const createApiKey: Verb<CreateApiKeyArgs, CreatedApiKey> = async (tx, args, { now }) => {
  const { org, name, expiresAt, publicId, hash, actor, ip } = args
  assertExpiry(expiresAt, now)
  const channelId = await findTicketsChannel(tx, org)
  if (channelId === undefined) throw new DomainError('conflict', 'this organisation has no tickets channel')
  const created = await insertCredential(tx, org, {
    public_id: publicId,
    kind: 'api_key',
    name,
    secret_hash: hash,
    teammate_id: null,
    channel_id: channelId,
    expires_at: expiresAt,
    created_at: now,
  })
  if (!created) throw new DomainError('conflict', 'an API key with this name exists', { field: 'name' })
  return {
    result: { id: publicId, name, expiresAt, createdAt: now },
    org,
    events: [{ type: 'credential.created', conversationId: null, actor, data: facts(publicId, name) }],
    audit: [
      {
        actor,
        action: 'credential.created',
        subject: publicId,
        data: { kind: 'api_key', name, expires_at: expiresAt },
        ip,
      },
    ],
  }
}

/**
 * The key opens nothing from the commit on. Its row goes, for nothing points at it: tickets keep the name of their key,
 * and the audit row keeps what the list could tell.
 * @throws {DomainError} `not_found`, also for a key of another organisation.
 */
export const deleteApiKey: Verb<By & { org: OrgId; publicId: string }, null> = async (tx, args) => {
  const { org, publicId, actor, ip } = args
  const gone = await deleteCredential(tx, org, 'api_key', publicId)
  if (!gone) throw missing('API key')
  return {
    result: null,
    org,
    events: [{ type: 'credential.deleted', conversationId: null, actor, data: facts(publicId, gone.name) }],
    audit: [
      { actor, action: 'credential.deleted', subject: publicId, data: { kind: 'api_key', ...gone }, ip },
    ],
  }
}

function facts(id: string, name: string): EventData['credential.created'] {
  return { id, kind: 'api_key', name }
}

/** @throws {DomainError} `invalid` unless it lies ahead, and within ten years. */
export function assertExpiry(expiresAt: Time | null, now: Time): void {
  if (expiresAt === null) return
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + LONGEST_LIFE_YEARS)
  // Compared as numbers: beyond the year 9999 the text no longer sorts.
  const at = Date.parse(expiresAt)
  const sentence =
    at <= Date.parse(now)
      ? 'the expiry must lie in the future'
      : at > latest.getTime()
        ? `the expiry must be within ${LONGEST_LIFE_YEARS} years`
        : undefined
  if (sentence !== undefined) throw new DomainError('invalid', sentence, { field: 'expires_at' })
}
