import { missing } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { deleteSession } from '../queries.ts'
import { hashSecret } from '../secrets.ts'
import { sessionHashes } from './queries.ts'

export type EndOwnSessionArgs = By & { org: OrgId; teammateId: string; sessionId: string }

/** @throws {DomainError} `not_found`, also for a session of somebody else. */
export const endOwnSession: Verb<EndOwnSessionArgs, null> = async (tx, args) => {
  const { org, teammateId, sessionId, actor, ip } = args
  const hashes = await sessionHashes(tx, org, teammateId)
  const tokenHash = hashes.find((hash) => sessionIdOf(hash) === sessionId)
  if (tokenHash === undefined) throw missing('session')
  await deleteSession(tx, org, tokenHash)
  return { result: null, org, audit: [{ actor, action: 'session.ended', subject: teammateId, ip }] }
}

/** What a session is called outside: says nothing of the token, nor of the hash it is found by. */
export function sessionIdOf(tokenHash: string): string {
  return hashSecret(tokenHash).slice(0, 16)
}
