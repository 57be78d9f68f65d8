// The words of a question as the matcher knows them: folded, spelled out, stemmed where that is known to help.
import { stemmer } from 'stemmer'
import { abbreviations, contractions } from './spoken.ts'

export type Language = 'en' | 'other'

/** A hostile text is cut here; nobody asks a question of more words. */
const LONGEST_TEXT = 4_000
const MOST_WORDS = 400
const LONGEST_WORD = 40

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu

/** Words in order: NFKC, lower case, without what people type three times, abbreviations and contractions spelled out. */
export function wordsOf(text: string, language: Language): string[] {
  const folded = text.slice(0, LONGEST_TEXT).normalize('NFKC').toLowerCase().replaceAll('’', "'")
  const words: string[] = []
  for (const [found] of folded.matchAll(WORD)) {
    for (const word of spelledOut(found, language)) {
      if (words.length >= MOST_WORDS) return words
      words.push(word.slice(0, LONGEST_WORD))
    }
  }
  return words
}

function spelledOut(found: string, language: Language): string[] {
  if (UNSPACED.test(found)) return segments(found)
  const word = /\p{N}/u.test(found) ? numberClass(found) : found.replace(/(\p{L})\1{2,}/gu, '$1$1')
  if (language !== 'en') return word.split("'")
  const known = contractions.get(word) ?? abbreviations.get(word)
  if (known) return known
  return [word.replace(/'s$/, '').replaceAll("'", '')]
}

/** Ids, phone numbers and prices say what they are by their length, not by their digits. */
function numberClass(word: string): string {
  return /^\p{N}{4,}$/u.test(word) ? `#${Math.min(word.length, 12)}` : word
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

function segments(text: string): string[] {
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
}

const stems = new Map<string, string>()

/** English only: elsewhere the parts of words do as well. */
export function stemOf(word: string, language: Language): string {
  if (language !== 'en' || word.length < 4) return word
  let stem = stems.get(word)
  if (stem === undefined) {
    if (stems.size > 50_000) stems.clear()
    stem = stemmer(word)
    stems.set(word, stem)
  }
  return stem
}
