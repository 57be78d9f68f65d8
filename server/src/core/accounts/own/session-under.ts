import { type Time, timeOf } from '../../ids.ts'
import { SESSION_LIFE } from '../authenticate.ts'
import { hashSecret } from '../secrets.ts'

export type NextSession = { tokenHash: string; expiresAt: Time; userAgent: string | null }

/** The session that goes on under a new token when all others end; null when it was not asked for in one. */
export function sessionUnder(
  token: string | null,
  now: number,
  userAgent: string | null,
): NextSession | null {
  if (token === null) return null
  return {
    tokenHash: hashSecret(token),
    expiresAt: timeOf(now + SESSION_LIFE),
    userAgent: userAgent?.slice(0, 300) ?? null,
  }
}
