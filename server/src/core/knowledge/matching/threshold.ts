// From which score on to answer, without one question that is out of scope: some entries are hidden, and what asks for
// them is out of scope then.
import { randomFrom } from '../random.ts'
import type { Language } from '../text/tokens.ts'
import { matcher } from './match.ts'
import { type Entry, fit } from './train.ts'

/** Fewer entries tell nothing about the others. */
const FEWEST_ENTRIES = 8
const WITHOUT_EVIDENCE = 0.45
const HIDDEN = 0.25
/** So much of what is out of scope must be left alone. A hidden sibling is harder to tell than what people really ask. */
const LEFT_ALONE = 0.8
/** Questions asked in each round. */
const ASKED = 300
const LEAST = 0.25
const MOST = 0.75

export function chooseThreshold(entries: readonly Entry[], language: Language, seed: number): number {
  if (entries.length < FEWEST_ENTRIES) return WITHOUT_EVIDENCE
  const questions = entries.reduce((sum, entry) => sum + entry.questions.length, 0)
  // Each round is a training: with thousands of questions one says as much as six of a small base.
  const rounds = questions <= 1_000 ? 6 : questions <= 4_000 ? 3 : 1
  const outside: number[] = []
  for (let round = 0; round < rounds; round++)
    outside.push(...scoresOfHidden(entries, language, randomFrom(seed * 7_919 + round), seed))
  outside.sort((a, b) => a - b)
  const threshold = outside[Math.floor(outside.length * LEFT_ALONE)] ?? WITHOUT_EVIDENCE
  return Math.min(MOST, Math.max(LEAST, threshold))
}

function scoresOfHidden(
  entries: readonly Entry[],
  language: Language,
  random: () => number,
  seed: number,
): number[] {
  const hidden = new Set(entries.filter(() => random() < HIDDEN))
  const left = entries.filter((entry) => !hidden.has(entry))
  if (hidden.size === 0 || left.length === 0) return []
  const { match } = matcher(fit(left, language, seed))
  const asked = [...hidden].flatMap(({ questions }) => questions)
  const step = Math.max(1, asked.length / ASKED)
  const scores: number[] = []
  for (let at = 0; at < asked.length; at += step)
    scores.push(match(asked[Math.floor(at)] ?? '').candidates[0]?.confidence ?? 0)
  return scores
}
