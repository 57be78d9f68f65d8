// Which answer a text asks for, and how sure that is.
import { wordWeight } from '../text/common-words.ts'
import { stemOf, wordsOf } from '../text/tokens.ts'
import { matchFeatures } from './features.ts'
import { highest } from './nearest.ts'
import { dotProducts } from './postings.ts'
import { relevance } from './relevance.ts'
import type { Model } from './train.ts'
import { type Repair, repairer } from './typos.ts'
import { unitVector, type Vector } from './vector.ts'
import { Vocabulary } from './vocabulary.ts'

/** What spoke for a candidate, each 0 to 1. */
export type Evidence = { classifier: number; nearest: number; asked: number; answer: number }
export type Candidate = {
  id: string
  title: string
  /** By which candidates are ranked. */
  score: number
  /** 0 to 1: how likely it is that this is what was asked, and that anything here is. */
  confidence: number
  evidence: Evidence
}
export type Match = {
  /** Best first, at most {@link MOST_CANDIDATES}. */
  candidates: Candidate[]
  /** The share of what the text says that occurs in any question or answer: what nobody wrote down cannot be answered. */
  coverage: number
  /** Words taken for others that are known here. */
  repaired: Repair[]
}

export const MOST_CANDIDATES = 5
const SLOPE = 3
/** The classifier has seen what asks for others, so it knows best whether anything fits; the others rank well. */
const SURE = { classifier: 0.8, nearest: 0.1, asked: 0.1 }
/** So much of a score is left when nothing of a text is known. */
const UNCOVERED = 0.5
/** With so many questions an answer, the classifier has seen enough; with one, words in common say more. */
const ENOUGH_QUESTIONS = 1.5

export type Matcher = { match(text: string): Match; threshold: number }

export function matcher(model: Model): Matcher {
  const { language, rarity, entryOf } = model
  const vocabulary = Vocabulary.from(model.vocabulary)
  const asked = relevance(model.asked)
  const answers = relevance(model.answers)
  const entryIds = model.entries
  const entries = entryIds.length
  const byWords = Math.min(1, (ENOUGH_QUESTIONS * entries) / Math.max(1, entryOf.length))
  const isKnown = (word: string) => {
    const name = `w:${stemOf(word, language)}`
    return vocabulary.idOf(name) !== undefined || answers.has(name)
  }
  const repair = repairer(new Map(model.words), language)

  function vectorOf(words: readonly string[]): Vector {
    return unitVector(
      [...matchFeatures(words, language)].flatMap(([name, weight]): [number, number][] => {
        const id = vocabulary.idOf(name)
        return id === undefined ? [] : [[id, weight * (rarity[id] ?? 0)]]
      }),
    )
  }

  function best(scores: Float32Array): Float32Array {
    const most = new Float32Array(entries)
    for (let question = 0; question < entryOf.length; question++) {
      const entry = entryOf[question] ?? 0
      most[entry] = Math.max(most[entry] ?? 0, scores[question] ?? 0)
    }
    return most
  }

  return {
    threshold: model.threshold,
    match(text) {
      const said = wordsOf(text, language)
      // Before repairing: a word that was only taken for a known one is no sign that we know what this is about.
      const coverage = coverageOf(said, isKnown)
      const { words, repaired } = repair(said)
      const vector = vectorOf(words)
      const margins = dotProducts(model.weights, vector)
      const nearest = best(dotProducts(model.questions, vector))
      const inQuestions = best(asked.scores(words))
      const inAnswers = answers.scores(words)
      const damping = UNCOVERED + (1 - UNCOVERED) * coverage
      const evidenceOf = (entry: number): Evidence => ({
        classifier: 1 / (1 + Math.exp(-SLOPE * ((margins[entry] ?? 0) + (model.bias[entry] ?? 0)))),
        nearest: nearest[entry] ?? 0,
        asked: inQuestions[entry] ?? 0,
        answer: inAnswers[entry] ?? 0,
      })
      const scores = Float64Array.from(entryIds, (_, entry) => {
        const { classifier, nearest, asked, answer } = evidenceOf(entry)
        return ((classifier + nearest) / 2 + byWords * asked + answer) / (1 + byWords)
      })
      // Entries stand in the order of their ids, so the first of two alike is the same one always.
      const candidates = highest(scores, MOST_CANDIDATES).map((entry): Candidate => {
        const evidence = evidenceOf(entry)
        const { classifier, nearest, asked } = evidence
        const sure = SURE.classifier * classifier + SURE.nearest * nearest + SURE.asked * asked
        const [id = '', title = ''] = [entryIds[entry], model.titles[entry]]
        return { id, title, score: scores[entry] ?? 0, confidence: damping * sure, evidence }
      })
      return { candidates, coverage, repaired }
    },
  }
}

function coverageOf(words: readonly string[], isKnown: (word: string) => boolean): number {
  let all = 0
  let known = 0
  for (const word of words) {
    const weight = wordWeight(word)
    all += weight
    if (isKnown(word)) known += weight
  }
  return all === 0 ? 0 : known / all
}
