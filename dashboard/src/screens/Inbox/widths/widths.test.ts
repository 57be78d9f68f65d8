import { afterEach, expect, test } from 'vitest'
import { afterKey, setWidth, widened, widths, within } from './widths.ts'

afterEach(() => widths.set({}))

test('stays within what is readable', () => {
  expect([0, 280, 300.4, 480, 9_000].map(within)).toEqual([280, 280, 300, 480, 480])
})

test('an edge goes where it is pulled', () => {
  expect([widened('list', 344, 20), widened('list', 344, -20)]).toEqual([364, 324])
  expect([widened('context', 292, 20), widened('context', 300, -20)]).toEqual([280, 320])
})

test.each([
  ['list', 'ArrowRight', false, 360],
  ['list', 'ArrowLeft', false, 328],
  ['context', 'ArrowLeft', false, 360],
  ['list', 'ArrowRight', true, 328],
  ['context', 'ArrowRight', true, 360],
  ['list', 'Home', false, 280],
  ['context', 'End', false, 480],
  ['list', 'ArrowUp', false, null],
  ['list', 'j', false, null],
] as const)('the edge of the %s and %s (from right to left: %s) make 344 px %s', (pane, key, rtl, after) => {
  expect(afterKey(pane, 344, key, rtl)).toBe(after)
})

test('one column is changed and reset without the other', () => {
  setWidth('list', 9_000)
  setWidth('context', 300)
  expect(widths.get()).toEqual({ list: 480, context: 300 })
  setWidth('list', null)
  expect(widths.get()).toEqual({ context: 300 })
})
