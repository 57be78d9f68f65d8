import { expect, test } from 'vitest'
import { withOpenEnd } from './find-conversations.ts'

test.each([
  ['refun', 'refun*'],
  ['lid kett', 'lid kett*'],
  ['größe', 'größe*'],
  ['re', 're'],
  ['from:jo', 'from:jo'],
  ['"does not close"', '"does not close"'],
  ['ASM-12', 'ASM-12'],
  ['lid -spam', 'lid -spam'],
  ['refun*', 'refun*'],
])('%j is asked for as %j', (typed, asked) => {
  expect(withOpenEnd(typed)).toBe(asked)
})
