// Secrets: at least 128 bits from the system's generator, stored hashed, recognisable by prefix and checksum.
import { hash as digest, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** What a secret of each kind begins with; scanners and our own redaction find leaks by it. */
export const secretPrefixes = {
  api_key: 'prl_live',
  access_token: 'pat',
  client: 'prl_client',
  site_secret: 'prl_site',
  site_identity: 'prl_ident',
  channel_token: 'prl_channel',
  invitation: 'prl_invite',
} as const

export type SecretKind = keyof typeof secretPrefixes

/** `text` is shown once and never stored; `hash` is hex sha256 of the whole text. */
export type IssuedSecret = { publicId: string; text: string; hash: string }

/** `<prefix>_<8 character public id>_<43 characters for 256 bits><6 characters of CRC-32>`. */
export function issueSecret(kind: SecretKind): IssuedSecret {
  const publicId = randomBase62(8)
  const stem = `${secretPrefixes[kind]}_${publicId}_${randomBase62(43)}`
  const text = stem + checksum(stem)
  return { publicId, text, hash: hashSecret(text) }
}

/** A public id that is no secret (site key, client id) or an opaque session token, by its length. */
export function randomBase62(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length)) {
      // 248 = 4 * 62: a byte above it would favour the first letters.
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
    }
  return text
}

/** The public id inside a well-formed secret of that kind; undefined otherwise, without asking the database. */
export function publicIdOf(kind: SecretKind, text: string): string | undefined {
  const match = /^([a-z_]{3,11})_([0-9A-Za-z]{8})_[0-9A-Za-z]{49}$/.exec(text)
  if (match?.[1] !== secretPrefixes[kind]) return undefined
  return checksum(text.slice(0, -6)) === text.slice(-6) ? match[2] : undefined
}

export function hashSecret(text: string): string {
  return digest('sha256', text)
}

const NOBODY = hashSecret('nobody')

/** Constant time, also for an unknown id: then it compares against a digest nobody has. */
export function secretMatches(text: string, hash: string | undefined): boolean {
  const given = digest('sha256', text, 'buffer')
  const known = Buffer.from(hash ?? NOBODY, 'hex')
  return timingSafeEqual(given, known) && hash !== undefined
}

function checksum(stem: string): string {
  let rest = crc32(stem)
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = ALPHABET[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}
