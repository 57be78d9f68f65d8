// Secrets that must be read again, such as those of second factors: sealed before they reach a verb or the database.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export type Seals = {
  /** What is sealed for one purpose opens for no other. */
  seal(purpose: string, text: string): string
  /** Undefined for what was changed, sealed for something else, or sealed under another secret key. */
  open(purpose: string, sealed: string): string | undefined
}

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under keys derived from the server's secret key, one for each purpose. */
export function createSeals(secretKey: string): Seals {
  const keyFor = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secretKey, 'parley', `seal ${purpose}`, 32))
  return {
    seal(purpose, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, keyFor(purpose), iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
      const decipher = createDecipheriv(CIPHER, keyFor(purpose), bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      }).setAuthTag(tag)
      try {
        const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
        return Buffer.concat([body, decipher.final()]).toString('utf8')
      } catch {
        // The tag does not fit: this is not ours, and why makes no difference.
        return undefined
      }
    },
  }
}
