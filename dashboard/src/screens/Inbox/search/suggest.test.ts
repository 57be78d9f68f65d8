import { expect, test } from 'vitest'
import { type Known, suggestions, valueBegun } from './suggest.ts'

const known: Known = {
  teammates: ['Noor Valdis', 'Imke Sarro'],
  people: ['Jo March'],
  tags: ['refund', 'spare part'],
  channels: ['tickets', 'chat', 'Tickets API'],
}
const today = new Date('2026-03-02T12:00:00Z')
const texts = (text: string, recent: string[] = []) =>
  suggestions(text, known, recent, today).map((one) => one.text)

test('before anything is typed: what was searched for last, then every operator', () => {
  expect(texts('', ['lid tag:refund']).slice(0, 3)).toEqual(['lid tag:refund', 'from:', 'to:'])
  expect(texts('')).toHaveLength(10)
})

test('a word that an operator begins with offers it, another offers nothing', () => {
  expect(texts('lid ta')).toEqual(['lid tag:'])
  expect(texts('-st')).toEqual(['-status:'])
  expect(texts('lid ')).toEqual([])
  expect(texts('lid')).toEqual([])
})

test('an operator offers its values, quoted where they need it', () => {
  expect(texts('lid tag:')).toEqual(['lid tag:refund ', 'lid tag:"spare part" '])
  expect(texts('tag:SPARE')).toEqual(['tag:"spare part" '])
  expect(texts('-tag:"sp')).toEqual(['-tag:"spare part" '])
  expect(texts('from:jo')).toEqual(['from:"Jo March" '])
  expect(texts('assignee:')).toEqual([
    'assignee:me ',
    'assignee:none ',
    'assignee:"Noor Valdis" ',
    'assignee:"Imke Sarro" ',
  ])
  expect(texts('status:se')).toEqual(['status:closed '])
  expect(texts('status:o')).toEqual(['status:open ', 'status:snoozed ', 'status:closed '])
  expect(texts('channel:chat')).toEqual(['channel:chat '])
  expect(texts('after:2026')).toEqual(['after:2026-03-02 ', 'after:2026-03 ', 'after:2026 '])
})

test('the value that is being typed is known, so that the server can be asked for it', () => {
  expect(valueBegun('lid tag:ref', 'tag')).toBe('ref')
  expect(valueBegun('-tag:"spare p', 'tag')).toBe('spare p')
  expect(valueBegun('TAG:', 'tag')).toBe('')
  expect(valueBegun('tag:refund ', 'tag')).toBeNull()
  expect(valueBegun('from:ref', 'tag')).toBeNull()
})
