// Recovery codes: the way in when the phone is gone. Eighty random bits each, so a plain hash keeps them, and they work
// even when the secret key that the second factor was sealed under is lost.
import { randomBytes } from 'node:crypto'
import { hashSecret } from '../secrets.ts'

const HOW_MANY = 10
const LETTERS = 16
/** Without i, l, o and u, which are misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ten of them, as `xxxx-xxxx-xxxx-xxxx`, to be shown once; only the hashes are stored. */
export function newRecoveryCodes(): { texts: string[]; hashes: string[] } {
  const texts = Array.from({ length: HOW_MANY }, () => {
    // 256 is 8 * 32: no letter is likelier than another.
    const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET[byte % 32]).join('')
    return (letters.match(/.{4}/g) ?? []).join('-')
  })
  return { texts, hashes: texts.map(recoveryCodeHash) }
}

/** Of a code as people type it: in any case, with or without dashes and blanks, O for 0 and I or L for 1. */
export function recoveryCodeHash(text: string): string {
  const letters = text.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
  return hashSecret(`recovery code ${letters}`)
}
