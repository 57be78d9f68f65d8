// Text as people type it, in parts: what is plain, what leads somewhere. Nothing in it becomes markup.

export type TextPart = { text: string; href?: string }

/** One pass, no nesting: it cannot be made slow. */
const CANDIDATE =
  /\bhttps?:\/\/[^\s<>"'`\\^{|}]{2,2000}|[\w.!#$%&*+/=?~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi
const ENDS_OF_SENTENCES = /[.,;:!?…*_~'"»”’]+$/
const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
]

/** Addresses of the web and of mail become links; whatever else looks like an address does not. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const address = withoutTheSentence(found)
    const href = hrefOf(address)
    if (href === null) continue
    if (index > from) parts.push({ text: text.slice(from, index) })
    parts.push({ text: address, href })
    from = index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

/** Full stops, and brackets that were opened before the address, belong to the sentence around it. */
function withoutTheSentence(found: string): string {
  let address = found
  for (let before = ''; before !== address; ) {
    before = address
    address = address.replace(ENDS_OF_SENTENCES, '')
    for (const [open, close] of PAIRS)
      if (address.endsWith(close) && count(address, close) > count(address, open))
        address = address.slice(0, -1)
  }
  return address
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

/** Only what leads to the web or to a mail program; null for the rest. */
export function hrefOf(address: string): string | null {
  if (!/^https?:/i.test(address))
    return /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(address) ? `mailto:${address}` : null
  try {
    const { protocol, username, password, href, hostname } = new URL(address)
    // "https://bank.example@elsewhere.example" shows one name and leads to another.
    const honest = username === '' && password === '' && hostname !== ''
    return honest && (protocol === 'https:' || protocol === 'http:') ? href : null
  } catch {
    // Not an address after all: it stays text.
    return null
  }
}
