import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstWords } from './first-words.ts'

const ours = (text: string) => firstWords(text, { markdown: true })

test.each([
  ['**Hi** Jo, the *lid* is `K2-NA`', 'Hi Jo, the lid is K2-NA'],
  ['***both***', 'both'],
  ['# Heading\n\nand words', 'Heading and words'],
  ['> said\n> before\n\nand answered', 'said before and answered'],
  ['- one\n- two\n  - deeper', 'one two deeper'],
  ['3. three\n4) four', 'three four'],
  ['see [the manual](https://example.com/a_b "k2") and ![plate](p.jpg)', 'see the manual and plate'],
  ['<https://example.com/a_b_c> or <mailto:a@b.example>', 'https://example.com/a_b_c or mailto:a@b.example'],
  ['```js\nconst a = `1`\n```', 'const a = 1'],
  ['above\n\n---\n\nbelow', 'above below'],
  ['~~gone~~ __loud__', 'gone loud'],
])('%j reads %j', (markdown, words) => {
  expect(ours(markdown)).toBe(words)
})

test.each([
  '2 * 3 * 4 = 24',
  'snake_case_name and __init',
  'K2-NA (120 V) costs $89, 20% off! [sic] <3',
  '#4711 is the order, -5 degrees, 3.5 litres',
  'https://example.com/a_b_c/~noor',
])('%j has no Markdown in it', (text) => {
  expect(ours(text)).toBe(text)
})

test('what was escaped stays as it was meant', () => {
  expect(ours('\\*not italic\\* \\[lid\\](x) 1\\. no list')).toBe('*not italic* [lid](x) 1. no list')
})

test('what a stranger wrote is left as it is, in one line', () => {
  expect(firstWords('  **Lid**\n\tdoes\r\n\n not\u2028close ', { markdown: false })).toBe(
    '**Lid** does not close',
  )
})

test('is cut behind 140 characters, never within one', () => {
  const cut = firstWords('😀'.repeat(200), { markdown: false })
  expect(cut).toBe(`${'😀'.repeat(140)}…`)
  expect(firstWords('a'.repeat(140), { markdown: true })).toBe('a'.repeat(140))
  expect(firstWords(`${'a'.repeat(139)} bcd`, { markdown: true })).toBe(`${'a'.repeat(139)}…`)
})

test('takes any text, in no time', () => {
  const signs = fc.array(fc.constantFrom(...'*_~`[]()<>#>-+!\\ \na1.')).map((of) => of.join(''))
  fc.assert(
    fc.property(fc.oneof(signs, fc.string({ unit: 'grapheme' })), (text) => {
      const words = ours(text)
      expect(words).not.toMatch(/\n/)
      expect([...words].length).toBeLessThanOrEqual(141)
    }),
  )
  const began = performance.now()
  for (const sign of ['*', '_', '`', '[', '> ', '**a', '- ', '\\', '!['])
    ours(sign.repeat(1_000).slice(0, 1_000))
  expect(performance.now() - began).toBeLessThan(2_000)
})
