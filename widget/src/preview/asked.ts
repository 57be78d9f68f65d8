// What the settings ask of a preview, read defensively: it is a message like any other.

export type Asked = {
  site: { [name: string]: unknown }
  show: 'launcher' | 'form' | 'talk'
  theme: 'light' | 'dark'
  locale: string
  /** What the two sides say in a conversation that is shown. */
  words: { question: string; answer: string }
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Only of the very page that shows this one, and only when both are of one origin; null for everything else. */
export function askedBy(event: Pick<MessageEvent, 'origin' | 'source' | 'data'>, self: Window): Asked | null {
  const { origin, source, data } = event
  if (self.parent === self || source !== self.parent || origin !== self.location.origin) return null
  if (!isObject(data) || data.parley !== 'preview' || !isObject(data.site)) return null
  const words = isObject(data.words) ? data.words : {}
  return {
    site: data.site,
    show: data.show === 'form' || data.show === 'talk' ? data.show : 'launcher',
    theme: data.theme === 'dark' ? 'dark' : 'light',
    locale: text(data.locale),
    words: { question: text(words.question), answer: text(words.answer) },
  }
}
