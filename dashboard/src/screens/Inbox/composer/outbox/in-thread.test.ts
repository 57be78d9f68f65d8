import { expect, test } from 'vitest'
import { exampleMessage } from '../../thread/example-message.ts'
import { letter } from './flaky-server.ts'
import { asMessage, inThread } from './in-thread.ts'
import type { Letter, Outgoing, Phase } from './outgoing.ts'

const NOOR = { kind: 'teammate', id: 'noor', name: 'Noor' } as const
const sending: Phase = { phase: 'sending', since: 0, by: 'tab', attempts: 1 }
const why = { status: 0, code: 'unreachable', detail: '' }

const out = (id: string, state: Phase, given: Partial<Letter> = {}): Outgoing => ({
  ...letter(given),
  id,
  writtenAt: 0,
  state,
})
const sent = (message: string): Phase => ({ phase: 'sent', at: 0, message, attempts: 1, follow: 'none' })
const own = (seq: number, body = 'On its way') =>
  exampleMessage({ seq, body, author: NOOR, direction: 'outbound' })

function shown(messages: Parameters<typeof inThread>[0], letters: Outgoing[]) {
  const { ahead, became } = inThread(messages, letters, 'noor')
  return { ahead: ahead.map(({ id }) => id), became: [...became].map(([id, { id: from }]) => [id, from]) }
}

test('a letter is ahead of the thread until its message is in it', () => {
  const held = out('held', { phase: 'held', until: 1, by: 'tab' })
  expect(shown([own(3)], [out('a', sent('message-4')), held])).toEqual({ ahead: ['a', 'held'], became: [] })
  expect(shown([own(3), own(4)], [out('a', sent('message-4')), held])).toEqual({
    ahead: ['held'],
    became: [['message-4', 'a']],
  })
})

test('a message that comes before the answer to its letter, or whose answer was lost, is not there twice', () => {
  const waiting: Phase = { phase: 'waiting', until: 1, attempts: 1, why }
  for (const state of [sending, waiting])
    expect(shown([own(4)], [out('a', state)])).toEqual({ ahead: [], became: [['message-4', 'a']] })
})

test('what was there before, is somebody else’s, or says or is something else is another message', () => {
  const others = [
    own(3),
    exampleMessage({ seq: 4, body: 'On its way' }),
    own(5, 'On its'),
    exampleMessage({ seq: 6, body: 'On its way', author: NOOR, direction: 'outbound', kind: 'note' }),
  ]
  expect(shown(others, [out('a', sending)])).toEqual({ ahead: ['a'], became: [] })
})

test('two letters of the same words are two messages', () => {
  const letters = [out('a', sending), out('b', sending)]
  expect(shown([own(4)], letters)).toEqual({ ahead: ['b'], became: [['message-4', 'a']] })
  expect(shown([own(4), own(5)], letters)).toEqual({
    ahead: [],
    became: [
      ['message-4', 'a'],
      ['message-5', 'b'],
    ],
  })
})

test('what comes back to the field is not in the thread', () => {
  expect(shown([], [out('a', { phase: 'returned', why, newer: [] })])).toEqual({ ahead: [], became: [] })
})

test('looks like the message it is going to be', () => {
  const file = {
    id: 'f',
    filename: 'plate.jpg',
    content_type: 'image/jpeg',
    byte_size: 9,
    width: 4,
    height: 3,
  }
  const note = out('a', sending, { kind: 'note', files: [file] })
  expect(asMessage(note, { id: 'noor', name: 'Noor' }, 7)).toMatchObject({
    id: 'a',
    seq: 7,
    kind: 'note',
    direction: 'outbound',
    author: NOOR,
    body: 'On its way',
    attachments: [{ filename: 'plate.jpg', state: 'stored', width: 4, height: 3, url: null }],
    delivery: 'none',
  })
})
