// With an endpoint configured, embeddings find what shares no word with the question, and a model may say that none of the
// best fits. Either may fail or be slow: then what words say stands, exactly as without.
import type { Candidate, Match } from '../knowledge/matching/match.ts'

export type Embeddings = {
  /** Cosines of the text with every entry, by id. */
  similarities(text: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>>
}
export type Reranker = {
  /** The id of the candidate that answers the text, or null for none of these. */
  choose(text: string, candidates: readonly Candidate[], signal: AbortSignal): Promise<string | null>
}
/** `timeoutMs` is for both together: whoever waits does not care who is slow. */
export type Endpoint = { embeddings?: Embeddings; reranker?: Reranker; timeoutMs: number }

/** What the model said of a match: `unasked` without one, `failed` for an error or a timeout. */
export type Said = 'unasked' | 'failed' | 'none of these' | 'this one'
export type Fused = { match: Match; embeddings: 'unasked' | 'failed' | 'used'; reranker: Said }

/** Cosines of sentence encoders crowd between so much … */
const UNLIKE = 0.2
/** … and one. */
const CHOSEN = 0.98

/** `entries` names every entry that the embeddings may find beyond the candidates. */
export async function fuse(
  text: string,
  lexical: Match,
  endpoint: Endpoint,
  entries: ReadonlyMap<string, string>,
): Promise<Fused> {
  const signal = AbortSignal.timeout(endpoint.timeoutMs)
  const near = await attempt(endpoint.embeddings?.similarities(text, signal), signal)
  const match = near.value ? withSimilarities(lexical, near.value, entries) : lexical
  const embeddings = near.failed ? 'failed' : near.value ? 'used' : 'unasked'
  if (!endpoint.reranker || match.candidates.length === 0) return { match, embeddings, reranker: 'unasked' }
  const chosen = await attempt(endpoint.reranker.choose(text, match.candidates, signal), signal)
  if (chosen.failed) return { match, embeddings, reranker: 'failed' }
  const known = match.candidates.find(({ id }) => id === chosen.value)
  // An id that was not offered is no answer.
  if (!known) return { match: noneOf(match), embeddings, reranker: 'none of these' }
  const rest = match.candidates.filter(({ id }) => id !== known.id)
  const first = { ...known, confidence: Math.max(known.confidence, CHOSEN) }
  return { match: { ...match, candidates: [first, ...rest] }, embeddings, reranker: 'this one' }
}

type Attempt<T> = { value: T | undefined; failed: boolean }

/** A promise that does not heed the signal is not waited for either. */
async function attempt<T>(asked: Promise<T> | undefined, signal: AbortSignal): Promise<Attempt<T>> {
  if (!asked) return { value: undefined, failed: false }
  const late = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  late.catch(() => undefined)
  try {
    return { value: await Promise.race([asked, late]), failed: false }
  } catch {
    // Whatever it was, there is an answer without it; the caller sees that it failed.
    return { value: undefined, failed: true }
  }
}

function withSimilarities(
  match: Match,
  near: ReadonlyMap<string, number>,
  entries: ReadonlyMap<string, string>,
): Match {
  const alike = (id: string) => Math.max(0, ((near.get(id) ?? 0) - UNLIKE) / (1 - UNLIKE))
  const known = new Map(match.candidates.map((candidate) => [candidate.id, candidate]))
  const ids = new Set([...known.keys(), ...[...near.keys()].filter((id) => entries.has(id))])
  const candidates = [...ids].map((id): Candidate => {
    const nearest = alike(id)
    const lexical = known.get(id)
    const evidence = lexical?.evidence ?? { classifier: 0, nearest: 0, asked: 0, answer: 0 }
    return {
      id,
      title: lexical?.title ?? entries.get(id) ?? '',
      score: ((lexical?.score ?? 0) + nearest) / 2,
      confidence: ((lexical?.confidence ?? 0) + nearest) / 2,
      evidence: { ...evidence, nearest: Math.max(evidence.nearest, nearest) },
    }
  })
  candidates.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  return { ...match, candidates: candidates.slice(0, Math.max(5, match.candidates.length)) }
}

function noneOf(match: Match): Match {
  return { ...match, candidates: match.candidates.map((candidate) => ({ ...candidate, confidence: 0 })) }
}
