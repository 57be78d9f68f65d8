// Passwords: argon2id, at most two hashes at once so that a flood of sign-ins cannot take the machine.
import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '../errors.ts'

/** OWASP's argon2id setting: 19 MiB, two passes, one lane; about 40 ms here. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const AT_ONCE = 2
const WAITING_AT_MOST = 50
const SHORTEST_PASSWORD = 10
const LONGEST_PASSWORD = 1_000

let running = 0
const waiting: (() => void)[] = []

/** @throws {DomainError} `invalid` when the password is too short, too long or among the ones tried first. */
export async function hashPassword(password: string): Promise<string> {
  const length = Array.from(password).length
  if (length < SHORTEST_PASSWORD) throw refused(`the password needs at least ${SHORTEST_PASSWORD} characters`)
  if (password.length > LONGEST_PASSWORD) throw refused('the password is too long')
  if (isGuessable(password)) throw refused('this password is too easy to guess')
  return await inTurn(() => hash(password, COST))
}

/** A hash that no password matches: an unknown e-mail costs the same time as a wrong password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$u2yWdMZC3jw55QOLersfsw$MN9HSwVgMVpLjLzH28bz8SnADsKORFkaKisbtchfa+8'

export async function passwordMatches(password: string, hashed: string | null | undefined): Promise<boolean> {
  const matches = await inTurn(() => verify(hashed ?? NOBODY, password.slice(0, LONGEST_PASSWORD)))
  return matches && typeof hashed === 'string'
}

function refused(message: string): DomainError {
  return new DomainError('invalid', message, { field: 'password' })
}

function isGuessable(password: string): boolean {
  const folded = password.toLowerCase()
  return (
    new Set(folded).size < 4 ||
    /^(password|passwort|parley|qwerty|letmein|admin|welcome|1234567)[\d!.]*$/.test(folded)
  )
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
