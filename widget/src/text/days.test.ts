import { describe, expect, it } from 'vitest'
import { clockTime, dayName, soon } from './days.ts'
import { fileSize, waitTime } from './size.ts'

const at = (time: string) => Date.parse(time)
const NOW = at('2026-11-22T09:30:00Z')

describe('days', () => {
  it.each([
    ['2026-11-22T00:00:00Z', 'en', 'Today'],
    ['2026-11-21T23:59:00Z', 'en', 'Yesterday'],
    ['2026-11-21T23:59:00Z', 'de', 'Gestern'],
    ['2026-11-22T01:00:00Z', 'ja', '今日'],
    ['2026-11-18T12:00:00Z', 'en', 'Wednesday'],
    ['2026-11-15T12:00:00Z', 'en', 'Sun, Nov 15'],
    ['2025-12-31T12:00:00Z', 'en', 'Wed, Dec 31, 2025'],
  ])('%s is, in %s, %s', (time, locale, name) => {
    expect(dayName(at(time), NOW, locale, 'UTC')).toBe(name)
  })

  it('are those of the place where one is', () => {
    expect(dayName(at('2026-11-21T23:59:00Z'), NOW, 'en', 'Europe/Berlin')).toBe('Today')
    expect(dayName(at('2026-11-22T04:00:00Z'), NOW, 'en', 'America/Los_Angeles')).toBe('Yesterday')
  })

  it('that come are named by weekday', () => {
    expect(soon(at('2026-11-22T18:00:00Z'), NOW, 'de', 'UTC')).toBe(
      clockTime(at('2026-11-22T18:00:00Z'), 'de', 'UTC'),
    )
    expect(soon(at('2026-11-23T09:00:00Z'), NOW, 'de', 'UTC')).toMatch(/^Mo\.?, 09:00$/)
  })
})

it.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1_536, '1.5 kB'],
  [12_345_678, '12 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(fileSize(bytes, 'en')).toBe(words)
})

it.each([
  [-5, '1 sec'],
  [7_001, '8 sec'],
  [99_000, '99 sec'],
  [100_001, '2 min'],
])('waiting for %d ms is waiting for %s', (milliseconds, words) => {
  expect(waitTime(milliseconds, 'en')).toBe(words)
})
