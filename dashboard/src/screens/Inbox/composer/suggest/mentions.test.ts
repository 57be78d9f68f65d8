import { expect, test } from 'vitest'
import { mentionRanges, mentionsIn } from './mentions.ts'

const people = [
  { id: '1', name: 'Imke' },
  { id: '2', name: 'Imke Sarro' },
  { id: '3', name: 'Tomas_Elm*' },
  { id: '4', name: 'Imke Sarro' },
]
const nobody = new Set<string>()

test('takes the longest name, and only where a word begins and ends', () => {
  expect(mentionsIn('@Imke, look', people, nobody)).toEqual(['1'])
  expect(mentionsIn('mail@Imke.example or @Imkes', people, nobody)).toEqual([])
  expect(mentionRanges('ask @Imke Sarro!', people)).toEqual([{ from: 4, to: 15, name: 'Imke Sarro' }])
})

test('of two of one name means the one who was picked, else both', () => {
  expect(mentionsIn('@Imke Sarro', people, nobody)).toEqual(['2', '4'])
  expect(mentionsIn('@Imke Sarro', people, new Set(['4']))).toEqual(['4'])
})

test('finds a name whose signs Markdown escapes, and nobody who was deleted from the text', () => {
  expect(mentionsIn('@Tomas\\_Elm\\* please', people, new Set(['3', '4']))).toEqual(['3'])
})
