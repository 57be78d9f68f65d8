// The matcher that answers while the next one is trained: swapped whole, and what was posted a moment ago is found meanwhile.
import { type Match, type Matcher, matcher } from '../matching/match.ts'
import { type Entry, index, type Model } from '../matching/train.ts'
import type { Language } from '../text/tokens.ts'

export type Train = (entries: readonly Entry[], language: Language) => Promise<Model>

export type LiveMatcher = {
  match(text: string): Match
  threshold(): number
  /**
   * What is to be known from now on. Resolves when it is trained; until then answers come from what was known before, with
   * what was added or changed found by its nearest question. A later call overtakes an earlier one.
   * @throws what training threw; the old ones go on then.
   */
  learn(entries: readonly Entry[]): Promise<void>
}

/** More at once are a new base, and wait for their training: this runs where requests are answered. */
const MOST_FRESH = 500
/** As good as sure: a nearest question says less than a classifier. */
const OF_A_NEAREST = 0.9

export function liveMatcher(
  language: Language,
  train: Train,
  kept?: { model: Model; entries: readonly Entry[] },
): LiveMatcher {
  let trained: Matcher = matcher(kept?.model ?? index([], language).model)
  let known = new Map((kept?.entries ?? []).map((entry) => [entry.id, fingerprint(entry)]))
  let fresh: Matcher | undefined
  /** Of trained entries that are no more, or say something else now. */
  let gone: ReadonlySet<string> = new Set()
  let latest = 0

  return {
    threshold: () => trained.threshold,
    match(text) {
      const old = trained.match(text)
      const candidates = old.candidates.filter(({ id }) => !gone.has(id))
      if (!fresh) return { ...old, candidates }
      const now = fresh.match(text)
      const added = now.candidates.map((candidate) => ({
        ...candidate,
        confidence: OF_A_NEAREST * candidate.evidence.nearest * (0.5 + now.coverage / 2),
      }))
      const all = [...candidates, ...added].sort(
        (a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1),
      )
      return {
        candidates: all.slice(0, Math.max(candidates.length, added.length)),
        coverage: Math.max(old.coverage, now.coverage),
        repaired: old.repaired,
      }
    },
    async learn(entries) {
      const mine = ++latest
      const wanted = new Map(entries.map((entry) => [entry.id, fingerprint(entry)]))
      const changed = entries.filter((entry) => known.get(entry.id) !== wanted.get(entry.id))
      gone = new Set([...known.keys()].filter((id) => known.get(id) !== wanted.get(id)))
      fresh = changed.length > 0 ? matcher(index(changed.slice(0, MOST_FRESH), language).model) : undefined
      const model = await train(entries, language)
      if (mine !== latest) return
      trained = matcher(model)
      known = wanted
      fresh = undefined
      gone = new Set()
    },
  }
}

function fingerprint({ questions, answer }: Entry): string {
  return JSON.stringify([questions, answer])
}
