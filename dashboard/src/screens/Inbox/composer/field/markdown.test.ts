import { getSchema } from '@tiptap/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formats } from './extensions.ts'
import { docOf, markdownOf } from './markdown.ts'

const schema = getSchema([formats])
const again = (markdown: string) => markdownOf(docOf(schema, markdown))
const paragraph = (text: string) =>
  schema.node('doc', null, [schema.node('paragraph', null, text === '' ? [] : [schema.text(text)])])
const typed = (text: string) => markdownOf(paragraph(text))

test.each([
  'plain words',
  'two\nlines',
  'two\n\nparagraphs',
  '**bold** and *italic* and `code`',
  '***both***',
  'a [link](https://example.com/a?b=c) in it',
  'https://example.com/a_b_c/~noor alone',
  '- one\n- two\n  - deeper',
  '3. three\n4. four',
  '> said\n> before\n\nand answered',
  '```js\nconst a = `1`\n```',
  'Hi {{contact.name}}, about {{ticket.number}}',
  '@Imke Sarro look',
])('%j comes back as it was', (markdown) => {
  expect(again(markdown)).toBe(markdown)
})

test.each([
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['*~*', '\\*\\~\\*'],
  ['snake_case_name', 'snake_case_name'],
  ['K2-NA (120 V) costs $89, 20% off!', 'K2-NA (120 V) costs $89, 20% off!'],
  ['*not italic*', '\\*not italic\\*'],
  ['# no heading', '\\# no heading'],
  ['- no list', '\\- no list'],
  ['1. no list', '1\\. no list'],
  ['> no quote', '\\> no quote'],
  ['<script>', '\\<script>'],
  ['<1@a>', '\\<1@a>'],
  ['a < b', 'a < b'],
  ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
  ['![](https://evil.example/pixel.png)', '!\\[\\](https://evil.example/pixel.png)'],
])('typed %j is kept as %j', (text, markdown) => {
  expect(typed(text)).toBe(markdown)
  expect(docOf(schema, markdown).textContent).toBe(text)
})

test('a line after a break is no list either', () => {
  const doc = schema.node('doc', null, [
    schema.node('paragraph', null, [schema.text('so:'), schema.node('hardBreak'), schema.text('- one')]),
  ])
  expect(markdownOf(doc)).toBe('so:\n\\- one')
  expect(docOf(schema, markdownOf(doc)).eq(doc)).toBe(true)
})

describe('what is not ours', () => {
  test.each([
    '<img src=x onerror=alert(1)>',
    '![picture](https://evil.example/p.png)',
    '[run](javascript:alert(1))',
    '[file](data:text/html,x)',
    '# Title',
    '---',
    'a\n===',
  ])('%j becomes text or nothing', (markdown) => {
    const doc = docOf(schema, markdown)
    const kinds = new Set<string>()
    doc.descendants((node) => {
      kinds.add(node.type.name)
      for (const { attrs } of node.marks) expect(String(attrs.href)).toMatch(/^https:/)
    })
    expect([...kinds].every((kind) => ['paragraph', 'text', 'hardBreak'].includes(kind))).toBe(true)
    // Read again, it says the same: nothing grows with each draft.
    expect(again(again(markdown))).toBe(again(markdown))
  })
})

test('any text that is typed means itself', () => {
  const character = fc.constantFrom(...'ab1 \\`*_~[]()<>&#-+.!|:"\'={}@/é😀')
  const text = fc.array(character, { maxLength: 30 }).map((all) => all.join('').trim())
  fc.assert(
    fc.property(text, (typedText) => {
      // Blanks at the ends and rows of them are nothing in Markdown.
      fc.pre(!/\s{2}/.test(typedText))
      const doc = docOf(schema, typed(typedText))
      expect(doc.childCount).toBeLessThanOrEqual(1)
      expect(doc.textContent).toBe(typedText)
      doc.descendants((node) => expect(node.marks.filter(({ type }) => type.name !== 'link')).toEqual([]))
    }),
    { numRuns: 3_000 },
  )
})
