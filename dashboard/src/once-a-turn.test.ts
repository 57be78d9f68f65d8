import { expect, test, vi } from 'vitest'
import { onceATurn } from './once-a-turn.ts'

test('asks once for all who ask in the same turn, and anew after it', async () => {
  let answers = 0
  const ask = vi.fn(async () => ++answers)
  const shared = onceATurn(ask)
  expect(await Promise.all([shared(), shared()])).toEqual([1, 1])
  expect(await Promise.all([shared(), shared()])).toEqual([2, 2])
  expect(ask).toHaveBeenCalledTimes(2)
})

test('whoever asks while an answer is on its way does not get that one', async () => {
  const waiting: ((answer: number) => void)[] = []
  const shared = onceATurn(() => new Promise<number>((resolve) => waiting.push(resolve)))
  const first = shared()
  await Promise.resolve()
  const second = shared()
  await Promise.resolve()
  for (const [place, answer] of waiting.entries()) answer(place)
  expect([await first, await second]).toEqual([0, 1])
})

test('fails for all who asked, and is asked again', async () => {
  let broken = true
  const shared = onceATurn(async () => {
    if (broken) throw new Error('away')
    return 'here'
  })
  const both = await Promise.allSettled([shared(), shared()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  broken = false
  expect(await shared()).toBe('here')
})
