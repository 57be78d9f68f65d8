import { authenticateTeammate, type SignedIn } from '../../../core/accounts/authenticate.ts'
import { noteUse } from '../../../core/accounts/note-use.ts'
import { findOrganisation } from '../../../core/accounts/queries.ts'
import { mayCall, type RouteScope, type Scope } from '../../../core/accounts/scopes.ts'
import { DomainError } from '../../../core/errors.ts'
import { timeOf } from '../../../core/ids.ts'
import type { Scheme } from '../../../http/route-doc.ts'
import type { Answer, Auth, Call } from '../../../http/surface.ts'
import type { AccountBody, AccountRequiredBody } from './wire.ts'

export type Teammate = SignedIn & {
  /** Of their token; null: no limit. */
  scopes: readonly Scope[] | null
}

/** As the manage API describes it: it is the same token. */
const header: Scheme = {
  name: 'accessToken',
  type: 'http',
  scheme: 'bearer',
  placeholder: '$TOKEN',
  description: 'An access token (`pat_…`), which acts as the teammate it belongs to.',
}

const INVALID = 'Invalid access token'

/** `Authorization: Bearer pat_…`, and nothing that a browser sends by itself. */
export const accessToken: Auth<Teammate, RouteScope> = {
  kind: 'access token',
  schemes: [header],
  refuses: {
    unauthenticated: INVALID,
    forbidden: 'this access token lacks the scope conversations:read',
  },
  async authenticate(core, request) {
    const text = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const token = await authenticateTeammate(core.read, text, timeOf(core.now())).catch(inOwnWords)
    noteUse(core, token)
    const { org, teammate, scopes, publicId } = token
    return { caller: { org, teammate, scopes }, bucket: publicId }
  },
  assertScope({ scopes }, scope) {
    if (!mayCall(scopes, scope))
      throw new DomainError('forbidden', `this access token lacks the scope ${scope}`, { scope })
  },
}

function inOwnWords(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'unauthenticated') throw error
  throw new DomainError('unauthenticated', INVALID)
}

/** The one organisation that a token is of. */
export async function accountOf(core: Call<Teammate, unknown, unknown, unknown>['core'], { org }: Teammate) {
  const { slug, name } = await findOrganisation(core.read, org)
  const account: AccountBody = { slug, name }
  return account
}

/**
 * Answers when `X-Account-Slug` names the caller's account, as the published calls demand: 400 with the accounts to choose
 * from without it, 403 for any other (docs/contracts.md 4c#34).
 */
export function inAccount<Query, Params>(
  handle: (call: Call<Teammate, undefined, Query, Params>) => Promise<Answer>,
): (call: Call<Teammate, undefined, Query, Params>) => Promise<Answer> {
  return async (call) => {
    const given = call.request.headers['x-account-slug']
    const account = await accountOf(call.core, call.caller)
    if (given === undefined || given === '') {
      const body: AccountRequiredBody = { error: 'Account required', available_accounts: [account] }
      return { status: 400, body }
    }
    if (given !== account.slug) throw new DomainError('forbidden', 'Account not accessible')
    return await handle(call)
  }
}
