// Answer, offer what may have been meant, or hand over: one decision, with everything it was made from for people to see.
import type { Candidate, Match } from '../knowledge/matching/match.ts'
import type { PassageAnswer } from '../knowledge/passages/best-sentence.ts'
import { type SmallTalk, smallTalkIn } from './small-talk.ts'
import { wantsPerson } from './wants-person.ts'

export type Considered = {
  text: string
  match: Match
  /** Of the questions and answers; chosen when they were trained. */
  threshold: number
  /** The best that documents have to say, if there are any. */
  passage?: PassageAnswer | undefined
  /** How often in a row it asked back already. */
  clarifications: number
}

export type Why = {
  reason:
    | 'sure enough'
    | 'not sure which'
    | 'asked for a person'
    | 'nothing fits'
    | 'asked back often enough'
    | 'only being polite'
    | 'nothing was asked'
  threshold: number
  passageThreshold: number
  coverage: number
  candidates: readonly Candidate[]
  repaired: Match['repaired']
  passage: { id: string; confidence: number; coverage: number } | null
}

export type Decision =
  | { outcome: 'answer'; from: 'question'; id: string; why: Why }
  | { outcome: 'answer'; from: 'passage'; answer: PassageAnswer; why: Why }
  | { outcome: 'suggest'; suggestions: { id: string; title: string }[]; why: Why }
  | { outcome: 'handover'; why: Why }
  | { outcome: 'smalltalk'; kind: SmallTalk; why: Why }

/** From so much of the threshold on a candidate is worth offering. */
const WORTH_OFFERING = 0.6
const MOST_SUGGESTIONS = 3
/** After so many in a row, a person knows better. */
const MOST_CLARIFICATIONS = 2
/** Chosen where nine in ten questions about something else are left alone; that depends little on what documents say. */
export const PASSAGE_THRESHOLD = 0.45

export function decide({ text, match, threshold, passage, clarifications }: Considered): Decision {
  const why = (reason: Why['reason']): Why => ({
    reason,
    threshold,
    passageThreshold: PASSAGE_THRESHOLD,
    coverage: match.coverage,
    candidates: match.candidates,
    repaired: match.repaired,
    passage: passage
      ? { id: passage.passage.id, confidence: passage.confidence, coverage: passage.coverage }
      : null,
  })
  if (wantsPerson(text)) return { outcome: 'handover', why: why('asked for a person') }
  const [best] = match.candidates
  const kind = smallTalkIn(text)
  // Somebody may have written down what to answer to "hi": then that is the answer.
  if (kind && !(best && best.evidence.nearest > 0.95))
    return { outcome: 'smalltalk', kind, why: why('only being polite') }
  if (!/[\p{L}\p{N}]/u.test(text))
    return clarifications >= MOST_CLARIFICATIONS
      ? { outcome: 'handover', why: why('asked back often enough') }
      : { outcome: 'suggest', suggestions: [], why: why('nothing was asked') }

  const bySure = best && best.confidence >= threshold ? best.confidence / threshold : 0
  const byPassage =
    passage && passage.confidence >= PASSAGE_THRESHOLD ? passage.confidence / PASSAGE_THRESHOLD : 0
  // What somebody wrote down as the answer to this goes before what a document happens to say.
  if (best && bySure > 0 && bySure >= byPassage * 0.8)
    return { outcome: 'answer', from: 'question', id: best.id, why: why('sure enough') }
  if (passage && byPassage > 0)
    return { outcome: 'answer', from: 'passage', answer: passage, why: why('sure enough') }

  const offered = match.candidates
    .filter(({ confidence }) => confidence >= WORTH_OFFERING * threshold)
    .slice(0, MOST_SUGGESTIONS)
  if (offered.length === 0) return { outcome: 'handover', why: why('nothing fits') }
  if (clarifications >= MOST_CLARIFICATIONS)
    return { outcome: 'handover', why: why('asked back often enough') }
  const suggestions = offered.map(({ id, title }) => ({ id, title }))
  return { outcome: 'suggest', suggestions, why: why('not sure which') }
}
