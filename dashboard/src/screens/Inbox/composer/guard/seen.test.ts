import { expect, test } from 'vitest'
import { exampleMessage } from '../../thread/example-message.ts'
import { ownUpTo, unseenAfter } from './seen.ts'

const mine = { kind: 'teammate' as const, id: 'noor', name: 'Noor' }
const theirs = { kind: 'teammate' as const, id: 'imke', name: 'Imke' }
const messages = [
  exampleMessage({ seq: 1 }),
  exampleMessage({ seq: 2, author: mine }),
  exampleMessage({ seq: 3, kind: 'event', author: theirs }),
  exampleMessage({ seq: 4, kind: 'note', author: theirs }),
  exampleMessage({ seq: 5, author: theirs }),
  exampleMessage({ seq: 6, author: mine }),
]

test('what others said since, notes among it, is unseen; one’s own words and changes are not', () => {
  expect(unseenAfter(messages, 1, 'noor').map(({ seq }) => seq)).toEqual([4, 5])
  expect(unseenAfter(messages, 5, 'noor')).toEqual([])
})

test('one’s own message is seen, unless something foreign stands before it', () => {
  expect(ownUpTo(messages.slice(0, 4), 1, 'noor')).toBe(4)
  expect(ownUpTo(messages, 1, 'noor')).toBe(4)
  expect(ownUpTo(messages, 5, 'noor')).toBe(6)
  expect(ownUpTo([], 3, 'noor')).toBe(3)
})
