import { expect, test } from 'vitest'
import { indexAfterKey } from './row-focus.ts'

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 8],
  ['PageUp', 3, 0],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['x', 2, null],
])('%s leads from row %i of ten to row %s', (key, from, to) => {
  expect(indexAfterKey(key, from, 10, 5)).toBe(to)
})

test('leads nowhere in an empty list', () => {
  expect(indexAfterKey('ArrowDown', -1, 0, 5)).toBeNull()
})
