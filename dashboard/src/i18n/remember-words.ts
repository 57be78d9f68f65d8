import type { i18n } from 'i18next'

/** Its own types know every key and area; here they are only names. */
type Ask = (key: unknown, ...fillings: unknown[]) => unknown

/**
 * Looks the same words up once for each language. Opening a conversation asks some hundreds of times, most of them with
 * nothing to fill in or with a name, and i18next takes each question apart anew. What it decides by itself, such as the
 * plural of a count, it is asked every time.
 */
export function rememberWords(words: i18n): void {
  const askIn: CallableFunction = words.getFixedT
  const known = new Map<string, Ask>()
  const remember = (...asked: unknown[]): Ask => {
    const name = JSON.stringify(asked)
    const ask = known.get(name) ?? remembering(Reflect.apply(askIn, words, asked))
    known.set(name, ask)
    return ask
  }
  Reflect.set(words, 'getFixedT', remember)
  words.store.on('added', () => known.clear())
}

function remembering(ask: Ask): Ask {
  const said = new Map<string, unknown>()
  const remember: Ask = (key, ...fillings) => {
    if (typeof key !== 'string' || fillings.length > 1) return ask(key, ...fillings)
    const words = said.get(key) ?? ask(key, { skipInterpolation: true })
    said.set(key, words)
    const filled = typeof words === 'string' ? fillIn(words, fillings[0]) : null
    return filled ?? ask(key, ...fillings)
  }
  // Of which language and area it is stands on it.
  return Object.assign(remember, ask)
}

const BLANK = /\{\{(.*?)\}\}/g
const NESTED = '$t('

/** Null where there is more to it than texts that go in the places of their names. */
function fillIn(words: string, fillings: unknown = {}): string | null {
  if (typeof fillings !== 'object' || fillings === null || words.includes(NESTED)) return null
  const texts = new Map<string, unknown>(Object.entries(fillings))
  const used = new Set<string>()
  const filled = words.replace(BLANK, (blank, name: string) => {
    const text = texts.get(name)
    if (typeof text !== 'string') return blank
    used.add(name)
    return text
  })
  // Whatever names no blank may be meant for i18next.
  const blanks = new Set([...words.matchAll(BLANK)].map(([, name]) => name))
  return used.size === texts.size && used.size === blanks.size ? filled : null
}
