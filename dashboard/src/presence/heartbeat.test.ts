import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Doing } from '../api/presence.ts'
import { type Heartbeat, keepSaying } from './heartbeat.ts'

const said: (string | null)[] = []
let heartbeat: Heartbeat
beforeEach(() => {
  vi.useFakeTimers()
  heartbeat = keepSaying(async ({ conversation_id }) => void said.push(conversation_id))
})
afterEach(() => {
  heartbeat.stop()
  said.length = 0
  vi.useRealTimers()
})
const at = (conversation_id: string | null): Doing => ({
  status: 'online',
  conversation_id,
  typing: false,
  draft_kind: null,
  draft_length: null,
})

test('says where one stops, soon, and what stays every 20 seconds', async () => {
  for (const id of ['a', 'b', 'c']) {
    heartbeat.set(at(id))
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(said).toEqual([])
  await vi.advanceTimersByTimeAsync(150)
  expect(said).toEqual(['c'])
  heartbeat.set(at('c'))
  await vi.advanceTimersByTimeAsync(19_000)
  expect(said).toEqual(['c'])
  await vi.advanceTimersByTimeAsync(21_000)
  expect(said).toEqual(['c', 'c', 'c'])
})

test('says at once that what was an answer is a note now', async () => {
  const kinds: unknown[] = []
  const own = keepSaying(async ({ draft_kind }) => void kinds.push(draft_kind))
  for (const draft_kind of ['reply', 'note'] as const) {
    own.set({ ...at('a'), typing: true, draft_kind })
    await vi.advanceTimersByTimeAsync(250)
  }
  own.stop()
  expect(kinds).toEqual(['reply', 'note'])
})

test('says nothing before there is something to say', () => {
  heartbeat.pulse()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})

test('beats with the line when timers rest', async () => {
  heartbeat.set(at('a'))
  await vi.advanceTimersByTimeAsync(250)
  // A hidden tab: the clock goes on, its timers do not.
  vi.setSystemTime(Date.now() + 15_000)
  heartbeat.pulse()
  expect(said).toEqual(['a'])
  vi.setSystemTime(Date.now() + 15_000)
  heartbeat.pulse()
  heartbeat.pulse()
  expect(said).toEqual(['a', 'a'])
})

test('lets no word overtake another: what changed meanwhile is said once that has arrived', async () => {
  const arrive: (() => void)[] = []
  const own = keepSaying(({ conversation_id }) => {
    said.push(conversation_id)
    return new Promise((resolve) => arrive.push(resolve))
  })
  for (const id of ['a', 'b', 'c']) {
    own.set(at(id))
    await vi.advanceTimersByTimeAsync(250)
  }
  expect(said).toEqual(['a'])
  arrive[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(said).toEqual(['a', 'c'])
  arrive[1]?.()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(said).toEqual(['a', 'c'])
  own.stop()
})

test('waits for no word that never arrives, and says nothing after the last one', async () => {
  let lost = () => {}
  const own = keepSaying(({ conversation_id }) => {
    said.push(conversation_id)
    return new Promise((resolve) => {
      lost = resolve
    })
  })
  own.set(at('a'))
  await vi.advanceTimersByTimeAsync(250)
  own.set(at('b'))
  await vi.advanceTimersByTimeAsync(40_000)
  expect(said).toEqual(['a', 'b', 'b'])
  own.set(at('c'))
  await vi.advanceTimersByTimeAsync(250)
  own.stop()
  lost()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said).toEqual(['a', 'b', 'b'])
})

test('is silent once it was stopped', () => {
  heartbeat.set(at('a'))
  heartbeat.stop()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})
