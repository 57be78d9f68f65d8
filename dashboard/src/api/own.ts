import type {
  EndedSessionsBody,
  RecoveryCodesBody,
  SecondFactorBody,
  StartedSecondFactorBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

const FACTOR = '/api/manage/second-factor'
const SESSIONS = '/api/manage/sessions'

/** The password, and a code or a recovery code. */
export type Proof = { password: string; code?: string; recovery_code?: string }

export function changePassword(body: { current: string; new: string }): Promise<void> {
  return requestNothing('/api/manage/password', { method: 'PUT', body })
}

export function changeEmail(body: { email: string; password: string }): Promise<void> {
  return requestNothing('/api/manage/email', { method: 'PUT', body })
}

export function endSession(id: string): Promise<void> {
  return requestNothing(`${SESSIONS}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}

export function endOtherSessions(): Promise<EndedSessionsBody> {
  return request(SESSIONS, { method: 'DELETE' })
}

export function readSecondFactor(signal: AbortSignal): Promise<SecondFactorBody> {
  return request(FACTOR, { signal })
}

export function startSecondFactor(password: string): Promise<StartedSecondFactorBody> {
  return request(FACTOR, { method: 'POST', body: { password } })
}

export function confirmSecondFactor(code: string): Promise<RecoveryCodesBody> {
  return request(`${FACTOR}/confirm`, { method: 'POST', body: { code } })
}

export function renewRecoveryCodes(body: Proof): Promise<RecoveryCodesBody> {
  return request(`${FACTOR}/recovery-codes`, { method: 'POST', body })
}

export function disableSecondFactor(body: Proof): Promise<void> {
  return requestNothing(`${FACTOR}/disable`, { method: 'POST', body })
}
