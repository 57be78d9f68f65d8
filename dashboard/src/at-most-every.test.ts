import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atMostEvery } from './at-most-every.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('runs at once, then once for all that was asked meanwhile', () => {
  let runs = 0
  const ask = atMostEvery(1_000, () => runs++)
  ask()
  expect(runs).toBe(1)
  ask()
  ask()
  vi.advanceTimersByTime(999)
  expect(runs).toBe(1)
  vi.advanceTimersByTime(1)
  expect(runs).toBe(2)
  vi.advanceTimersByTime(5_000)
  expect(runs).toBe(2)
  ask()
  expect(runs).toBe(3)
})
