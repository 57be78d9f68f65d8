import { afterEach, expect, test, vi } from 'vitest'
import { speak } from '../i18n/i18n.ts'
import { age, calendarDay, clockTime } from './clock.ts'

const now = Date.parse('2026-11-21T12:00:00')
const before = (ms: number): string => new Date(now - ms).toISOString()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

afterEach(async () => {
  vi.unstubAllGlobals()
  await speak('en')
})

function inBrowserOf(...languages: string[]): void {
  vi.stubGlobal('navigator', { languages })
}

test('says how long ago in the corner of a row', () => {
  inBrowserOf('en-GB')
  const ages = [0, 4 * MINUTE, 3 * 60 * MINUTE, 2 * DAY, 30 * DAY, 400 * DAY].map((ms) =>
    age(before(ms), now),
  )
  expect(ages).toEqual(['now', '4m', '3h', '2d', '22 Oct', '17 Oct 2025'])
})

test('says the same in German', async () => {
  inBrowserOf('de-DE')
  await speak('de')
  expect(age(before(0), now)).toBe('jetzt')
  expect(age(before(4 * MINUTE), now)).toMatch(/^4\s?[Mm]/)
  expect(calendarDay(before(30 * DAY), now)).toBe('22. Okt.')
  expect(clockTime('2026-11-21T09:05:00')).toBe('09:05')
})
