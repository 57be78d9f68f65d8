import { z } from 'zod'
import { provePassword } from '../../../core/accounts/own/prove-password.ts'
import { replaceOwnPassword } from '../../../core/accounts/own/replace-own-password.ts'
import { typedEmail } from '../../../core/accounts/typed-email.ts'
import { setSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'

const password = (name: string) =>
  z.string(`${name} is required`).min(1, `${name} is required`).max(1_000, `${name} is too long`)
export const passwordBody = z.object({ current: password('current'), new: password('new') })

export const emailBody = z.object({ email: typedEmail, password: password('password') })

type ChangeEmail = Call<Caller, z.output<typeof emailBody>, undefined, undefined>
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

/** `PUT /api/manage/email`: what one signs in with, changed by whoever knows the password. */
export async function changeOwnEmail({ core, caller, body, request }: ChangeEmail): Promise<Answer> {
  const { org, teammate } = caller
  const who = { org, teammateId: teammate.id }
  const from = await provePassword(core, who, body.password, 'password')
  await core.run('changeEmail', { ...who, email: body.email, from, ...byOf(caller, request) })
  return { status: 204 }
}
