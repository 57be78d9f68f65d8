import type { FastifyRequest } from 'fastify'
import type { By } from '../../core/accounts/api-keys.ts'
import { authenticateSession, authenticateTeammate, type SignedIn } from '../../core/accounts/authenticate.ts'
import { noteSeen, noteUse } from '../../core/accounts/note-use.ts'
import { mayCall, type RouteScope, type Scope } from '../../core/accounts/scopes.ts'
import { DomainError } from '../../core/errors.ts'
import { type Time, timeOf } from '../../core/ids.ts'
import type { Scheme } from '../../http/route-doc.ts'
import { assertSameOrigin } from '../../http/same-origin.ts'
import { SECURE_NAME, sessionTokenOf } from '../../http/session-cookie.ts'
import type { Auth } from '../../http/surface.ts'

export type Caller = SignedIn & {
  sessionHash: string | null
  /** What the access token is limited to, and when it ends; null for a session, and for a token without limits. */
  limited: { scopes: readonly Scope[]; expiresAt: Time | null } | null
}

/** Who did it, for events and audit rows. */
export function byOf({ teammate: { id, name } }: Caller, request: FastifyRequest): By {
  return { actor: { kind: 'teammate', id, name }, ip: request.ip }
}

const accessToken: Scheme = {
  name: 'accessToken',
  type: 'http',
  scheme: 'bearer',
  placeholder: '$TOKEN',
  description: 'An access token (`pat_…`), which acts as the teammate it belongs to.',
}
const session: Scheme = {
  name: 'session',
  type: 'apiKey',
  in: 'cookie',
  header: SECURE_NAME,
  placeholder: '$SESSION',
  description: 'The cookie that signing in sets. Over plain HTTP its name is `parley_session`.',
}

/** The dashboard's session cookie, or `Authorization: Bearer pat_…`. */
export const teammate: Auth<Caller, RouteScope> = {
  kind: 'session or access token',
  assertScope,
  schemes: [accessToken, session],
  refuses: {
    unauthenticated: 'sign in first',
    forbidden: ['this access token lacks the scope events:read', { scope: 'events:read' }],
  },
  sameOrigin: true,
  async authenticate(core, request) {
    const now = timeOf(core.now())
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const token = await authenticateTeammate(core.read, bearer, now)
      noteUse(core, token)
      const { org, teammate, scopes, expiresAt, publicId } = token
      const limited = scopes && { scopes, expiresAt }
      return { caller: { org, teammate, sessionHash: null, limited }, bucket: publicId }
    }
    const token = sessionTokenOf(request)
    if (token === undefined) throw new DomainError('unauthenticated', 'sign in first')
    assertSameOrigin(request)
    const session = await authenticateSession(core.read, token, now)
    noteSeen(core, session)
    const { org, teammate, tokenHash } = session
    return { caller: { org, teammate, sessionHash: tokenHash, limited: null }, bucket: teammate.id }
  },
}

function assertScope({ limited }: Caller, scope: RouteScope): void {
  if (mayCall(limited?.scopes ?? null, scope)) return
  if (scope === 'all')
    throw new DomainError('forbidden', 'this takes a session, or an access token without scopes')
  throw new DomainError('forbidden', `this access token lacks the scope ${scope}`, { scope })
}

/** What reaches beyond one's own work, such as keys: an agent is told so, whatever they ask. */
export const administrator: Auth<Caller, RouteScope> = {
  ...teammate,
  kind: 'session or access token of an owner or admin',
  refuses: { ...teammate.refuses, forbidden: 'only an owner or admin may do this' },
  async authenticate(core, request) {
    const who = await teammate.authenticate(core, request)
    if (who.caller.teammate.role === 'agent')
      throw new DomainError('forbidden', 'only an owner or admin may do this')
    return who
  },
}

/** Signing in: no credential yet, but no page of another origin may do it in somebody's browser either. */
export const anybodySameOrigin: Auth<null, 'none'> = {
  kind: 'none, same origin',
  schemes: [],
  refuses: {},
  sameOrigin: true,
  async authenticate(_, request) {
    assertSameOrigin(request)
    return { caller: null, bucket: request.ip }
  },
}
