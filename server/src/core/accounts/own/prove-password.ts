import type { Core } from '../../core.ts'
import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import { passwordMatches } from '../passwords.ts'
import { guard } from '../sign-in-guard.ts'
import { findPassword } from './queries.ts'

/** Five tries at once, then one every two minutes. */
const OWN_PASSWORD = { kind: 'rate', limit: 30, period: 3_600_000, burst: 5 } as const

/**
 * Before something that a session alone must not do: one that somebody left open is no licence to guess.
 * @returns the hash that was proven, for the verb to compare with what is true then.
 * @throws {DomainError} `invalid` naming `field`, `rate_limited`.
 */
export async function provePassword(
  core: Core,
  { org, teammateId }: { org: OrgId; teammateId: string },
  password: string,
  field: string,
): Promise<string> {
  await guard(core, `password ${teammateId}`, OWN_PASSWORD)
  const hashed = await findPassword(core.read, org, teammateId)
  if (!(await passwordMatches(password, hashed)) || hashed === null)
    throw new DomainError('invalid', 'this is not your password', { field })
  return hashed
}
