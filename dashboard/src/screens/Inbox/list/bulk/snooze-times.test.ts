import { expect, test } from 'vitest'
import { snoozeTimes } from './snooze-times.ts'

const named = (now: Date) =>
  snoozeTimes(now).map(({ name, at }) => [name, at.getDate() - now.getDate(), at.getHours(), at.getMinutes()])

test('on a Wednesday morning: later, tomorrow, Monday, next Wednesday', () => {
  expect(named(new Date(2026, 2, 4, 10, 20))).toEqual([
    ['later', 0, 14, 0],
    ['tomorrow', 1, 9, 0],
    ['monday', 5, 9, 0],
    ['week', 7, 9, 0],
  ])
})

test('late in the evening there is no later today, and on a Sunday tomorrow is Monday', () => {
  expect(named(new Date(2026, 2, 8, 22, 0)).map(([name]) => name)).toEqual(['tomorrow', 'week'])
})

test('on a Monday, Monday is the next one', () => {
  expect(named(new Date(2026, 2, 2, 8, 0))).toEqual([
    ['later', 0, 11, 0],
    ['tomorrow', 1, 9, 0],
    ['monday', 7, 9, 0],
  ])
})
