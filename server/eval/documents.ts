// The set that asks about documents: the paragraph, the sentence, and whether it is about them at all.

import { PASSAGE_THRESHOLD } from '../src/core/assistants/decide.ts'
import { bestSentence } from '../src/core/knowledge/passages/best-sentence.ts'
import { passagesInMemory } from '../src/core/knowledge/passages/candidates.ts'
import { at, type Row, separation, share } from './metrics.ts'
import type { Result } from './questions.ts'
import { readLines } from './read-sets.ts'

type Paragraph = { id: string; title: string; text: string }
type Question = { text: string; para: string; impossible: boolean; answers: string[] }

const ENGLISH = { language: 'en', locale: 'en' } as const
const FOUND = 5

export async function squad2(folder: string): Promise<Result> {
  const docs = readLines<Paragraph>(folder, 'squad2/dev/docs.jsonl')
  const all = readLines<Question>(folder, 'squad2/dev/queries.jsonl')
  if (!docs || !all) return { figures: [], timings: [] }
  const questions = all.filter(({ impossible }) => !impossible)
  const began = performance.now()
  const passages = search(docs)
  const trained = performance.now() - began
  const latencies: number[] = []
  const answered = []
  for (const question of questions) {
    const from = performance.now()
    const found = await passages.find(question.text, FOUND)
    const best = bestSentence(question.text, found, ENGLISH)
    latencies.push(performance.now() - from)
    const text = plain(best?.text ?? '')
    answered.push({
      paragraph: found[0]?.id === question.para,
      sentence: question.answers.some((answer) => text.includes(plain(answer))),
    })
  }
  const topics = await offTopic(docs, questions)
  return {
    timings: [{ name: 'squad2', trained, questions: docs.length, latencies }],
    figures: [
      {
        name: 'squad2 paragraph P@1',
        value: share(answered, (one) => one.paragraph),
        published: 'FTS5 82.6',
        must: 83,
        moonshot: 87,
      },
      {
        name: 'squad2 the 80 words have the answer',
        value: share(answered, (one) => one.sentence),
        must: 73,
        moonshot: 80,
      },
      {
        name: 'squad2 off-topic AUROC',
        value: separation(topics),
        published: 'BM25 87.6',
        must: 96,
        moonshot: 98,
      },
      { name: 'squad2 about the documents, answered', value: at(topics, PASSAGE_THRESHOLD).inScope },
      { name: 'squad2 about others, left alone', value: at(topics, PASSAGE_THRESHOLD).oos },
    ],
  }
}

function search(docs: readonly Paragraph[]) {
  return passagesInMemory(
    docs.map(({ id, title, text }) => ({ id, source: title, headings: [title], text })),
    ENGLISH.language,
  )
}

/** Every other article is known; each question is asked of both halves. */
async function offTopic(docs: readonly Paragraph[], questions: readonly Question[]): Promise<Row[]> {
  const titles = [...new Set(docs.map(({ title }) => title))].sort()
  const titleOf = new Map(docs.map(({ id, title }) => [id, title]))
  const rows: Row[] = []
  for (const half of [0, 1]) {
    const known = new Set(titles.filter((_, index) => index % 2 === half))
    const passages = search(docs.filter(({ title }) => known.has(title)))
    for (const { text, para } of questions) {
      const best = bestSentence(text, await passages.find(text, FOUND), ENGLISH)
      const about = known.has(titleOf.get(para) ?? '')
      rows.push({ gold: about ? 'known' : null, got: 'known', score: best?.confidence ?? 0 })
    }
  }
  return rows
}

/** As the set compares: lower case, no punctuation, no articles. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
