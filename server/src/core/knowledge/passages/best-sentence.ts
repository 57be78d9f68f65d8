// Of the passages found, the sentence that answers, with so many of its neighbours as one reads at a glance.
import { eachFeature } from '../matching/features.ts'
import { wordWeight } from '../text/common-words.ts'
import { type Language, stemOf, wordsOf } from '../text/tokens.ts'
import type { FoundPassage } from './candidates.ts'
import { sentencesOf } from './sentences.ts'

export type PassageAnswer = {
  passage: FoundPassage
  /** At most {@link MOST_WORDS} words, whole sentences but for one that is longer. */
  text: string
  /** 0 to 1. */
  confidence: number
  /** The share of what the question says that the passage or a heading of it says. */
  coverage: number
}

const MOST_WORDS = 80
/** How much the passage counts beside the sentence. */
const PASSAGE = 1
const PAIR = 0.5
/** A long sentence has more words in common with anything. */
const LENGTHS = 0.15
const USUAL_LENGTH = 25
const BY_COVERAGE = 0.7

export type SentenceOptions = { language: Language; locale: string }

/** Undefined when nothing was found. */
export function bestSentence(
  question: string,
  found: readonly FoundPassage[],
  { language, locale }: SentenceOptions,
): PassageAnswer | undefined {
  const [top] = found
  if (!top) return undefined
  const wanted = weighted(wordsOf(question, language), language)
  let best = { score: -1, passage: top, sentences: [''], at: 0 }
  for (const passage of found) {
    const sentences = sentencesOf(passage.text, locale)
    for (const [at, sentence] of sentences.entries()) {
      const score = PASSAGE * passage.relevance + shareOf(wanted, sentence, language)
      if (score > best.score) best = { score, passage, sentences, at }
    }
  }
  const coverage = coverageOf(question, best.passage, language)
  return {
    passage: best.passage,
    text: withNeighbours(best.sentences, best.at),
    coverage,
    confidence: BY_COVERAGE * coverage + (1 - BY_COVERAGE) * best.passage.relevance,
  }
}

/** Words and pairs of words with how much each tells. */
function weighted(words: readonly string[], language: Language): Map<string, number> {
  const features = new Map<string, number>()
  eachFeature(words, language, 1, 0, (kind, name) =>
    features.set(name, kind === 'word' ? wordWeight(name.slice(2)) : PAIR),
  )
  return features
}

function shareOf(wanted: ReadonlyMap<string, number>, sentence: string, language: Language): number {
  const words = wordsOf(sentence, language)
  const has = weighted(words, language)
  let all = 0
  let there = 0
  for (const [name, weight] of wanted) {
    all += weight
    if (has.has(name)) there += weight
  }
  return all === 0 ? 0 : there / all / (1 - LENGTHS + (LENGTHS * words.length) / USUAL_LENGTH)
}

function coverageOf(question: string, { text, headings }: FoundPassage, language: Language): number {
  const stems = new Set(
    wordsOf(`${headings.join(' ')} ${text}`, language).map((word) => stemOf(word, language)),
  )
  let all = 0
  let there = 0
  for (const word of new Set(wordsOf(question, language))) {
    const weight = wordWeight(word) ** 2
    all += weight
    if (stems.has(stemOf(word, language))) there += weight
  }
  return all === 0 ? 0 : there / all
}

/** What follows first: an explanation comes after what it explains. */
function withNeighbours(sentences: readonly string[], at: number): string {
  let from = at
  let to = at
  let words = countWords(sentences[at])
  for (;;) {
    const after = countWords(sentences[to + 1])
    const before = countWords(sentences[from - 1])
    if (to + 1 < sentences.length && words + after <= MOST_WORDS) {
      to++
      words += after
    } else if (from > 0 && words + before <= MOST_WORDS) {
      from--
      words += before
    } else break
  }
  const text = sentences
    .slice(from, to + 1)
    .join('')
    .trim()
  return words <= MOST_WORDS ? text : `${text.split(/\s+/).slice(0, MOST_WORDS).join(' ')}…`
}

function countWords(text: string | undefined): number {
  return text?.match(/\S+/g)?.length ?? 0
}
