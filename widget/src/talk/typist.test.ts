import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { typist } from './typist.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('says that somebody writes when they begin, again while they go on, and when they stop', async () => {
  const said: string[] = []
  const { typed } = typist(async (is, length) => said.push(`${is} ${length}`))
  for (let key = 1; key <= 50; key++) {
    typed(key)
    await vi.advanceTimersByTimeAsync(500)
  }
  expect(said).toEqual(['true 1', 'true 41'])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(said.at(-1)).toBe('false 0')
})

it('says nothing more of what was sent, and that there is nothing when all is deleted', async () => {
  const said: boolean[] = []
  const { typed, sent } = typist(async (is) => said.push(is))
  typed(3)
  await vi.advanceTimersByTimeAsync(100)
  sent()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said).toEqual([true])
  typed(1)
  typed(0)
  await vi.advanceTimersByTimeAsync(0)
  expect(said).toEqual([true, true, false])
})

it('says once more that nobody writes where the message may have overtaken that somebody does', async () => {
  const said: boolean[] = []
  const heard: (() => void)[] = []
  const { typed, sent } = typist((is) => {
    said.push(is)
    return new Promise<void>((resolve) => heard.push(resolve))
  })
  typed(3)
  sent()
  expect(said).toEqual([true])
  heard.shift()?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(said).toEqual([true, false])
  heard.shift()?.()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said).toEqual([true, false])
})
