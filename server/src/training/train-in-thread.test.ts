import { expect, it } from 'vitest'
import type { Entry } from '../core/knowledge/matching/train.ts'
import { liveMatcher } from '../core/knowledge/training/live-matcher.ts'
import { trainInThread } from './train-in-thread.ts'

const entry = (id: string, ...questions: string[]): Entry => ({ id, questions, answer: `About ${id}.` })
const first = [
  entry('where', 'where is my order', 'track parcel'),
  entry('money', 'refund status', 'money back'),
]

const train = async (entries: readonly Entry[], language: 'en' | 'other') =>
  (await trainInThread(entries, language)).model

it('trains in a thread of its own, and answers as if it had here', async () => {
  const live = liveMatcher('en', train)
  await live.learn(first)
  expect(live.match('track my parcel').candidates[0]?.id).toBe('where')
  expect(live.threshold()).toBeGreaterThan(0)
})

it('finds what was posted a moment ago, forgets what went, and goes on with the old when training fails', async () => {
  let finish = () => {}
  let fail = false
  const slow = async (entries: readonly Entry[], language: 'en' | 'other') => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    if (fail) throw new Error('no memory')
    return await train(entries, language)
  }
  const live = liveMatcher('en', slow)
  const learning = live.learn(first)
  expect(live.match('refund status').candidates[0]?.id).toBe('money')
  finish()
  await learning

  const second = [first[0] as Entry, entry('kettle', 'descale the kettle')]
  const again = live.learn(second)
  const [best] = live.match('how to descale a kettle').candidates
  expect(best).toMatchObject({ id: 'kettle' })
  expect(live.match('refund status').candidates.map(({ id }) => id)).not.toContain('money')
  fail = true
  finish()
  await expect(again).rejects.toThrow('no memory')
  expect(live.match('track my parcel').candidates[0]?.id).toBe('where')
})

it('takes the latest of two that overtake one another', async () => {
  const waiting: (() => void)[] = []
  const live = liveMatcher('en', async (entries, language) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return await train(entries, language)
  })
  const [older, newer] = [live.learn(first), live.learn([entry('kettle', 'descale the kettle')])]
  waiting[1]?.()
  await newer
  waiting[0]?.()
  await older
  expect(live.match('descale kettle').candidates.map(({ id }) => id)).toEqual(['kettle'])
})
