import type { Search } from './grammar.ts'
import { wordsOf } from './words.ts'

const BEFORE = 40
const LONGEST = 160
/** How far into a long text a match is looked for. */
const FARTHEST = 64 * 1024

/** The part of a text around the first word that was searched for; its beginning when only its files or people fit. */
export function snippetOf(body: string, { all }: Pick<Search, 'all'>): string {
  const wanted = all.flat()
  const text = body.slice(0, FARTHEST).replace(/\s+/g, ' ').trim()
  let at = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const words = wordsOf(word)
    const hit = wanted.some(({ words: [first = '', ...others], prefix }) =>
      words.some((one) => (prefix && others.length === 0 ? one.startsWith(first) : one === first)),
    )
    if (!hit) continue
    at = index
    break
  }
  const start = at <= BEFORE ? 0 : text.indexOf(' ', at - BEFORE) + 1
  const begin = start > 0 && start <= at ? start : Math.max(0, at - BEFORE)
  const cut = text.slice(begin, begin + LONGEST).toWellFormed()
  return `${begin > 0 ? '…' : ''}${cut}${begin + LONGEST < text.length ? '…' : ''}`
}
