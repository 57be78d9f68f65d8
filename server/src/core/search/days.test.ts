import { expect, it } from 'vitest'
import { dayMarks, marksBetween } from './days.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

it('covers whole years, then months, then days', () => {
  expect(marksBetween('2024-12-30T00:00:00.000Z', '2026-02-02T00:00:00.000Z', NOW)).toEqual([
    'd_20241230',
    'd_20241231',
    'd_2025',
    'd_202601',
    'd_20260201',
  ])
})

it('covers each day of a range with one mark and no day outside it', () => {
  let seed = 7
  const random = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed % most
  }
  const DAY = 86_400_000
  for (let round = 0; round < 200; round++) {
    const from = Date.UTC(2019, random(12), random(28)) + random(DAY)
    const until = from + random(900 * DAY)
    const iso = (ms: number) => new Date(ms).toISOString()
    const marks = new Set(marksBetween(iso(from), iso(until), NOW))
    expect(marks.size).toBeLessThan(110)
    for (let day = from - 3 * DAY; day < until + 3 * DAY; day += DAY) {
      const date = iso(day).slice(0, 10)
      const inside = date >= iso(from).slice(0, 10) && `${date}T00:00:00.000Z` < iso(until)
      const covering = dayMarks(iso(day)).filter((mark) => marks.has(mark))
      expect(covering, `${date} in ${iso(from)}..${iso(until)}`).toHaveLength(inside ? 1 : 0)
    }
  }
})

it('ends where nothing can have been written yet, however far somebody asks', () => {
  const toTheEnd = marksBetween(null, null, NOW)
  expect(marksBetween(null, '9999-12-31T00:00:00.000Z', NOW)).toEqual(toTheEnd)
  expect(marksBetween('9998-01-01T00:00:00.000Z', '9999-12-31T00:00:00.000Z', NOW)).toEqual([])
  expect(toTheEnd.length).toBeLessThan(110)
})

it('has an end of its own when none is given, and none when it ends before it begins', () => {
  expect(marksBetween('2026-11-30T00:00:00.000Z', null, NOW)).toEqual(['d_20261130', 'd_202612', 'd_2027'])
  expect(marksBetween(null, '1971-01-02T00:00:00.000Z', NOW)).toEqual(['d_1970', 'd_19710101'])
  expect(marksBetween('2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', NOW)).toEqual([])
})
