import { z } from 'zod'
import { SESSION_IDLE } from '../../../core/accounts/authenticate.ts'
import { sessionIdOf } from '../../../core/accounts/own/end-own-session.ts'
import { listSessions } from '../../../core/accounts/own/queries.ts'
import { timeOf } from '../../../core/ids.ts'
import { clearSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { idLike } from '../params.ts'
import { ownSessionBody } from '../present.ts'
import type { EndedSessionsBody, ListBody, OwnSessionBody } from '../wire.ts'

export const sessionParams = z.object({
  id: idLike(/^[0-9a-f]{16}$/).describe('The `id` of one of the list.'),
})

type Others = Call<Caller, undefined, undefined, undefined>
type List = Call<Caller, undefined, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof sessionParams>>

/** `GET /api/manage/sessions`: one's own, the last used first, on one page. */
export async function listOwnSessions({ core, caller }: List): Promise<Answer> {
  const now = core.now()
  const rows = await listSessions(core.read, caller.org, caller.teammate.id, {
    now: timeOf(now),
    seenAfter: timeOf(now - SESSION_IDLE),
  })
  const data = rows.map((row) => ownSessionBody(row, caller.sessionHash))
  const body: ListBody<OwnSessionBody> = { data, next_cursor: null }
  return { status: 200, body }
}

/** `DELETE /api/manage/sessions/{id}`: gone on every node before the 204. */
export async function deleteOwnSession({ core, caller, params, request, reply }: Delete): Promise<Answer> {
  const { org, teammate, sessionHash } = caller
  const by = byOf(caller, request)
  await core.run('endOwnSession', { org, teammateId: teammate.id, sessionId: params.id, ...by })
  if (sessionHash !== null && sessionIdOf(sessionHash) === params.id) clearSessionCookie(request, reply)
  return { status: 204 }
}

/** `DELETE /api/manage/sessions`: all but the one that asks, gone on every node before the answer. */
export async function deleteOtherSessions({ core, caller, request }: Others): Promise<Answer> {
  const { org, teammate, sessionHash } = caller
  const by = byOf(caller, request)
  const body: EndedSessionsBody = await core.run('endOtherSessions', {
    org,
    teammateId: teammate.id,
    except: sessionHash,
    ...by,
  })
  return { status: 200, body }
}
