import { expect, test } from 'vitest'
import { aroundHit, markedParts } from './marks.ts'

const marked = (text: string, q: string) =>
  markedParts(text, q)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('')

test.each([
  ['The kettle lid does not close', 'LID', 'The kettle [lid] does not close'],
  ['Der Dëckel, der deckel', 'deckel', 'Der [Dëckel], der [deckel]'],
  ['does not close', '"not close"', 'does [not] [close]'],
  ['A refund, refunds', 'refun*', 'A [refund], [refunds]'],
  ['A refund, refunds', 'refund', 'A [refund], refunds'],
  ['Write to jo@mail.example', 'jo@mail.example', 'Write to [jo]@[mail].[example]'],
  ['the lid of jo', 'from:jo tag:the -lid', 'the lid of jo'],
  ['你好世界', '世界', '你好[世界]'],
  ['nothing', 'lid', 'nothing'],
  ['', 'lid', ''],
])('in “%s”, “%s” is %s', (text, q, expected) => {
  expect(marked(text, q)).toBe(expected)
})

test('puts nothing in and leaves nothing out', () => {
  const text = '…<b>lid</b> & "lid"\u202e'
  expect(
    markedParts(text, 'lid b')
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})

test('what comes long before the first mark gives way to it', () => {
  const text = (of: string) =>
    aroundHit(markedParts(of, 'lid'))
      .map((part) => part.text)
      .join('')
  expect(text('Since yesterday morning at home the lid does not close')).toBe(
    '…at home the lid does not close',
  )
  expect(text('The lid')).toBe('The lid')
  expect(text('Since yesterday morning at home')).toBe('Since yesterday morning at home')
  expect(text(`${'x'.repeat(40)} lid`)).toBe(`…${'x'.repeat(15)} lid`)
})
