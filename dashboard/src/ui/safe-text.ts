// What may stand in a name or in the words of a link without making it look like another one.

/** Turns of direction, invisible signs and blanks that are none: a name reads otherwise than it is because of them. */
const MISLEADING =
  /\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cc}/gu

/** Joiners make letters of some scripts and whole emoji; between plain letters they only hide. */
const IDLE_JOINER = /(?<=^|[\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[\0-\x7f]|$)/g

/** The same text without what could make it pass for another: for names of files, words of links and hosts. */
export function safeText(text: string): string {
  return text.replace(MISLEADING, '').replace(IDLE_JOINER, '')
}

export type SafeLink = { href: string; host: string }

/** Only the web and mail, in full, nobody's password along. Null: to be shown as text. */
export function safeLink(address: string): SafeLink | null {
  const url = URL.parse(address)
  if (!url) return null
  if (url.protocol === 'mailto:') return { href: url.href, host: safeText(safeDecoded(url.pathname)) }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.username = ''
  url.password = ''
  return { href: url.href, host: url.host }
}

function safeDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: as it stands is readable enough.
    return text
  }
}

/** Whether the words of a link already say where it leads. */
export function namesHost(words: string, { host }: SafeLink): boolean {
  const bare = words
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:)/, '')
  const rest = bare.startsWith(host.toLowerCase()) ? bare.slice(host.length) : null
  return rest !== null && (rest === '' || /^[/?#]/.test(rest))
}
