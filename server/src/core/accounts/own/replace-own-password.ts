// Around the verb: the current password is proven and the new one hashed before anything is written.
import type { Core } from '../../core.ts'
import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { By } from '../api-keys.ts'
import { hashPassword } from '../passwords.ts'
import { findTeammate } from '../queries.ts'
import { randomBase62 } from '../secrets.ts'
import { provePassword } from './prove-password.ts'
import { sessionUnder } from './session-under.ts'

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
  const from = await provePassword(core, who, given.current, 'current')
  const { name, email } = (await findTeammate(core.read, who.org, who.teammateId)) ?? NOBODY
  const to = await hashNew(given.new, [name, email])
  const token = given.inSession ? randomBase62(43) : null
  await core.run('changePassword', {
    ...who,
    from,
    to,
    session: sessionUnder(token, core.now(), given.userAgent),
  })
  return token
}

/** Disabled a moment ago: the verb refuses. */
const NOBODY = { name: '', email: '' }

async function hashNew(password: string, about: string[]): Promise<string> {
  try {
    return await hashPassword(password, about)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    throw new DomainError('invalid', error.message, { field: 'new' })
  }
}
