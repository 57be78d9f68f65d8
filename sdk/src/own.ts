import type { Once } from './idempotency.ts'
import { type ManageCalls, part } from './manage-calls.ts'
import type { Identity, RecoveryCodes, SecondFactor, Session, StartedSecondFactor } from './wire.ts'

/** The password, and one of the six-digit codes or recovery codes. */
export type Proof = { password: string } & ({ code: string } | { recoveryCode: string })

/** The caller's own account. But for `whoAmI` it takes an access token without scopes. */
export type OwnApi = {
  /** Whom the access token acts as, and where. */
  whoAmI(signal?: AbortSignal): Promise<Identity>
  /** Where the caller is signed in, the last used first. */
  sessions(signal?: AbortSignal): AsyncGenerator<Session, void>
  endSession(id: string, signal?: AbortSignal): Promise<void>
  /** All of them: an access token is no session. Answers how many. */
  endSessions(signal?: AbortSignal): Promise<{ ended: number }>
  /** What one signs in with. `invalid` with `field` `email` or `password`, `conflict`. @throws {ParleyError} */
  changeEmail(given: { email: string; password: string }, signal?: AbortSignal): Promise<void>
  /** All sessions end; access tokens stay. `invalid` with `field` `current` or `new`. @throws {ParleyError} */
  changePassword(passwords: { current: string; new: string }, signal?: AbortSignal): Promise<void>
  secondFactor(signal?: AbortSignal): Promise<SecondFactor>
  /** The secret for an authenticator app, shown this once. It is on only once it is confirmed. @throws {ParleyError} */
  startSecondFactor(password: string, once?: Once): Promise<StartedSecondFactor>
  /** Switches it on by a code of the app, and answers the recovery codes; sessions end. @throws {ParleyError} */
  confirmSecondFactor(code: string, once?: Once): Promise<RecoveryCodes>
  /** Ten new ones; the old ones end. @throws {ParleyError} */
  renewRecoveryCodes(proof: Proof, once?: Once): Promise<RecoveryCodes>
  /** @throws {ParleyError} `conflict` where there is none. */
  disableSecondFactor(proof: Proof, signal?: AbortSignal): Promise<void>
}

export function ownApi({ get, list, send, tell, create }: ManageCalls): OwnApi {
  const factor = '/second-factor'
  return {
    whoAmI: (signal) => get('/session', signal),
    sessions: (signal) => list('/sessions', signal),
    endSession: (id, signal) => tell('DELETE', `/sessions/${part(id)}`, { signal }),
    endSessions: (signal) => send('DELETE', '/sessions', { signal }),
    changeEmail: (given, signal) => tell('PUT', '/email', { json: given, signal }),
    // Once it got through, the password it gives as the current one is no more.
    changePassword: (passwords, signal) =>
      tell('PUT', '/password', { json: passwords, momentary: true, signal }),
    secondFactor: (signal) => get(factor, signal),
    startSecondFactor: (password, once) => create(factor, { password }, once),
    confirmSecondFactor: (code, once) => create(`${factor}/confirm`, { code }, once),
    renewRecoveryCodes: (proof, once) => create(`${factor}/recovery-codes`, fieldsOf(proof), once),
    disableSecondFactor: (proof, signal) =>
      tell('POST', `${factor}/disable`, { json: fieldsOf(proof), signal }),
  }
}

function fieldsOf({ password, ...proof }: Proof): object {
  return { password, ...('code' in proof ? proof : { recovery_code: proof.recoveryCode }) }
}
