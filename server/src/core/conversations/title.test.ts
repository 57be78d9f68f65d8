import { expect, it } from 'vitest'
import { titleFrom, wholeText } from './title.ts'

it.each([
  ['the first line', 'The lid\ndoes not close', 'The lid'],
  ['the first line that is not blank', ' \r\n\t\n\u2003\n  The lid  \nand more', 'The lid'],
  ['a line ended in any way', 'one\rtwo', 'one'],
  ['the only line', 'one', 'one'],
  ['the first line after two thousand blank ones', `${'\n'.repeat(2_000)}here\nthere`, 'here'],
])('without a title takes %s', (_, body, title) => {
  expect(titleFrom(null, body)).toBe(title)
  expect(titleFrom('  \n', body)).toBe(title)
})

it('cuts a derived title at 80 characters, as people count them', () => {
  expect(titleFrom(null, 'x'.repeat(81))).toBe('x'.repeat(80))
  expect(titleFrom(null, '😀'.repeat(81))).toBe('😀'.repeat(80))
  expect(titleFrom(null, `a${'😀'.repeat(200)}`)).toBe(`a${'😀'.repeat(79)}`)
  expect(titleFrom(null, 'x'.repeat(79))).toBe('x'.repeat(79))
})

it('cuts a given title at 1,000 characters and takes the blanks off its ends', () => {
  expect(titleFrom(`  ${'é'.repeat(1_000)}y `, 'body')).toBe('é'.repeat(1_000))
  expect(titleFrom('😀'.repeat(1_001), 'body')).toBe('😀'.repeat(1_000))
  expect(titleFrom(' Lid ', 'body')).toBe('Lid')
})

it('never cuts a character in half', () => {
  for (let length = 76; length < 84; length++) {
    const title = titleFrom(null, `${'x'.repeat(length)}😀😀😀`)
    expect(title.isWellFormed()).toBe(true)
    expect(Array.from(title).length).toBe(80 > length + 3 ? length + 3 : 80)
  }
})

it('keeps a title whole in the text when it is cut in the title', () => {
  expect(wholeText('x'.repeat(1_001), 'body')).toBe(`${'x'.repeat(1_001)}\n\nbody`)
  expect(wholeText('😀'.repeat(1_000), 'body')).toBe('body')
  expect(wholeText(null, 'body')).toBe('body')
})
