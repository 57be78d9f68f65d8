import { expect, test } from 'vitest'
import { snoozeTimes } from './snooze-times.ts'

const at = (now: Date) =>
  snoozeTimes(now).map(({ name, at }) => `${name} ${at.getDate()}. ${at.getHours()}:00`)

test.each([
  [
    'a Tuesday noon',
    new Date(2026, 2, 10, 12, 20),
    ['later 10. 15:00', 'tomorrow 11. 9:00', 'monday 16. 9:00'],
  ],
  ['late at night', new Date(2026, 2, 10, 22, 0), ['tomorrow 11. 9:00', 'monday 16. 9:00']],
  ['a Sunday', new Date(2026, 2, 15, 12, 0), ['later 15. 15:00', 'tomorrow 16. 9:00']],
  ['a Monday', new Date(2026, 2, 16, 12, 0), ['later 16. 15:00', 'tomorrow 17. 9:00', 'monday 23. 9:00']],
  [
    'the end of a month',
    new Date(2026, 2, 31, 12, 0),
    ['later 31. 15:00', 'tomorrow 1. 9:00', 'monday 6. 9:00'],
  ],
])('on %s', (_, now, times) => {
  expect(at(now)).toEqual(times)
})
