// BM25 over the fields of documents, as a share of what the question could score at most: comparable between questions,
// which the raw sum is not.
import { wordWeight } from '../text/common-words.ts'
import { type Language, wordsOf } from '../text/tokens.ts'
import { eachFeature } from './features.ts'
import { postingsOf } from './postings.ts'
import { Vocabulary } from './vocabulary.ts'

/** `weight`: how much a word in it counts. */
export type Field = { text: string; weight: number }
export type RelevanceData = {
  language: Language
  vocabulary: string
  documents: number
  starts: Int32Array
  at: Int32Array
  amounts: Float32Array
}

const SATURATION = 1.2
const PAIR = 0.5
const PIECE = 0.1
const SHORTEST_PIECE = 3
const LONGEST_PIECE = 5

/** `lengths`, 0 to 1: how far a long field is held against its words. Every document has the same fields. */
export function relevanceOf(
  documents: readonly (readonly Field[])[],
  language: Language,
  { lengths }: { lengths: number },
): RelevanceData {
  const vocabulary = new Vocabulary()
  const counted = documents.map((fields) => fields.map(({ text }) => countTerms(text, language, vocabulary)))
  const fields = documents[0]?.length ?? 0
  const averages = Array.from({ length: fields }, (_, field) => {
    const total = counted.reduce((sum, document) => sum + (document[field]?.total ?? 0), 0)
    return total / Math.max(1, documents.length) || 1
  })
  const rows = counted.map((parts, document) => {
    const amounts = new Map<number, number>()
    for (const [field, { ids, counts, total }] of parts.entries()) {
      const normal = 1 - lengths + (lengths * total) / (averages[field] ?? 1)
      const weight = documents[document]?.[field]?.weight ?? 0
      for (const [at, id] of ids.entries())
        amounts.set(id, (amounts.get(id) ?? 0) + (weight * (counts[at] ?? 0)) / normal)
    }
    const told = [...amounts].filter(([, amount]) => amount > 0)
    return {
      ids: Int32Array.from(told, ([id]) => id),
      values: Float32Array.from(told, ([, amount]) => amount),
    }
  })
  const { starts, at, values: amounts } = postingsOf(rows, vocabulary.size)
  return { language, vocabulary: vocabulary.toText(), documents: documents.length, starts, at, amounts }
}

/** As lists of numbers: a map for each of ten thousand texts would take a hundred megabytes. */
function countTerms(text: string, language: Language, vocabulary: Vocabulary) {
  const counts = new Map<number, number>()
  const words = wordsOf(text, language)
  eachFeature(words, language, SHORTEST_PIECE, LONGEST_PIECE, (_, name) => {
    const id = vocabulary.add(name)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  })
  return {
    ids: Int32Array.from(counts.keys()),
    counts: Int32Array.from(counts.values()),
    total: words.length,
  }
}

export type Relevance = {
  /** Of every document, 0 to 1. */
  scores(words: readonly string[]): Float32Array
  /** How telling a feature is here; of one that is nowhere, as telling as can be. */
  rarityOf(name: string): number
  /** Whether any document has this feature. */
  has(name: string): boolean
}

export function relevance({
  language,
  vocabulary,
  documents,
  starts,
  at,
  amounts,
}: RelevanceData): Relevance {
  const names = Vocabulary.from(vocabulary)
  const rarityOf = (name: string) => {
    const id = names.idOf(name)
    const found = id === undefined ? 0 : (starts[id + 1] ?? 0) - (starts[id] ?? 0)
    return Math.log(1 + (documents - found + 0.5) / (found + 0.5))
  }
  return {
    rarityOf,
    has: (name) => names.idOf(name) !== undefined,
    scores(words) {
      const sums = new Float32Array(documents)
      let most = 0
      const seen = new Set<string>()
      eachFeature(words, language, SHORTEST_PIECE, LONGEST_PIECE, (kind, name) => {
        if (seen.has(name)) return
        seen.add(name)
        const kindWeight = kind === 'word' ? wordWeight(name.slice(2)) : kind === 'pair' ? PAIR : PIECE
        const weight = kindWeight * rarityOf(name)
        most += weight * (SATURATION + 1)
        const id = names.idOf(name)
        if (id === undefined) return
        for (let place = starts[id] ?? 0; place < (starts[id + 1] ?? 0); place++) {
          const document = at[place] ?? 0
          const amount = amounts[place] ?? 0
          sums[document] =
            (sums[document] ?? 0) + (weight * amount * (SATURATION + 1)) / (amount + SATURATION)
        }
      })
      if (most > 0)
        for (let document = 0; document < documents; document++) sums[document] = (sums[document] ?? 0) / most
      return sums
    },
  }
}
