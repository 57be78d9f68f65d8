import { getSchema } from '@tiptap/core'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formats } from './extensions.ts'
import { docOf, markdownOf } from './markdown.ts'
import { takenOver } from './take-over.ts'

const schema = getSchema([formats])

/** What the text becomes where `|` is the caret and the editor takes over before `x` is typed. */
function typedOn(text: string): string {
  const caret = text.indexOf('|')
  const { doc, at } = takenOver(schema, text.replace('|', ''), caret)
  const state = EditorState.create({ doc })
  return markdownOf(state.apply(state.tr.insertText('x', at)).doc)
}

test.each([
  ['one |', 'one x'],
  ['one \n|', 'one\nx'],
  ['one|', 'onex'],
  ['one | two', 'one x two'],
  ['one |two', 'one xtwo'],
  ['one |**two**', 'one x**two**'],
  ['one |\ntwo', 'one x\ntwo'],
  ['one\n|', 'one\nx'],
  ['one\n\n|', 'one\n\nx'],
  ['**bold** |', '**bold** x'],
  ['- one\n- |', '- one\n- x'],
  ['one |\n', 'one x'],
  ['|', 'x'],
  [' |', 'x'],
])('%j goes on as %j', (text, markdown) => {
  expect(typedOn(text)).toBe(markdown)
})

test('wherever the caret is, it is a place where one can type, and nothing foreign is in the text', () => {
  const text = fc
    .array(fc.constantFrom(...'ab *_`->#1. \n'), { maxLength: 20 })
    .map((characters) => characters.join(''))
  fc.assert(
    fc.property(text, fc.nat(20), (words, place) => {
      const { doc, at } = takenOver(schema, words, Math.min(place, words.length))
      doc.check()
      expect(doc.textContent).not.toContain('\ufdd0')
      expect(TextSelection.near(doc.resolve(at), -1).empty).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('where nothing is at the end, the text is read as it is', () => {
  const { doc } = takenOver(schema, '**bold** and [more](https://example.com)', 3)
  expect(doc.eq(docOf(schema, '**bold** and [more](https://example.com)'))).toBe(true)
})
