import fc from 'fast-check'
import { expect, test } from 'vitest'
import { initials } from './initials.ts'

test.each([
  ['Ada Lovelace', 'A\u200cL'],
  ['ada', 'A'],
  ['  ', '?'],
  ['+49 170', '#'],
  ['Ёлка Ёж', 'Ё\u200cЁ'],
  // A letter and its accent are two code points, a family is seven.
  ['e\u0301ric a\u030angstrom', 'E\u0301\u200cA\u030a'],
  ['👩‍👩‍👧 b', '👩‍👩‍👧\u200cB'],
  ['a\u200db', 'A\u200d'],
])('of %j are %j', (name, letters) => {
  expect(initials(name, 'contact')).toBe(letters)
})

test('are whole letters of whatever a name is', () => {
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const word = `x${text}`.replace(/\s+/g, '')
      const [first] = letters.segment(word)
      expect(initials(word, 'contact')).toBe(first?.segment.toLocaleUpperCase())
    }),
  )
})
