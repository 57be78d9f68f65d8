import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import { exampleMessage } from './example-message.ts'
import { keepThread, partsOf, type Read, reachOf, staleReach, threadShelf } from './thread-cache.ts'

const transcript = { messages: [1, 2, 3].map((seq) => exampleMessage({ seq })), older: 'cursor' }
const read = (given = {}): Read => ({ conversation: exampleConversation(given), transcript, parts: '' })

test('keeps the fifty that were read last', () => {
  let known: ReadonlyMap<string, Read> = new Map()
  for (let n = 1; n <= 50; n++) known = keepThread(known, { id: `c${n}`, ...read() })
  known = keepThread(known, { id: 'c1', ...read() })
  known = keepThread(known, { id: 'c51', ...read() })
  expect([known.size, known.has('c1'), known.has('c2'), known.has('c51')]).toEqual([50, true, false, true])
})

test('takes half of a thread for one it knows, and not for another', () => {
  const known = keepThread(new Map(), { id: 'c', ...read() })
  const closed = exampleConversation({ status: 'closed' })
  expect(keepThread(known, { id: 'c', conversation: closed }).get('c')).toEqual({
    conversation: closed,
    transcript,
    parts: '',
  })
  expect(keepThread(known, { id: 'd', conversation: closed })).toBe(known)
})

test('is not set back by an answer that was overtaken', () => {
  const now = read({ status: 'closed', updated_at: '2026-03-10T12:00:02.000Z' })
  const known = keepThread(new Map(), { id: 'c', ...now })
  const late = exampleConversation({ updated_at: '2026-03-10T12:00:01.000Z' })
  expect(keepThread(known, { id: 'c', conversation: late }).get('c')?.conversation.status).toBe('closed')
})

test('reads back 200 messages at most to find what is unread, once', () => {
  expect(reachOf(exampleConversation({ unread: 3 }), transcript)).toBeUndefined()
  expect(reachOf(exampleConversation({ unread: 4 }), transcript)).toEqual({ seq: 1 })
  expect(reachOf(exampleConversation({ unread: 4 }), { ...transcript, older: null })).toBeUndefined()
  const far = { messages: [1_000, 1_250].map((seq) => exampleMessage({ seq })), older: 'cursor' }
  expect(reachOf(exampleConversation({ unread: 4 }), far)).toBeUndefined()
})

test('reads back to the first outdated message it knows', () => {
  expect(staleReach(read(), new Set(['message-2', 'message-3', 'other']), 'm')).toEqual({
    ids: ['message-2', 'message-3'],
    reach: { message: 'm', seq: 2 },
  })
  expect(staleReach(undefined, new Set(['message-2']), null)).toEqual({ ids: [], reach: { message: null } })
})

test('knows that a transcript is of before a merge until it is read again', () => {
  const known = keepThread(new Map(), { id: 'c', ...read() })
  const merged = exampleConversation({ merged_ids: ['d'] })
  const after = keepThread(known, { id: 'c', conversation: merged })
  expect(after.get('c')?.parts).not.toBe(partsOf(merged))
  expect(keepThread(after, { id: 'c', transcript, parts: partsOf(merged) }).get('c')?.parts).toBe('d')
})

test('says which one was kept, and nothing of half of one that is not known', () => {
  const shelf = threadShelf()
  const heard: string[] = []
  const leave = shelf.onKept((id) => heard.push(id))
  shelf.keep({ id: 'a', ...read() })
  expect(shelf.get('a')).toEqual(read())
  shelf.keep({ id: 'b', conversation: exampleConversation() })
  expect([heard, shelf.get('b')]).toEqual([['a'], undefined])
  leave()
  shelf.keep({ id: 'a', ...read() })
  expect(heard).toEqual(['a'])
})
