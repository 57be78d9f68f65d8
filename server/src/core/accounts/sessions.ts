// Signing in and out. The token is opaque, random, and stored hashed.

import { DomainError } from '../errors.ts'
import type { Actor } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'
import type { Verb } from '../verb.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  insertSession,
  updateLastUsed,
  updateSessionSeen,
} from './queries.ts'
import { type Proof, spendProof } from './second-factor/proof.ts'
import { holdTeammate } from './team/queries.ts'

export type StartSessionArgs = {
  org: OrgId
  teammateId: string
  tokenHash: string
  expiresAt: Time
  ip: string | null
  userAgent: string | null
  /** What was proven, if a password was. */
  passwordHash?: string | null
  /** What was shown of the second factor. */
  proof?: Proof
}

/**
 * @throws {DomainError} `unauthenticated` when the teammate was disabled, or the password changed, a moment ago; as
 * `spendProof` when there is a second factor.
 */
export const startSession: Verb<StartSessionArgs, null> = async (tx, args, { now }) => {
  const teammate = await holdTeammate(tx, args.org, args.teammateId)
  const proven = args.passwordHash === undefined || args.passwordHash === teammate?.password_hash
  if (!teammate || !proven) throw new DomainError('unauthenticated', 'wrong e-mail address or password')
  const data = await spendProof(tx, args.org, args.teammateId, args.proof)
  await insertSession(tx, args.org, {
    token_hash: args.tokenHash,
    teammate_id: args.teammateId,
    created_at: now,
    last_seen_at: now,
    expires_at: args.expiresAt,
    ip: args.ip,
    user_agent: args.userAgent,
  })
  const actor: Actor = { kind: 'teammate', id: args.teammateId, name: null }
  return {
    result: null,
    org: args.org,
    audit: [
      { actor, action: 'session.started', subject: args.teammateId, ...(data && { data }), ip: args.ip },
    ],
  }
}

export const endSession: Verb<{ org: OrgId; tokenHash: string; teammateId: string }, null> = async (
  tx,
  args,
) => {
  await deleteSession(tx, args.org, args.tokenHash)
  const actor: Actor = { kind: 'teammate', id: args.teammateId, name: null }
  return {
    result: null,
    org: args.org,
    audit: [{ actor, action: 'session.ended', subject: args.teammateId }],
  }
}

export const noteSessionSeen: Verb<{ org: OrgId; tokenHash: string }, null> = async (tx, args, { now }) => {
  await updateSessionSeen(tx, args.org, args.tokenHash, now)
  return { result: null }
}

export const noteCredentialUsed: Verb<{ org: OrgId; publicId: string }, null> = async (tx, args, { now }) => {
  await updateLastUsed(tx, args.org, args.publicId, now)
  return { result: null }
}

export const sweepSessions: Verb<object, null> = async (tx, _, { now }) => {
  await deleteExpiredSessions(tx, now)
  return { result: null }
}
