// Words nobody knows that are one slip away from one that is known here.
import { isEnglishWord } from '../text/english-words.ts'
import type { Language } from '../text/tokens.ts'

/** In shorter ones every other word is one slip away. */
const SHORTEST = 5

export type Repair = { from: string; to: string }

/**
 * Finds for a word the known one that was probably meant: one letter left out, added, changed, or two swapped. A word that
 * is known here, or is one of the language, is never touched: "cart" is no mistyped "card". Of several the most frequent.
 */
export function repairer(known: ReadonlyMap<string, number>, language: Language) {
  const byShape = new Map<string, string[]>()
  for (const word of known.keys()) {
    if (word.length < SHORTEST - 1) continue
    for (const shape of shapesOf(word)) {
      const words = byShape.get(shape)
      if (words) words.push(word)
      else byShape.set(shape, [word])
    }
  }

  function meantBy(word: string): string | undefined {
    if (word.length < SHORTEST || known.has(word) || /\P{L}/u.test(word)) return undefined
    if (language === 'en' && isEnglishWord(word)) return undefined
    const near = new Set<string>()
    for (const shape of shapesOf(word))
      for (const candidate of byShape.get(shape) ?? []) if (isOneSlip(word, candidate)) near.add(candidate)
    const often = (candidate: string) => known.get(candidate) ?? 0
    return [...near].sort((a, b) => often(b) - often(a) || (a < b ? -1 : 1))[0]
  }

  return (said: readonly string[]): { words: string[]; repaired: Repair[] } => {
    const repaired: Repair[] = []
    const words = said.map((word) => {
      const meant = meantBy(word)
      if (meant === undefined) return word
      repaired.push({ from: word, to: meant })
      return meant
    })
    return { words, repaired }
  }
}

/** The word, and it without each of its letters: two words one slip apart have one of these in common. */
function shapesOf(word: string): string[] {
  const shapes = [word]
  for (let at = 0; at < word.length; at++) shapes.push(word.slice(0, at) + word.slice(at + 1))
  return shapes
}

/** One edit apart, two neighbours that changed places counting as one. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  if (a.length > b.length) return a.slice(at + 1) === b.slice(at)
  if (a.length < b.length) return a.slice(at) === b.slice(at + 1)
  if (a.slice(at + 1) === b.slice(at + 1)) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
