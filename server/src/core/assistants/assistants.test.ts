import { describe, expect, it } from 'vitest'
import { matcher } from '../knowledge/matching/match.ts'
import { train } from '../knowledge/matching/train.ts'
import { decide } from './decide.ts'
import { fuse } from './fuse.ts'
import { smallTalkIn } from './small-talk.ts'
import { wantsPerson } from './wants-person.ts'

describe('asking for a person', () => {
  it.each([
    'I want to talk to a human',
    'can I speak with a real person please',
    'agent',
    'connect me to an agent now!!',
    'Ich möchte mit einem Menschen sprechen',
    'kann ich mit einem Mitarbeiter reden?',
    'Je voudrais parler à un conseiller',
    'parler avec quelqu’un',
    'quiero hablar con una persona',
    '¿Puedo hablar con un agente?',
    'quero falar com um atendente',
    'Posso falar com uma pessoa?',
    '担当者と話したいです',
    '人間と話したい',
    'أريد التحدث مع شخص',
    'حولني إلى موظف',
  ])('is heard in %j', (text) => {
    expect(wantsPerson(text)).toBe(true)
  })

  it.each([
    'where is my order',
    'how many people can use one account',
    'the delivery person was rude',
    'what are your human resources doing',
    'Wie viele Personen passen in das Zelt?',
    'combien de personnes',
    'cuántas personas caben',
    '',
  ])('is not heard in %j', (text) => {
    expect(wantsPerson(text)).toBe(false)
  })
})

describe('being polite', () => {
  it.each([
    ['hi', 'greeting'],
    ['Hellooo!!', 'greeting'],
    ['Guten Morgen', 'greeting'],
    ['こんにちは', 'greeting'],
    ['مرحبا', 'greeting'],
    ['ok thanks', 'thanks'],
    ['Vielen Dank!', 'thanks'],
    ['¡Muchas gracias!', 'thanks'],
    ['au revoir', 'goodbye'],
    ['how are you?', 'how-are-you'],
    ['Are you a bot?', 'are-you-a-bot'],
  ])('%j is %s', (text, kind) => {
    expect(smallTalkIn(text)).toBe(kind)
  })

  it.each(['hi, where is my order?', 'thanks but it did not help', 'hiking boots', 'order', 'bye the way'])(
    '%j asks or says something',
    (text) => {
      expect(smallTalkIn(text)).toBeNull()
    },
  )
})

const shop = [
  {
    id: 'where',
    questions: ['Where is my order?', 'track my parcel', 'order status'],
    answer: 'Press Track.',
  },
  { id: 'refund', questions: ['Where is my refund?', 'money back', 'refund status'], answer: 'Five days.' },
  { id: 'kettle', questions: ['How do I descale the kettle?', 'clean the kettle'], answer: 'Citric acid.' },
]
const trained = matcher(train(shop, { language: 'en', threshold: 0.45 }))
const deciding = (text: string, more: Partial<Parameters<typeof decide>[0]> = {}) =>
  decide({ text, match: trained.match(text), threshold: trained.threshold, clarifications: 0, ...more })

const passage = (confidence: number) => ({
  passage: {
    id: 'p1',
    source: 'guide',
    headings: ['Guide'],
    text: 'Fuses are in the box.',
    relevance: confidence,
  },
  text: 'Fuses are in the box.',
  coverage: confidence,
  confidence,
})

describe('the decision', () => {
  it('answers what it is sure of, and says why', () => {
    expect(deciding('where is my order')).toMatchObject({
      outcome: 'answer',
      from: 'question',
      id: 'where',
      why: { reason: 'sure enough', threshold: 0.45, candidates: [{ id: 'where' }, {}, {}] },
    })
  })

  it('offers what may have been meant, twice at most, then hands over', () => {
    const unsure = { threshold: 0.99 }
    const asked = deciding('status', unsure)
    expect(asked).toMatchObject({ outcome: 'suggest', why: { reason: 'not sure which' } })
    expect(asked.outcome === 'suggest' && asked.suggestions.length).toBeLessThanOrEqual(3)
    expect(deciding('status', { ...unsure, clarifications: 1 }).outcome).toBe('suggest')
    expect(deciding('status', { ...unsure, clarifications: 2 })).toMatchObject({
      outcome: 'handover',
      why: { reason: 'asked back often enough' },
    })
  })

  it('hands over what nobody wrote down, and whoever asks for a person, however sure it is', () => {
    expect(deciding('purple elephants dancing')).toMatchObject({
      outcome: 'handover',
      why: { reason: 'nothing fits' },
    })
    expect(deciding('where is my order, let me talk to a human')).toMatchObject({
      outcome: 'handover',
      why: { reason: 'asked for a person' },
    })
  })

  it('is polite, and counts that as no answer', () => {
    expect(deciding('hello')).toMatchObject({ outcome: 'smalltalk', kind: 'greeting' })
  })

  it('lets documents answer what no question does, and not the other way round', () => {
    expect(deciding('where are the fuses', { passage: passage(0.8), threshold: 0.9 })).toMatchObject({
      outcome: 'answer',
      from: 'passage',
      answer: { text: 'Fuses are in the box.' },
    })
    expect(deciding('where is my order', { passage: passage(0.5) })).toMatchObject({ from: 'question' })
    expect(deciding('purple elephants dancing', { passage: passage(0.2) }).outcome).toBe('handover')
  })

  it('asks what is meant by nothing at all', () => {
    expect(deciding('🙂?!')).toMatchObject({ outcome: 'suggest', why: { reason: 'nothing was asked' } })
    expect(deciding('…', { clarifications: 2 }).outcome).toBe('handover')
  })
})

describe('with an endpoint', () => {
  const titles = new Map(shop.map(({ id, questions }) => [id, questions[0] ?? '']))
  const text = 'limescale removal'
  const lexical = trained.match(text)
  const never = new Promise<never>(() => {})

  it('finds by meaning what shares no word', async () => {
    const similarities = async () => new Map([['kettle', 0.95]])
    const fused = await fuse(text, lexical, { embeddings: { similarities }, timeoutMs: 1_000 }, titles)
    expect(fused).toMatchObject({ embeddings: 'used', reranker: 'unasked' })
    expect(fused.match.candidates[0]?.id).toBe('kettle')
    expect(fused.match.candidates[0]?.confidence).toBeGreaterThan(trained.threshold)
  })

  it('lets a model choose, or say none of these', async () => {
    const where = trained.match('where is it')
    const choosing = (id: string | null) =>
      fuse('where is it', where, { reranker: { choose: async () => id }, timeoutMs: 1_000 }, titles)
    expect((await choosing('refund')).match.candidates[0]).toMatchObject({ id: 'refund', confidence: 0.98 })
    for (const nothing of [null, 'no such id']) {
      const { match, reranker } = await choosing(nothing)
      expect(reranker).toBe('none of these')
      expect(match.candidates.every(({ confidence }) => confidence === 0)).toBe(true)
    }
  })

  it('answers from words alone when the endpoint fails or is late', async () => {
    for (const broken of [() => Promise.reject(new Error('500')), () => never]) {
      const endpoint = { embeddings: { similarities: broken }, reranker: { choose: broken }, timeoutMs: 30 }
      const fused = await fuse(text, lexical, endpoint, titles)
      expect(fused).toEqual({ match: lexical, embeddings: 'failed', reranker: 'failed' })
    }
  })
})
