import { expect, it } from 'vitest'
import { latch } from './event-loop.ts'

const LIMIT = 200
const after = (...readings: number[]) => {
  const { take, isSet } = latch(LIMIT)
  for (const reading of readings) take(reading)
  return isSet()
}
const times = (count: number, reading: number) => Array.from({ length: count }, () => reading)
const SET = times(2, LIMIT + 1)

it.each<[string, boolean, number[]]>([
  ['nothing was read', false, []],
  ['one reading was high, however high', false, [60_000]],
  ['two were, but not in a row', false, [201, 0, 201, 0, 201]],
  ['two in a row were', true, SET],
  ['two in a row were at the limit', false, [200, 200]],
  ['it was set and four in a row were low', true, [...SET, ...times(4, 0)]],
  ['it was set and five in a row were low', false, [...SET, ...times(5, 0)]],
  ['it was set and readings stay between half and all of the limit', true, [...SET, ...times(50, 100)]],
  ['it was set and one of the low ones was not', true, [...SET, ...times(4, 0), 100, ...times(4, 0)]],
  ['it was freed and two are high again', true, [...SET, ...times(5, 0), ...SET]],
])('when %s, being set is %s', (_, isSet, readings) => {
  expect(after(...readings)).toBe(isSet)
})
