import { z } from 'zod'
import { replaceOwnPassword } from '../../../core/accounts/own/replace-own-password.ts'
import { setSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'

const password = (name: string) =>
  z.string(`${name} is required`).min(1, `${name} is required`).max(1_000, `${name} is too long`)
export const passwordBody = z.object({ current: password('current'), new: password('new') })

type Change = Call<Caller, z.output<typeof passwordBody>, undefined, undefined>

/** `PUT /api/manage/password`: all other sessions are gone before the 204, and this one has a new token. */
export async function changeOwnPassword({ core, caller, body, request, reply }: Change): Promise<Answer> {
  const { org, teammate, sessionHash } = caller
  const token = await replaceOwnPassword(
    core,
    { org, teammateId: teammate.id, ...byOf(caller, request) },
    { ...body, userAgent: request.headers['user-agent'] ?? null, inSession: sessionHash !== null },
  )
  if (token !== null) setSessionCookie(request, reply, token)
  return { status: 204 }
}
