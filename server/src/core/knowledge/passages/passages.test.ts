import { expect, it } from 'vitest'
import { bestSentence } from './best-sentence.ts'
import { passagesInMemory } from './candidates.ts'
import { passagesOf } from './chunk.ts'
import { sentencesOf } from './sentences.ts'

const GUIDE = `Welcome to the guide.

# Delivery

We ship every day but Sunday. Parcels take two days.

## Abroad

Outside the country a parcel takes a week. Customs may ask for an invoice.

Returns
-------

You may send anything back within thirty days. The money is with you five days later.

\`\`\`sh
# not a heading
\`\`\`
`
const english = { language: 'en', locale: 'en' } as const
const passages = passagesOf(GUIDE, { title: 'Shop', locale: 'en' })

it('cuts a document at its headings, and each piece knows what it stands under', () => {
  expect(passages.map(({ headings }) => headings.join(' / '))).toEqual([
    'Shop',
    'Shop / Delivery',
    'Shop / Delivery / Abroad',
    'Shop / Delivery / Returns',
  ])
  for (const { text, from, to } of passages) expect(GUIDE.slice(from, to).trim()).toBe(text)
  expect(passages.at(-1)?.text).toContain('# not a heading')
})

it('cuts what is long between sentences, and loses nothing', () => {
  const sentence = (n: number) => `Sentence number ${n} says something about the kettle and its lid. `
  const long = Array.from({ length: 60 }, (_, n) => sentence(n)).join('')
  const pieces = passagesOf(long, { title: '', locale: 'en' })
  expect(pieces.length).toBeGreaterThan(4)
  expect(pieces.map(({ text }) => text).join(' ')).toBe(long.trim())
  for (const { text } of pieces) expect(text.split(/\s+/).length).toBeLessThanOrEqual(120)
  expect(passagesOf('', { title: 'x', locale: 'en' })).toEqual([])
  expect(passagesOf('x'.repeat(100_000), { title: '', locale: 'en' }).length).toBeGreaterThan(0)
})

it('reads sentences past abbreviations, and where no spaces are', () => {
  expect(sentencesOf('Use tools, e.g. a knife. Then stop.', 'en')).toEqual([
    'Use tools, e.g. a knife. ',
    'Then stop.',
  ])
  expect(sentencesOf('返品できます。五日かかります。', 'ja')).toHaveLength(2)
})

const sources = passages.map(({ headings, text }, n) => ({ id: String(n), source: 'guide', headings, text }))
const found = (question: string) => passagesInMemory(sources, 'en').find(question, 5)

it('finds the passage, and says the sentence with its neighbours and where it is from', async () => {
  const question = 'how many days until the money is with me?'
  const answer = bestSentence(question, await found(question), english)
  expect(answer?.passage.headings.at(-1)).toBe('Returns')
  expect(answer?.text).toContain('five days later')
  expect((answer?.text ?? '').split(/\s+/).length).toBeLessThanOrEqual(80)
  expect(answer?.confidence).toBeGreaterThan(0.45)
})

it('is not sure of what no document is about', async () => {
  const question = 'who won the chess championship'
  const answer = bestSentence(question, await found(question), english)
  expect(answer?.confidence ?? 0).toBeLessThan(0.45)
  expect(bestSentence('???', await found('???'), english)).toBeUndefined()
})

it('says no more than eighty words, even of one endless sentence', () => {
  const text = `kettle ${'word '.repeat(500)}`
  const passage = { id: '1', source: 's', headings: [], text, relevance: 1 }
  expect((bestSentence('kettle', [passage], english)?.text ?? '').split(/\s+/).length).toBeLessThanOrEqual(80)
})
