import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Doing } from '../api/presence.ts'
import { type Heartbeat, keepSaying } from './heartbeat.ts'

const said: (string | null)[] = []
let heartbeat: Heartbeat
beforeEach(() => {
  vi.useFakeTimers()
  heartbeat = keepSaying(({ conversation_id }) => said.push(conversation_id))
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

test('says where one stops, soon, and what stays every 20 seconds', () => {
  for (const id of ['a', 'b', 'c']) {
    heartbeat.set(at(id))
    vi.advanceTimersByTime(100)
  }
  expect(said).toEqual([])
  vi.advanceTimersByTime(150)
  expect(said).toEqual(['c'])
  heartbeat.set(at('c'))
  vi.advanceTimersByTime(19_000)
  expect(said).toEqual(['c'])
  vi.advanceTimersByTime(21_000)
  expect(said).toEqual(['c', 'c', 'c'])
})

test('says at once that what was an answer is a note now', () => {
  const kinds: unknown[] = []
  const own = keepSaying(({ draft_kind }) => kinds.push(draft_kind))
  for (const draft_kind of ['reply', 'note'] as const) {
    own.set({ ...at('a'), typing: true, draft_kind })
    vi.advanceTimersByTime(250)
  }
  own.stop()
  expect(kinds).toEqual(['reply', 'note'])
})

test('says nothing before there is something to say', () => {
  heartbeat.pulse()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})

test('beats with the line when timers rest', () => {
  heartbeat.set(at('a'))
  vi.advanceTimersByTime(250)
  // A hidden tab: the clock goes on, its timers do not.
  vi.setSystemTime(Date.now() + 15_000)
  heartbeat.pulse()
  expect(said).toEqual(['a'])
  vi.setSystemTime(Date.now() + 15_000)
  heartbeat.pulse()
  heartbeat.pulse()
  expect(said).toEqual(['a', 'a'])
})

test('is silent once it was stopped', () => {
  heartbeat.set(at('a'))
  heartbeat.stop()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})
