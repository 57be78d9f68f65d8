import type { SessionBody } from '../../../server/src/surfaces/manage/wire.ts'
import { Problem } from './problem.ts'
import { request, requestNothing } from './request.ts'

const PATH = '/api/manage/session'

export type Credentials = { email: string; password: string }
/** What a teammate with a second factor gives besides. */
export type SecondFactor = { code?: string; recovery_code?: string }

export function signIn(credentials: Credentials & SecondFactor): Promise<SessionBody> {
  return request<SessionBody>(PATH, { method: 'POST', body: credentials })
}

/** Null when nobody is signed in, which is an answer and not a failure. */
export async function readSession(signal: AbortSignal): Promise<SessionBody | null> {
  try {
    return await request<SessionBody>(PATH, { signal })
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

export function signOut(): Promise<void> {
  return requestNothing(PATH, { method: 'DELETE' })
}

export type Newcomer = { token: string; name: string; password: string }

/** Makes the account an invitation is for, and signs it in. */
export function acceptInvitation(newcomer: Newcomer): Promise<SessionBody> {
  return request<SessionBody>('/api/manage/invitations/accept', { method: 'POST', body: newcomer })
}
