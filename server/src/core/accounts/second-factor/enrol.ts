import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { deleteSessionsOf } from '../own/queries.ts'
import type { NextSession } from '../own/session-under.ts'
import { insertSession } from '../queries.ts'
import { holdTeammate } from '../team/queries.ts'
import { beginSecondFactor, confirmStep, findSecondFactor, insertRecoveryCodes } from './queries.ts'

export type StartSecondFactorArgs = By & {
  org: OrgId
  teammateId: string
  /** What was proven: a password that changed meanwhile proves nothing. */
  passwordHash: string
  /** Sealed. */
  secret: string
}

/**
 * Begins: nothing asks for a code before one was right. An earlier beginning is forgotten.
 * @throws {DomainError} `conflict` when there is a second factor already.
 */
export const startSecondFactor: Verb<StartSecondFactorArgs, null> = async (tx, args, { now }) => {
  const { org, teammateId, passwordHash, secret, actor, ip } = args
  const teammate = await holdTeammate(tx, org, teammateId)
  if (teammate?.password_hash !== passwordHash) throw new DomainError('unauthenticated', 'sign in first')
  if (!(await beginSecondFactor(tx, org, teammateId, { secret, created_at: now }))) throw alreadyOn()
  return {
    result: null,
    org,
    audit: [{ actor, action: 'second_factor.started', subject: teammateId, ip }],
  }
}

export type ConfirmSecondFactorArgs = By & {
  org: OrgId
  teammateId: string
  /** The sealed secret that the code was compared with, and its step; null for a code that is wrong. */
  proof: { secret: string; step: number } | null
  /** Of the recovery codes, whose texts stay with the caller. */
  hashes: string[]
  /** The session to go on with, if it was asked for in one. */
  session: NextSession | null
}

/**
 * From now on a password alone signs nobody in. Every session of the teammate ends: none of them showed a code.
 * @throws {DomainError} `invalid` for a wrong code, `conflict` when nothing was begun or all is done.
 */
export const confirmSecondFactor: Verb<ConfirmSecondFactorArgs, null> = async (tx, args, { now }) => {
  const { org, teammateId, proof, hashes, session, actor, ip } = args
  if (!(await holdTeammate(tx, org, teammateId))) throw new DomainError('unauthenticated', 'sign in first')
  const factor = await findSecondFactor(tx, org, teammateId)
  if (!factor) throw new DomainError('conflict', 'start a second factor first')
  if (factor.confirmed_at !== null) throw alreadyOn()
  if (!proof || !(await confirmStep(tx, org, teammateId, { ...proof, at: now })))
    throw new DomainError('invalid', 'this code is wrong', { field: 'code' })
  await insertRecoveryCodes(tx, org, teammateId, hashes)
  const ended = await deleteSessionsOf(tx, org, teammateId)
  if (session)
    await insertSession(tx, org, {
      token_hash: session.tokenHash,
      teammate_id: teammateId,
      created_at: now,
      last_seen_at: now,
      expires_at: session.expiresAt,
      ip,
      user_agent: session.userAgent,
    })
  const data = { sessions_ended: ended }
  return {
    result: null,
    org,
    audit: [{ actor, action: 'second_factor.enabled', subject: teammateId, data, ip }],
  }
}

function alreadyOn(): DomainError {
  return new DomainError('conflict', 'you have a second factor already')
}
