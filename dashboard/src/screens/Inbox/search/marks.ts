import { tokensOf } from './tokens.ts'

export type Part = { text: string; hit: boolean }

const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Written without spaces: what was searched for is somewhere in a run of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** A text in parts, those marked that the words of a search are. */
export function markedParts(text: string, q: string): Part[] {
  const wanted = wordsOf(q)
  const parts: Part[] = []
  let end = 0
  const add = (part: string, hit: boolean): void => {
    const last = parts.at(-1)
    if (part === '') return
    if (last?.hit === hit) last.text += part
    else parts.push({ text: part, hit })
  }
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const [from, to] = hitIn(word, wanted)
    add(text.slice(end, index + from), false)
    add(word.slice(from, to), true)
    end = index + to
  }
  add(text.slice(end), false)
  return parts
}

/** A row is narrow: what comes long before the first mark gives way to it. */
const MOST_BEFORE = 16

export function aroundHit(parts: readonly Part[]): readonly Part[] {
  const [first, second] = parts
  if (!first || first.hit || !second || first.text.length <= MOST_BEFORE) return parts
  const space = first.text.indexOf(' ', first.text.length - MOST_BEFORE)
  const from = space < 0 || space === first.text.length - 1 ? first.text.length - MOST_BEFORE : space + 1
  return [{ text: `…${first.text.slice(from).toWellFormed()}`, hit: false }, ...parts.slice(1)]
}

type Wanted = { word: string; prefix: boolean }

/** Where in a word it was meant; nothing of it when it was not. */
function hitIn(word: string, wanted: readonly Wanted[]): [number, number] {
  if (UNSPACED.test(word)) {
    for (const { word: one } of wanted) {
      const at = word.indexOf(one)
      if (at >= 0) return [at, at + one.length]
    }
    return [0, 0]
  }
  const folded = fold(word)
  const hit = wanted.some(({ word: one, prefix }) => (prefix ? folded.startsWith(one) : folded === one))
  return hit ? [0, word.length] : [0, 0]
}

/** What a message must say: not what it must not, nor who wrote it. */
function wordsOf(q: string): Wanted[] {
  return tokensOf(q)
    .filter(({ operator, raw }) => operator === null && !raw.startsWith('-'))
    .flatMap(({ raw }) => {
      const words = raw.match(WORD) ?? []
      return words.map((word, index) => ({
        word: UNSPACED.test(word) ? word : fold(word),
        prefix: raw.endsWith('*') && index === words.length - 1,
      }))
    })
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
