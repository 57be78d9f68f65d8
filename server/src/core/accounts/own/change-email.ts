import { DomainError } from '../../errors.ts'
import type { OrgId } from '../../ids.ts'
import type { Verb } from '../../verb.ts'
import type { By } from '../api-keys.ts'
import { comparable, findTeammate, holdSettings } from '../queries.ts'
import { worksHere } from '../team/queries.ts'
import { replaceEmail } from './queries.ts'

export type ChangeEmailArgs = By & {
  org: OrgId
  teammateId: string
  email: string
  /** The password hash that was proven. */
  from: string
}

/**
 * What one signs in with from then on. Sessions stay: whoever has one needed the password for this.
 * @throws {DomainError} `conflict` when a teammate has the address, or the password was changed meanwhile.
 */
export const changeEmail: Verb<ChangeEmailArgs, null> = async (tx, args) => {
  const { org, teammateId, email, from, actor, ip } = args
  // Whoever accepts an invitation holds them too: an address that is free here stays so until the commit.
  await holdSettings(tx, org)
  const before = await findTeammate(tx, org, teammateId)
  if (!before) throw new DomainError('unauthenticated', 'sign in first')
  if (before.email === email) return { result: null }
  const sameMailbox = comparable(before.email) === comparable(email)
  if (!sameMailbox && (await worksHere(tx, org, email)))
    throw new DomainError('conflict', 'a teammate with this e-mail address exists', { field: 'email' })
  if (!(await replaceEmail(tx, org, teammateId, { email, from })))
    throw new DomainError('conflict', 'the password was changed a moment ago')
  const changes = { email: { from: before.email, to: email } }
  return {
    result: null,
    org,
    events: [{ type: 'teammate.updated', conversationId: null, actor, data: { id: teammateId, changes } }],
    audit: [{ actor, action: 'teammate.updated', subject: teammateId, data: { changes }, ip }],
  }
}
