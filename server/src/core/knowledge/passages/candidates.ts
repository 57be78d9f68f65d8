// Where passages are looked for. A database's full-text search is one such place; the one here is in memory.
import { relevance, relevanceOf } from '../matching/relevance.ts'
import { type Language, wordsOf } from '../text/tokens.ts'

export type SourcePassage = { id: string; source: string; headings: readonly string[]; text: string }
export type FoundPassage = SourcePassage & {
  /** 0 to 1: the share of what the question says that is in it. */
  relevance: number
}

export type PassageCandidates = {
  /** The most relevant first, at most `limit`. */
  find(question: string, limit: number): Promise<FoundPassage[]>
}

const HEADINGS = 0.3

/** For tests, small bases, and ranking what a larger search found. */
export function passagesInMemory(passages: readonly SourcePassage[], language: Language): PassageCandidates {
  const index = relevance(
    relevanceOf(
      passages.map(({ headings, text }) => [
        { text, weight: 1 },
        { text: headings.join(' '), weight: HEADINGS },
      ]),
      language,
      { lengths: 0.5 },
    ),
  )
  return {
    async find(question, limit) {
      const scores = index.scores(wordsOf(question, language))
      return passages
        .map((passage, at) => ({ ...passage, relevance: scores[at] ?? 0 }))
        .filter((passage) => passage.relevance > 0)
        .sort((a, b) => b.relevance - a.relevance || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
    },
  }
}
