import { expect, test } from 'vitest'
import { everyOne, NOTHING, toggled, upTo } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const ticked = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].sort().join('')

test('ticks and unticks one', () => {
  const one = toggled(NOTHING, 'b')
  expect(ticked(one)).toBe('b')
  expect(ticked(toggled(one, 'b'))).toBe('')
})

test('a range begins where one ticked last, up or down, and keeps what was ticked before', () => {
  const two = toggled(toggled(NOTHING, 'a'), 'd')
  expect(ticked(upTo(two, 'b', order))).toBe('abcd')
  expect(ticked(upTo(upTo(two, 'e', order), 'c', order))).toBe('acde')
})

test('a range from one that has left the list is that one alone', () => {
  expect(ticked(upTo(toggled(NOTHING, 'gone'), 'c', order))).toBe('cgone')
  expect(ticked(upTo(NOTHING, 'c', order))).toBe('c')
})

test('all are all that are there', () => {
  expect(ticked(everyOne(order))).toBe('abcde')
})
