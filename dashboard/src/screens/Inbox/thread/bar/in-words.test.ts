import { expect, test } from 'vitest'
import { inWords } from './in-words.ts'

const saturday = (hour: number) => new Date(2026, 10, 21, hour)

test.each([
  ['three days by the calendar, late in the evening', saturday(21), new Date(2026, 10, 24, 9), 'in 3 days'],
  ['and early in the morning', saturday(2), new Date(2026, 10, 24, 9), 'in 3 days'],
  ['less than a day is hours', saturday(21), new Date(2026, 10, 22, 9), 'in 12 hours'],
  ['less than an hour is minutes', saturday(21), new Date(2026, 10, 21, 21, 40), 'in 40 minutes'],
  ['never none', saturday(21), saturday(21), 'in 1 minute'],
])('%s', (_, now, at, words) => {
  expect(inWords(at, now, 'en')).toBe(words)
})
