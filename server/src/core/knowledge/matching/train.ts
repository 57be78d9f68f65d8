// From questions and answers to what answers: pure, and the same for the same input in whatever order it comes.
import { randomFrom } from '../random.ts'
import { type Language, wordsOf } from '../text/tokens.ts'
import { matchFeatures } from './features.ts'
import { trainOne } from './linear.ts'
import { mostAlike } from './nearest.ts'
import { type PostingsData, postingsOf } from './postings.ts'
import { type RelevanceData, relevanceOf } from './relevance.ts'
import { chooseThreshold } from './threshold.ts'
import { sumOf, unitVector, type Vector } from './vector.ts'
import { Vocabulary } from './vocabulary.ts'

/** One answer and the ways to ask for it; the first is its question. */
export type Entry = { id: string; questions: readonly string[]; answer: string }

/** Plain data: crosses threads, and is written down by `v8.serialize`. */
export type Model = {
  language: Language
  entries: string[]
  /** The first question of each entry, for people to choose from. */
  titles: string[]
  /** Words of the questions as they are written, and in how many: what a mistyped one may be meant for. */
  words: [word: string, questions: number][]
  vocabulary: string
  rarity: Float32Array
  /** Of each question, the entry it asks for. */
  entryOf: Int32Array
  questions: PostingsData
  weights: PostingsData
  bias: Float32Array
  /** Of each question. */
  asked: RelevanceData
  /** Of each answer's text. */
  answers: RelevanceData
  /** Scores at or above it are answered. */
  threshold: number
}

export type TrainOptions = { language: Language; seed?: number; threshold?: number }

/** Up to so many questions every other one is a negative example of an answer. */
const ALL_AGAINST_ALL = 2_000
/** Beyond: those most like all of an answer's questions, so many for each of these, and some at random. */
const CLOSE = 30
const MOST_CLOSE = 600
const AT_RANDOM = 250
const PASSES = 12
const COST = 0.3
/** How far a long question or answer is held against the words in it. */
const LENGTHS = 0.75
/** An answer has few questions and everybody else's against it. */
const COST_OF_OWN = 3

/** Seconds of work for thousands of questions: meant for a thread of its own. */
export function train(given: readonly Entry[], { language, seed = 1, threshold }: TrainOptions): Model {
  const entries = given.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const model = fit(entries, language, seed)
  return { ...model, threshold: threshold ?? chooseThreshold(entries, language, seed) }
}

/** All but the threshold, which is chosen by training several times without some of the entries. */
export function fit(entries: readonly Entry[], language: Language, seed: number): Model {
  const { model, vectors } = index(entries, language)
  const features = model.rarity.length
  const { entryOf, questions } = model
  const trained = separate({ entries: entries.length, entryOf, vectors, questions, features, seed })
  const bias = Float32Array.from(trained, (weights) => weights.bias)
  return { ...model, weights: postingsOf(trained, features), bias }
}

/** What finds the nearest question, without a classifier: a thousand questions take some 50 ms. */
export function index(entries: readonly Entry[], language: Language): { model: Model; vectors: Vector[] } {
  const asked = entries.flatMap(({ questions }, entry) => questions.map((text) => ({ text, entry })))
  const words = asked.map(({ text }) => wordsOf(text, language))
  const { vocabulary, rarity, vectors } = weigh(words, language)
  const features = vocabulary.size
  const one = (text: string) => [{ text, weight: 1 }]
  const model: Model = {
    language,
    entries: entries.map(({ id }) => id),
    titles: entries.map(({ questions: [title = ''] }) => title),
    words: countWords(words),
    vocabulary: vocabulary.toText(),
    rarity,
    entryOf: Int32Array.from(asked, ({ entry }) => entry),
    questions: postingsOf(vectors, features),
    weights: postingsOf(
      entries.map(() => ({ ids: new Int32Array(), values: new Float32Array() })),
      features,
    ),
    bias: new Float32Array(entries.length).fill(-1),
    asked: relevanceOf(
      asked.map(({ text }) => one(text)),
      language,
      { lengths: LENGTHS },
    ),
    answers: relevanceOf(
      entries.map(({ answer }) => one(answer)),
      language,
      { lengths: LENGTHS },
    ),
    threshold: 0,
  }
  return { model, vectors }
}

function countWords(texts: readonly (readonly string[])[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
}

/** One text after the other: all features of ten thousand by name would take hundreds of megabytes. */
function weigh(texts: readonly (readonly string[])[], language: Language) {
  const vocabulary = new Vocabulary()
  const seenIn: number[] = []
  const counted = texts.map((words) => {
    const features = matchFeatures(words, language)
    const ids = new Int32Array(features.size)
    const values = new Float64Array(features.size)
    let at = 0
    for (const [name, weight] of features) {
      const id = vocabulary.add(name)
      seenIn[id] = (seenIn[id] ?? 0) + 1
      ids[at] = id
      values[at++] = weight
    }
    return { ids, values }
  })
  const rarity = Float32Array.from(seenIn, (count) => Math.log((texts.length + 1) / (count + 0.5)))
  const vectors = counted.map(({ ids, values }) =>
    unitVector(Array.from(ids, (id, at) => [id, (values[at] ?? 0) * (rarity[id] ?? 0)])),
  )
  return { vocabulary, rarity, vectors }
}

type Separating = {
  entries: number
  entryOf: Int32Array
  vectors: readonly Vector[]
  questions: PostingsData
  features: number
  seed: number
}

function separate({ entries, entryOf, vectors, questions, features, seed }: Separating) {
  const own: number[][] = Array.from({ length: entries }, () => [])
  for (const [question, entry] of entryOf.entries()) own[entry]?.push(question)
  const scratch = new Int32Array(features)
  const options = { passes: PASSES, cost: COST, positiveCost: COST_OF_OWN }
  return own.map((mine, entry) => {
    // Of its own, so that one entry's training does not depend on how many came before it.
    const random = randomFrom(seed * 1_000_003 + entry)
    const theirs = negativesFor({ entry, mine, entryOf, vectors, questions, random })
    return trainOne(pick(vectors, mine), pick(vectors, theirs), scratch, { ...options, random })
  })
}

type Against = Pick<Separating, 'entryOf' | 'vectors' | 'questions'> & {
  entry: number
  mine: readonly number[]
  random: () => number
}

function negativesFor({ entry, mine, entryOf, vectors, questions, random }: Against): number[] {
  const isOther = (question: number) => entryOf[question] !== entry
  if (entryOf.length <= ALL_AGAINST_ALL) return [...entryOf.keys()].filter(isOther)
  const chosen = new Set<number>()
  const all = sumOf(pick(vectors, mine))
  for (const question of mostAlike(questions, all, Math.min(MOST_CLOSE, CLOSE * mine.length), isOther))
    chosen.add(question)
  for (let n = 0; n < AT_RANDOM; n++) {
    const question = Math.floor(random() * entryOf.length)
    if (isOther(question)) chosen.add(question)
  }
  return [...chosen].sort((a, b) => a - b)
}

function pick(vectors: readonly Vector[], which: readonly number[]): Vector[] {
  return which.flatMap((index) => vectors[index] ?? [])
}
