import { expect, it } from 'vitest'
import { scrolledSince } from './scrolled-since.ts'

const noted = { scrollTop: 2_000, scrollHeight: 2_700 }
const box = { clientHeight: 700 }

it.each([
  ['nobody did anything', { scrollTop: 2_000, scrollHeight: 2_700 }, 0],
  ['somebody scrolled', { scrollTop: 300, scrollHeight: 2_700 }, -1_700],
  ['something came in above', { scrollTop: 2_000, scrollHeight: 3_900 }, 0],
  ['something came in and somebody scrolled', { scrollTop: 1_900, scrollHeight: 3_900 }, -100],
  ['something went, which leaves one at the end', { scrollTop: 1_900, scrollHeight: 2_600 }, 0],
  ['something went while somebody scrolled up', { scrollTop: 300, scrollHeight: 2_600 }, -1_700],
])('%s', (_, now, pixels) => {
  expect(scrolledSince({ ...box, ...now }, noted)).toBe(pixels)
})
