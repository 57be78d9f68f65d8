import { expect, test } from 'vitest'
import { joinQuery, splitQuery, termOf, tokensOf, wrongOf } from './tokens.ts'

test('operators become chips, words and phrases stay what is typed', () => {
  const { chips, text } = splitQuery(
    'lid from:"jo march" "does not close" -tag:spam  https://a.example/b refun*',
  )
  expect(chips).toEqual([
    { raw: 'from:"jo march"', operator: 'from', value: 'jo march' },
    { raw: '-tag:spam', operator: 'tag', value: 'spam' },
  ])
  expect(text).toBe('lid "does not close" https://a.example/b refun*')
  expect(joinQuery(chips, text)).toBe(
    'from:"jo march" -tag:spam lid "does not close" https://a.example/b refun*',
  )
})

test('an operator nobody knows is a word, and case makes no difference to those one does', () => {
  expect(tokensOf('colour:red STATUS:Open').map(({ operator }) => operator)).toEqual([null, 'status'])
})

test('a phrase may be left open while it is typed', () => {
  expect(tokensOf('from:"jo ma')).toEqual([{ raw: 'from:"jo ma', operator: 'from', value: 'jo ma' }])
})

test.each([
  ['status:open', null],
  ['status:asleep', 'oneOf'],
  ['-has:video', 'oneOf'],
  ['priority:none', null],
  ['tag:', 'empty'],
  ['after:7d', null],
  ['after:2026-02', null],
  ['before:2026-02-31', 'date'],
  ['before:soon', 'date'],
  ['after:2026-01-31T10:00:00Z', null],
  ['assignee:anybody', null],
  ['re*', 'prefix'],
  ['refun*', null],
  ['lid', null],
])('%s is wrong by: %s', (term, key) => {
  const [token] = tokensOf(term)
  expect((token && wrongOf(token))?.key ?? null).toBe(key)
})

test('a value with a space is put in quotes', () => {
  expect([termOf('tag', 'vip'), termOf('tag', 'two "words"')]).toEqual(['tag:vip', 'tag:"two words"'])
})
