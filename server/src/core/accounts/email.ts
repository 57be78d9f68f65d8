// E-mail addresses of people who sign in: stored as typed, compared in one canonical form. Two addresses that look alike
// must never be one account, and one mailbox must never be two.
import { domainToASCII, domainToUnicode } from 'node:url'

const LONGEST = 254
const LONGEST_LOCAL = 64
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
/** Letters, marks and digits only: everything else is what look-alikes are built from. */
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u
const ASCII_DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** What the letters of one label may be taken from: one script, or those that one language is written in. */
const TOGETHER = [
  ['Latin'],
  ['Cyrillic'],
  ['Greek'],
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Bopomofo'],
  ['Han', 'Hangul'],
  ['Arabic'],
  ['Hebrew'],
  ['Armenian'],
  ['Georgian'],
  ['Devanagari'],
  ['Bengali'],
  ['Gujarati'],
  ['Gurmukhi'],
  ['Tamil'],
  ['Telugu'],
  ['Kannada'],
  ['Malayalam'],
  ['Sinhala'],
  ['Thai'],
  ['Lao'],
  ['Khmer'],
  ['Myanmar'],
  ['Tibetan'],
  ['Ethiopic'],
].map((scripts) => {
  const classes = ['Common', 'Inherited', ...scripts].map((script) => `\\p{Script=${script}}`)
  return new RegExp(`^[${classes.join('')}]+$`, 'u')
})

/**
 * The form an address is compared in: lower case, the domain as DNS knows it (`bücher.example` is
 * `xn--bcher-kva.example`).
 * @returns undefined for what is no address, has letters outside ASCII before the @, or a domain that mixes scripts.
 */
export function canonicalEmail(typed: string): string | undefined {
  const text = typed.trim()
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || text.length > LONGEST || local.length > LONGEST_LOCAL || !LOCAL.test(local)) return undefined
  const ascii = canonicalDomain(domain)
  // Lower case only now: U+212A, the sign of the kelvin, would become a plain k.
  const address = ascii === undefined ? undefined : `${local.toLowerCase()}@${ascii}`
  return address !== undefined && address.length <= LONGEST ? address : undefined
}

function canonicalDomain(domain: string): string | undefined {
  // What normalises to something else was made to look like it.
  if (!DOMAIN.test(domain) || domain.normalize('NFKC') !== domain) return undefined
  const ascii = domainToASCII(domain)
  if (!ASCII_DOMAIN.test(ascii)) return undefined
  // Also what came as `xn--…` is looked at as people see it.
  const labels = domainToUnicode(ascii).split('.')
  const honest = (label: string) => !label.startsWith('xn--') && TOGETHER.some((script) => script.test(label))
  return labels.every(honest) ? ascii : undefined
}
