// Somebody else who works there, for tests about who sees what.
import { issueAccessToken } from '../src/core/accounts/own/issue-access-token.ts'
import { issueInvitation, join } from '../src/core/accounts/team/join.ts'
import { PASSWORD, type TestApp, type TestOrganisation } from './app.ts'

export type Mate = { id: string; name: string; accessToken: string }

let count = 0

/** Joins by an invitation of the owner, and has an access token without limits. */
export async function mate(
  app: TestApp,
  { org, ownerId }: TestOrganisation,
  { name = 'Ada', role = 'agent' }: { name?: string; role?: 'owner' | 'admin' | 'agent' } = {},
): Promise<Mate> {
  const by = { actor: { kind: 'teammate' as const, id: ownerId, name: 'Noor Valdis' }, ip: null }
  const invited = { email: `somebody-${++count}@example.com`, role }
  const { token } = await issueInvitation(app.core, org, invited, { byId: ownerId, ...by })
  const given = { token, name, password: PASSWORD }
  const { teammate } = await join(app.core, given, { ip: '192.0.2.7', userAgent: 'test' })
  const asked = {
    org,
    teammateId: teammate.id,
    name: `mate ${count}`,
    expiresAt: null,
    scopes: null,
    within: null,
  }
  const issued = await issueAccessToken(app.core, asked, by)
  return { id: teammate.id, name, accessToken: issued.text ?? '' }
}
