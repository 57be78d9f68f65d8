/** As a browser sends it: who types a shop's name, or the address of one of its pages, means the origin of it. */
export function originFrom(typed: string): string {
  const text = typed.trim()
  if (text === '' || originComplaint(text) === null) return text.replace(/\/$/, '').toLowerCase()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+$/.test(text) ? text : `https://${text}`
  return originComplaint(whole) === null ? whole.replace(/\/$/, '').toLowerCase() : text
}

/** The key of the word that says what is wrong with it; null when nothing is. */
export function originComplaint(origin: string): 'origin' | 'originPath' | null {
  const url = URL.canParse(origin) ? new URL(origin) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'origin'
  if (/^https?:\/\/[^/?#@\\\s]+\/?$/i.test(origin)) return null
  return url.username === '' && (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    ? 'originPath'
    : 'origin'
}
