// What of a text is compared: its words, pairs of neighbours, and pieces of words, which forgive typing and endings.
import { type Language, stemOf } from '../text/tokens.ts'

const WORD = 1
const PAIR = 0.6
const PIECE = 0.35

/** Weights by which the classifier and the nearest question see each feature, before rarity counts. */
export function matchFeatures(words: readonly string[], language: Language): Map<string, number> {
  const counts = new Map<string, [count: number, weight: number]>()
  const add = (name: string, weight: number) => {
    const known = counts.get(name)
    if (known) known[0]++
    else counts.set(name, [1, weight])
  }
  eachFeature(words, language, 2, 5, (kind, name) =>
    add(name, kind === 'word' ? WORD : kind === 'pair' ? PAIR : PIECE),
  )
  const features = new Map<string, number>()
  // The second mention says less than the first.
  for (const [name, [count, weight]] of counts) features.set(name, weight * (1 + Math.log(count)))
  return features
}

type Kind = 'word' | 'pair' | 'piece'

/**
 * Names begin with `w:`, `p:` or `c:`, so that a piece is never taken for a word. Pieces are `shortest` to `longest`
 * letters of a word between marks for its ends; a language without spaces has few longer ones, and needs none.
 */
export function eachFeature(
  words: readonly string[],
  language: Language,
  shortest: number,
  longest: number,
  see: (kind: Kind, name: string) => void,
): void {
  let before: string | undefined
  for (const word of words) {
    const stem = stemOf(word, language)
    see('word', `w:${stem}`)
    if (before !== undefined) see('pair', `p:${before} ${stem}`)
    before = stem
    const marked = `<${word}>`
    for (let size = shortest; size <= longest; size++)
      for (let at = 0; at + size <= marked.length; at++) see('piece', `c:${marked.slice(at, at + size)}`)
  }
}
