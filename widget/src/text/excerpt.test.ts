import { expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

it.each([
  ['Built for **220–240 V** only.\n\nShall I swap yours?', 'Built for 220–240 V only. Shall I swap yours?'],
  ['See the [manual](https://example.com/a), *please*', 'See the manual, please'],
  ['# News\n\n- one\n- two\n\n> said', 'News one two said'],
  ['***both*** and `code`', 'both and code'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['a_b_ c', 'a_b_ c'],
  ['', ''],
])('%j reads %j in a line', (text, line) => {
  expect(excerptOf(text)).toBe(line)
})

it('reads no more than can be shown', () => {
  expect(excerptOf('*_`['.repeat(20_000)).length).toBeLessThanOrEqual(600)
})
