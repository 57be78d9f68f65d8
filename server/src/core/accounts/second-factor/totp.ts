// RFC 6238 as every authenticator app reads it: SHA-1, six digits, thirty seconds. Written out rather than taken from a
// package, because which step a code belongs to, and that it works once, is the part that matters, and is ours anyway.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP = 30_000
/** Clocks differ, and people type slowly: one step either way. */
const SKEW = 1
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20

/** 160 random bits, as base32. */
export function newTotpSecret(): string {
  return base32(randomBytes(SECRET_BYTES))
}

/** The time step whose code this is; undefined for a code that is wrong now. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const given = Buffer.from(code)
  const current = Math.floor(now / STEP)
  const key = fromBase32(secret)
  let found: number | undefined
  // All of them, always: how long it takes says nothing.
  for (let step = current - SKEW; step <= current + SKEW; step++) {
    const expected = Buffer.from(codeAt(key, step))
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = step
  }
  return found
}

/** The code of a moment, as the app in somebody's hand shows it. */
export function totpCode(secret: string, now: number): string {
  return codeAt(fromBase32(secret), Math.floor(now / STEP))
}

/** What the QR code says: a URI that authenticator apps understand. */
export function otpauthUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  // A colon splits the label in two.
  const who = issuer.replaceAll(':', ' ')
  const label = [who, account].map(encodeURIComponent).join(':')
  const query = { secret, issuer: who, algorithm: 'SHA1', digits: '6', period: '30' }
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `otpauth://totp/${label}?${pairs.join('&')}`
}

function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 20 bytes are 32 letters, so nothing here ever needs padding. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
