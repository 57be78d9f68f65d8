import type { FastifyRequest } from 'fastify'
import type { By } from '../../core/accounts/api-keys.ts'
import { authenticateSession, authenticateTeammate, type SignedIn } from '../../core/accounts/authenticate.ts'
import { noteUse } from '../../core/accounts/note-use.ts'
import { DomainError } from '../../core/errors.ts'
import { timeOf } from '../../core/ids.ts'
import { assertSameOrigin } from '../../http/same-origin.ts'
import { sessionTokenOf } from '../../http/session-cookie.ts'
import type { Auth } from '../../http/surface.ts'

export type Caller = SignedIn & { sessionHash: string | null }

/** Who did it, for events and audit rows. */
export function byOf({ teammate: { id, name } }: Caller, request: FastifyRequest): By {
  return { actor: { kind: 'teammate', id, name }, ip: request.ip }
}

/** How stale "last seen" may be before it is written again. */
const SEEN_COARSE = 60_000

/** The dashboard's session cookie, or `Authorization: Bearer pat_…`. */
export const teammate: Auth<Caller> = {
  kind: 'session or access token',
  async authenticate(core, request) {
    const now = timeOf(core.now())
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const caller = await authenticateTeammate(core.read, bearer, now)
      noteUse(core, caller)
      return {
        caller: { org: caller.org, teammate: caller.teammate, sessionHash: null },
        bucket: caller.publicId,
      }
    }
    const token = sessionTokenOf(request)
    if (token === undefined) throw new DomainError('unauthenticated', 'sign in first')
    assertSameOrigin(request)
    const session = await authenticateSession(core.read, token, now)
    if (core.now() - Date.parse(session.lastSeenAt) > SEEN_COARSE)
      await core.run('noteSessionSeen', { org: session.org, tokenHash: session.tokenHash })
    const { org, teammate, tokenHash } = session
    return { caller: { org, teammate, sessionHash: tokenHash }, bucket: teammate.id }
  },
}

/** What reaches beyond one's own work, such as keys: an agent is told so, whatever they ask. */
export const administrator: Auth<Caller> = {
  kind: 'session or access token of an owner or admin',
  async authenticate(core, request) {
    const who = await teammate.authenticate(core, request)
    if (who.caller.teammate.role === 'agent')
      throw new DomainError('forbidden', 'only an owner or admin may do this')
    return who
  },
}

/** Signing in: no credential yet, but no page of another origin may do it in somebody's browser either. */
export const anybodySameOrigin: Auth<null> = {
  kind: 'none, same origin',
  async authenticate(_, request) {
    assertSameOrigin(request)
    return { caller: null, bucket: request.ip }
  },
}
