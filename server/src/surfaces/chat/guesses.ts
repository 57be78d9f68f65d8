// Visitor tokens are chosen by clients, so some can be guessed. Whoever tries many is held up, in their place on their
// site alone: nobody else hears of it.
import { hashSecret } from '../../core/accounts/secrets.ts'
import { findVisitor, type VisitorRow } from '../../core/chat/queries.ts'
import { conversationMissing } from '../../core/chat/write-in-chat.ts'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import { perMinute } from '../../http/limits.ts'
import type { Site } from './auth.ts'

/** Unknown tokens in a minute. A widget asks with one it made itself. */
const MOST_GUESSES = 20
const MOST_PLACES = 10_000

/** Places that guessed too often, and until when: right guesses are refused as well, or guessing would go on. */
const heldUp = new WeakMap<Core, Map<string, number>>()

/**
 * @throws {DomainError} `not_found` for an unknown token, `rate_limited` for any in a place where many were tried.
 */
export async function visitorOf(core: Core, site: Site, token: string): Promise<VisitorRow> {
  refuseHeldUp(core, site)
  return (await findVisitor(core.read, site.org, hashSecret(token))) ?? (await noteGuess(core, site))
}

/** The same for what looks for the visitor by itself and says `not_found` where there is none. */
export async function notGuessing<T>(core: Core, site: Site, act: () => Promise<T>): Promise<T> {
  refuseHeldUp(core, site)
  try {
    return await act()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return await noteGuess(core, site)
    throw error
  }
}

function refuseHeldUp(core: Core, site: Site): void {
  const until = heldUp.get(core)?.get(site.place)
  if (until !== undefined && until > core.now()) throw tooMany(until - core.now())
}

async function noteGuess(core: Core, site: Site): Promise<never> {
  const verdict = await core.limits.take(`chat guesses ${site.place}`, perMinute(MOST_GUESSES))
  if (verdict.allowed) throw conversationMissing()
  const places = heldUp.get(core) ?? new Map<string, number>()
  if (places.size >= MOST_PLACES) places.clear()
  heldUp.set(core, places.set(site.place, core.now() + verdict.retryAfter))
  throw tooMany(verdict.retryAfter)
}

function tooMany(retryAfter: number): DomainError {
  return new DomainError('rate_limited', 'too many tries, wait a little', { retryAfter })
}
