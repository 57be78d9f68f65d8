// Passwords: argon2id, at most two hashes at once so that a flood of sign-ins cannot take the machine.
import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '../errors.ts'
import { isGuessable } from './guessable.ts'

/** OWASP's argon2id setting: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const AT_ONCE = 2
const WAITING_AT_MOST = 50
const SHORTEST_PASSWORD = 10
const LONGEST_PASSWORD = 1_000

let running = 0
const waiting: (() => void)[] = []

/**
 * @param about what an attacker knows of whose it is, such as the address.
 * @throws {DomainError} `invalid` when the password is too short, too long or among the ones tried first.
 */
export async function hashPassword(password: string, about: readonly string[] = []): Promise<string> {
  const weakness = weaknessOf(password, about)
  if (weakness !== undefined) throw new DomainError('invalid', weakness, { field: 'password' })
  return await inTurn(() => hash(password, COST))
}

/** Why {@link hashPassword} would refuse it, in words for whoever chose it. */
export function weaknessOf(password: string, about: readonly string[] = []): string | undefined {
  const length = Array.from(password).length
  if (length < SHORTEST_PASSWORD) return `the password needs at least ${SHORTEST_PASSWORD} characters`
  if (password.length > LONGEST_PASSWORD) return 'the password is too long'
  return isGuessable(password, about) ? 'this password is too easy to guess' : undefined
}

/** A hash that no password matches: an unknown e-mail costs the same time as a wrong password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$u2yWdMZC3jw55QOLersfsw$MN9HSwVgMVpLjLzH28bz8SnADsKORFkaKisbtchfa+8'

export async function passwordMatches(password: string, hashed: string | null | undefined): Promise<boolean> {
  const matches = await inTurn(() => verify(hashed ?? NOBODY, password.slice(0, LONGEST_PASSWORD)))
  return matches && typeof hashed === 'string'
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_AT_MOST) throw new DomainError('unavailable', 'too many sign-ins at once')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
