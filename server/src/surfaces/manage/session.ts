import { z } from 'zod'
import type { SignedIn } from '../../core/accounts/authenticate.ts'
import { findOrganisation } from '../../core/accounts/queries.ts'
import { signIn } from '../../core/accounts/sign-in.ts'
import type { Core } from '../../core/core.ts'
import { latestSeq } from '../../core/spine/queries.ts'
import { clearSessionCookie, deviceOf, setDeviceCookie, setSessionCookie } from '../../http/session-cookie.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { secondFactorCodes } from './people/second-factor.ts'
import type { SessionBody } from './wire.ts'

export const signInBody = z.object({
  // PostgreSQL refuses NUL in text.
  email: z
    .string('email is required')
    .transform((text) => text.replaceAll('\0', ''))
    .pipe(z.string().min(1, 'email is required').max(254, 'email is too long')),
  password: z
    .string('password is required')
    .min(1, 'password is required')
    .max(1_000, 'password is too long'),
  ...secondFactorCodes,
})

type SignIn = Call<null, z.output<typeof signInBody>, undefined, undefined>
type Mine = Call<Caller, undefined, undefined, undefined>

/** `POST /api/manage/session`: address and password, and `code` or `recovery_code` where there is a second factor. */
export async function startSession({ core, body, request, reply }: SignIn): Promise<Answer> {
  const { recovery_code: recoveryCode, ...given } = body
  const userAgent = request.headers['user-agent'] ?? null
  const from = { ip: request.ip, userAgent, device: deviceOf(request) }
  const { token, device, ...signedIn } = await signIn(core, { ...given, recoveryCode }, from)
  setSessionCookie(request, reply, token)
  if (device !== undefined) setDeviceCookie(request, reply, device)
  return { status: 200, body: await sessionBody(core, signedIn) }
}

/** `GET /api/manage/session` */
export async function showSession({ core, caller }: Mine): Promise<Answer> {
  return { status: 200, body: await sessionBody(core, caller) }
}

/** `DELETE /api/manage/session`: the session is gone on every node before the 204. */
export async function endSession({ core, caller, request, reply }: Mine): Promise<Answer> {
  const { org, teammate, sessionHash } = caller
  if (sessionHash !== null)
    await core.run('endSession', { org, tokenHash: sessionHash, teammateId: teammate.id })
  clearSessionCookie(request, reply)
  return { status: 204 }
}

export async function sessionBody(core: Core, { org, teammate }: SignedIn): Promise<SessionBody> {
  const { id, slug, name, prefix } = await findOrganisation(core.read, org)
  const latest = await latestSeq(core.read, org)
  return { teammate, organisation: { id, slug, name, prefix }, latest_seq: latest }
}
