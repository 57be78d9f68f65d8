import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Letter, LetterState } from './letter.ts'
import { began, due, reachable, retried, settled } from './queue.ts'

const NOW = 1_000_000
const letter = (id: string, state: LetterState, more: Partial<Letter> = {}): Letter => ({
  id,
  text: id,
  files: [],
  writtenAt: NOW - 1_000,
  tab: 'mine',
  state,
  ...more,
})
const pending = (notBefore = 0): LetterState => ({
  phase: 'pending',
  attempts: 1,
  notBefore,
  why: 'unreachable',
})
const ids = (letters: readonly Letter[]) => letters.map(({ id }) => id)

describe('the next letter', () => {
  it('is the first that was written, and the others wait for it', () => {
    const letters = [
      letter('second', pending(), { writtenAt: 2 }),
      letter('first', pending(), { writtenAt: 1 }),
    ]
    expect(ids(due(letters, 'mine', NOW).now)).toEqual(['first'])
  })

  it('is none while the one before it is on its way', () => {
    const sending: LetterState = { phase: 'sending', attempts: 1, since: NOW - 5 }
    const letters = [letter('a', sending, { writtenAt: 1 }), letter('b', pending(), { writtenAt: 2 })]
    expect(due(letters, 'mine', NOW)).toEqual({ now: [], next: NOW - 5 + 45_000 })
  })

  it('is not held up by one that was refused', () => {
    const failed: LetterState = { phase: 'failed', attempts: 1, why: 'too-long' }
    const letters = [letter('a', failed, { writtenAt: 1 }), letter('b', pending(), { writtenAt: 2 })]
    expect(ids(due(letters, 'mine', NOW).now)).toEqual(['b'])
  })

  it('of another tab is sent here only when that tab is gone', () => {
    const foreign = letter('theirs', pending(NOW - 10_000), { tab: 'other' })
    expect(due([foreign], 'mine', NOW)).toEqual({ now: [], next: NOW + 5_000 })
    expect(ids(due([foreign], 'mine', NOW + 5_000).now)).toEqual(['theirs'])
    expect(ids(due([foreign], 'other', NOW).now)).toEqual(['theirs'])
  })
})

describe('a letter that was not taken', () => {
  const sent = (attempts: number) => letter('a', { phase: 'sending', attempts, since: NOW })

  it('is tried again after the time the server named', () => {
    const { state } = settled(sent(1), { is: 'later', why: 'limited', after: 42_000 }, NOW, 0.5)
    expect(state).toEqual({ phase: 'pending', attempts: 1, notBefore: NOW + 42_000, why: 'limited' })
  })

  it('is tried again later and later, but never later than 38 seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, chance) => {
          const { state } = settled(sent(attempts), { is: 'later', why: 'unreachable' }, NOW, chance)
          const wait = state.phase === 'pending' ? state.notBefore - NOW : Number.NaN
          expect(wait).toBeGreaterThanOrEqual(1_000)
          expect(wait).toBeLessThanOrEqual(37_500)
        },
      ),
    )
    const waits = [1, 2, 3, 4].map((attempts) => {
      const { state } = settled(sent(attempts), { is: 'later', why: 'busy' }, NOW, 0.5)
      return state.phase === 'pending' ? state.notBefore - NOW : Number.NaN
    })
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000])
  })

  it('fails when the server will not have it, and goes again when somebody says so', () => {
    const failed = settled(sent(3), { is: 'refused', why: 'file' }, NOW, 0)
    expect(failed.state).toEqual({ phase: 'failed', attempts: 3, why: 'file' })
    expect(due([failed], 'mine', NOW)).toEqual({ now: [], next: null })
    expect(ids(due([retried(failed, 'mine', NOW)], 'mine', NOW).now)).toEqual(['a'])
  })

  it('goes at once when the line is back, unless it was asked to wait', () => {
    const waits = letter('a', pending(NOW + 20_000))
    const limited = letter('b', { phase: 'pending', attempts: 1, notBefore: NOW + 20_000, why: 'limited' })
    expect(reachable(waits, NOW).state).toMatchObject({ notBefore: NOW })
    expect(reachable(limited, NOW)).toBe(limited)
  })
})

it('a letter counts its attempts and is of the tab that makes them', () => {
  const first = began(letter('a', pending(), { tab: 'gone' }), 'mine', NOW)
  expect(first).toMatchObject({ tab: 'mine', state: { phase: 'sending', attempts: 2, since: NOW } })
})

it('what is on its way or there is not tried once more', () => {
  for (const state of [
    { phase: 'sending', attempts: 1, since: NOW },
    { phase: 'sent', at: NOW, timestamp: null },
  ] as const) {
    const there = letter('a', state)
    expect(retried(there, 'mine', NOW)).toBe(there)
  }
})
