import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { insertSession } from '../queries.ts'
import { deleteSessionsOf, replacePassword } from './queries.ts'
import type { NextSession } from './session-under.ts'

export type ChangePasswordArgs = By & {
  org: OrgId
  teammateId: string
  /** Hashes: the one that was proven, and the new one. */
  from: string
  to: string
  /** The session to go on with, if it was asked for in one. */
  session: NextSession | null
}

/**
 * Every session of the teammate ends; access tokens stay, for no password opens them.
 * @throws {DomainError} `conflict` when somebody else was quicker.
 */
export const changePassword: Verb<ChangePasswordArgs, null> = async (tx, args, { now }) => {
  const { org, teammateId, from, to, session, actor, ip } = args
  if (!(await replacePassword(tx, org, teammateId, { from, to })))
    throw new DomainError('conflict', 'the password was changed a moment ago')
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
  return { result: null, org, audit: [{ actor, action: 'password.changed', subject: teammateId, data, ip }] }
}
