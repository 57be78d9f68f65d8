// Around the verb: the current password is proven and the new one hashed before anything is written.
import type { Core } from '../../core.ts'
import { DomainError } from '../../errors.ts'
import { type OrgId, timeOf } from '../../ids.ts'
import type { By } from '../api-keys.ts'
import { SESSION_LIFE } from '../authenticate.ts'
import { hashPassword, passwordMatches } from '../passwords.ts'
import { hashSecret, randomBase62 } from '../secrets.ts'
import { guard, PER_ADDRESS } from '../sign-in.ts'
import { findPassword } from './queries.ts'

type Given = { current: string; new: string; userAgent: string | null; inSession: boolean }

/**
 * Proves the current password, then replaces it.
 * @returns the token of the session that goes on; null when there was none.
 * @throws {DomainError} `invalid` for a wrong or weak password, `rate_limited`, `conflict`.
 */
export async function replaceOwnPassword(
  core: Core,
  who: By & { org: OrgId; teammateId: string },
  given: Given,
): Promise<string | null> {
  // A session somebody left open is no licence to guess.
  await guard(core, `password ${who.teammateId}`, PER_ADDRESS)
  const from = await findPassword(core.read, who.org, who.teammateId)
  if (!(await passwordMatches(given.current, from)) || from === null)
    throw new DomainError('invalid', 'this is not your password', { field: 'current' })
  const to = await hashNew(given.new)
  const token = given.inSession ? randomBase62(43) : null
  await core.run('changePassword', {
    ...who,
    from,
    to,
    session: token === null ? null : sessionFor(token, core.now(), given.userAgent),
  })
  return token
}

function sessionFor(token: string, now: number, userAgent: string | null) {
  return {
    tokenHash: hashSecret(token),
    expiresAt: timeOf(now + SESSION_LIFE),
    userAgent: userAgent?.slice(0, 300) ?? null,
  }
}

async function hashNew(password: string): Promise<string> {
  try {
    return await hashPassword(password)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    throw new DomainError('invalid', error.message, { field: 'new' })
  }
}
