import { expect, test } from 'vitest'
import { propertyText } from './property-text.ts'

test.each([
  ['text', 'gold', { kind: 'text', text: 'gold' }],
  ['markup', '<b>x</b>', { kind: 'text', text: '<b>x</b>' }],
  ['a number', 0.5, { kind: 'figure', text: '0.5' }],
  ['false', false, { kind: 'code', text: 'false' }],
  ['null', null, { kind: 'nothing', text: 'null' }],
  ['empty text', ' ', { kind: 'nothing', text: 'empty' }],
  ['a list', [1, 'a\n b'], { kind: 'code', text: '[ 1, "a\\n b" ]' }],
  ['an object', { a: { b: [] } }, { kind: 'code', text: '{ "a": { "b": [] } }' }],
])('reads %s as one would', (_, value, expected) => {
  expect(propertyText(value)).toEqual(expected)
})
