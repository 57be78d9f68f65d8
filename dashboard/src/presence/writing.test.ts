import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onWriting, sayWriting, writingNow } from './writing.ts'

let changes = 0
let stop = () => {}

beforeEach(() => {
  vi.useFakeTimers()
  changes = 0
  stop = onWriting(() => {
    changes++
  })
})
afterEach(() => {
  sayWriting('c', 'reply', 0)
  stop()
  vi.useRealTimers()
})

test('says that somebody writes, and how much in steps', () => {
  for (let length = 1; length <= 60; length++) sayWriting('c', 'reply', length)
  expect(writingNow()).toEqual({ conversation: 'c', kind: 'reply', length: 50 })
  expect(changes).toBe(3)
})

test('says when it is a note now, however long', () => {
  sayWriting('c', 'reply', 3)
  sayWriting('c', 'note', 3)
  expect(writingNow()).toEqual({ conversation: 'c', kind: 'note', length: 1 })
  expect(changes).toBe(2)
})

test('is over when the text is gone, and when nobody pressed a key for a while', () => {
  sayWriting('c', 'reply', 3)
  sayWriting('c', 'reply', 0)
  expect(writingNow()).toBe(null)
  sayWriting('c', 'reply', 3)
  vi.advanceTimersByTime(5_000)
  sayWriting('c', 'reply', 3)
  vi.advanceTimersByTime(5_000)
  expect(writingNow()).toEqual({ conversation: 'c', kind: 'reply', length: 1 })
  vi.advanceTimersByTime(1_000)
  expect(writingNow()).toBe(null)
})
