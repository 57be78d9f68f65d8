// Ids and time. ULIDs inside, everywhere; never as secrets.
import { randomFillSync } from 'node:crypto'
import { decodeTime, incrementBase32, monotonicFactory } from 'ulid'

declare const org: unique symbol
/** The tenant. Only credentials and `setUpOrganisation` yield one; every query takes it first. */
export type OrgId = string & { readonly [org]: true }

/** ISO-8601 UTC with milliseconds: sorts as text, is JSON already. */
export type Time = string

let last = { at: Number.NaN, text: '' }

/** Asked several times for each request, mostly for the very same millisecond. */
export function timeOf(epochMs: number): Time {
  if (last.at !== epochMs) last = { at: epochMs, text: new Date(epochMs).toISOString() }
  return last.text
}

/** When what has this ULID was made, by the clock of the server that made it. */
export function madeAt(ulid: string): Time {
  return timeOf(decodeTime(ulid))
}

const pool = new Uint8Array(1024)
let used = pool.length

/** A byte from a pool, because a system call per ULID character costs more than the whole insert. */
function randomUnit(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return (pool[used++] ?? 0) / 256
}

/** A fresh ULID, later than every earlier one of this process. */
export const newId: (epochMs?: number) => string = monotonicFactory(randomUnit)

/**
 * Gives each verb its first id, later than every earlier one it gave, with room after it: two verbs of one millisecond
 * would else count into each other's ids. Room for 1,024; seventy random bits remain.
 */
export function firstIds(): (epochMs: number) => string {
  const next = monotonicFactory(randomUnit)
  return (epochMs) => {
    const id = next(epochMs)
    // Ids of one millisecond differ at the end, so it is the first random characters that go.
    return `${id.slice(0, 10)}${id.slice(12)}00`
  }
}

/**
 * Fresh ids for one verb, all derived from one stamped id: the verb stays a function of its arguments,
 * so running it again after a deadlock writes the same rows.
 */
export function idsFrom(first: string): () => string {
  let next = first
  return () => {
    const id = next
    next = incrementBase32(next)
    return id
  }
}

/**
 * A fresh ULID whose 128 bits also read as a version 7 UUID: for what surfaces publish as UUIDs (contacts, companies).
 * Six random bits give way to the version and variant.
 */
export function withUuidShape(ulid: string): string {
  const version = 0b01110 | (value(ulid, 10) & 0b00001)
  const variant = 0b01000 | (value(ulid, 13) & 0b10011)
  return ulid.slice(0, 10) + CROCKFORD[version] + ulid.slice(11, 13) + CROCKFORD[variant] + ulid.slice(14)
}

/** The same 128 bits as a UUID. */
export function uuidOf(ulid: string): string {
  let bits = 0n
  for (let at = 0; at < ulid.length; at++) bits = bits * 32n + BigInt(value(ulid, at))
  const hex = bits.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The id inside, from either of its two written forms in any case; undefined for anything else. */
export function ulidFrom(text: string): string | undefined {
  if (ULID.test(text)) return text.toUpperCase()
  if (!UUID.test(text)) return undefined
  let bits = BigInt(`0x${text.replaceAll('-', '')}`)
  let ulid = ''
  for (let at = 0; at < 26; at++) {
    ulid = CROCKFORD[Number(bits % 32n)] + ulid
    bits /= 32n
  }
  return ulid
}

function value(ulid: string, at: number): number {
  return CROCKFORD.indexOf(ulid[at] ?? '')
}
