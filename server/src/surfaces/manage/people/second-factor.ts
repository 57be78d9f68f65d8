// One's own second factor. What is a secret is in one answer, once.
import { z } from 'zod'
import {
  confirmOwnSecondFactor,
  disableOwnSecondFactor,
  renewOwnRecoveryCodes,
  startOwnSecondFactor,
} from '../../../core/accounts/second-factor/own-second-factor.ts'
import { findSecondFactor, recoveryCodesLeft } from '../../../core/accounts/second-factor/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import { setSessionCookie } from '../../../http/session-cookie.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import type { ulidParams } from '../params.ts'
import type { RecoveryCodesBody, SecondFactorBody, StartedSecondFactorBody } from '../wire.ts'

const password = z
  .string('password is required')
  .min(1, 'password is required')
  .max(1_000, 'password is too long')
/** Longer than any code with its blanks; what is no code is wrong, and only that. */
const aCode = (name: string) => z.string(`${name} must be text`).max(100, `${name} is too long`)

export const secondFactorCodes = {
  code: aCode('code').optional(),
  recovery_code: aCode('recovery_code').optional(),
}
export const startBody = z.object({ password })
export const confirmBody = z.object({ code: aCode('code').min(1, 'code is required') })
export const provenBody = z.object({ password, ...secondFactorCodes })

type Show = Call<Caller, undefined, undefined, undefined>
type Start = Call<Caller, z.output<typeof startBody>, undefined, undefined>
type Confirm = Call<Caller, z.output<typeof confirmBody>, undefined, undefined>
type Proven = Call<Caller, z.output<typeof provenBody>, undefined, undefined>
type Reset = Call<Caller, undefined, undefined, z.output<typeof ulidParams>>

/** `GET /api/manage/second-factor` */
export async function showSecondFactor({ core, caller: { org, teammate } }: Show): Promise<Answer> {
  const factor = await findSecondFactor(core.read, org, teammate.id)
  const body: SecondFactorBody = {
    enabled: typeof factor?.confirmed_at === 'string',
    enabled_at: factor?.confirmed_at ?? null,
    recovery_codes_left: await recoveryCodesLeft(core.read, org, teammate.id),
  }
  return { status: 200, body }
}

/** `POST /api/manage/second-factor`: the only answer that carries the secret; its repetition does not. */
export async function startSecondFactor({ core, caller, body, request }: Start): Promise<Answer> {
  const who = { ...whoOf(caller, request), email: caller.teammate.email }
  const key = keyOf(caller, request, 'POST second-factor')
  const { secret, uri, replayed } = await startOwnSecondFactor(core, who, body.password, key)
  const started: StartedSecondFactorBody = { secret, otpauth_uri: uri }
  return { status: 201, body: started, headers: replayedHeader(replayed) }
}

/** `POST /api/manage/second-factor/confirm`: all other sessions are gone before the answer, and this one has a new token. */
export async function confirmSecondFactor(call: Confirm): Promise<Answer> {
  const { core, caller, body, request, reply } = call
  const key = keyOf(caller, request, 'POST second-factor/confirm')
  const given = {
    code: body.code,
    inSession: caller.sessionHash !== null,
    userAgent: request.headers['user-agent'] ?? null,
  }
  const { codes, token, replayed } = await confirmOwnSecondFactor(core, whoOf(caller, request), given, key)
  if (token !== null) setSessionCookie(request, reply, token)
  return codesAnswer(codes, replayed)
}

/** `POST /api/manage/second-factor/recovery-codes` */
export async function renewRecoveryCodes({ core, caller, body, request }: Proven): Promise<Answer> {
  const key = keyOf(caller, request, 'POST second-factor/recovery-codes')
  const { codes, replayed } = await renewOwnRecoveryCodes(core, whoOf(caller, request), givenIn(body), key)
  return codesAnswer(codes, replayed)
}

/** `POST /api/manage/second-factor/disable` */
export async function disableSecondFactor({ core, caller, body, request }: Proven): Promise<Answer> {
  await disableOwnSecondFactor(core, whoOf(caller, request), givenIn(body))
  return { status: 204 }
}

/** `DELETE /api/manage/teammates/{id}/second-factor` */
export async function resetSecondFactor({ core, caller, params, request }: Reset): Promise<Answer> {
  const { org, teammate } = caller
  const args = { org, byId: teammate.id, teammateId: params.id, ...byOf(caller, request) }
  await core.run('resetSecondFactor', args)
  return { status: 204 }
}

function whoOf(caller: Caller, request: Start['request']) {
  return { org: caller.org, teammateId: caller.teammate.id, ...byOf(caller, request) }
}

/** Two teammates may think of the same key. Fields stay out of the fingerprint: a fast hash of a password is a gift. */
function keyOf({ org, teammate }: Caller, request: Start['request'], route: string) {
  return idempotencyKeyOf(request, org, `${route} ${teammate.id}`, {})
}

function givenIn({ password, code, recovery_code: recoveryCode }: z.output<typeof provenBody>) {
  return { password, code, recoveryCode }
}

function codesAnswer(codes: string[] | null, replayed: boolean): Answer {
  const body: RecoveryCodesBody = { recovery_codes: codes }
  return { status: 201, body, headers: replayedHeader(replayed) }
}
