import { expect, test } from 'vitest'
import { exampleMessage } from './example-message.ts'
import { firstUnseen, inOrder, newAtEnd, newFrom, receivedAt, shownAt } from './transcript-order.ts'

/** An import of 2024 that came in backwards, with a live message before it and one in the middle of it. */
const mixed = [
  exampleMessage({ seq: 1, created_at: '2026-03-10T12:00:00.000Z' }),
  exampleMessage({
    seq: 2,
    created_at: '2026-03-10T12:01:00.000Z',
    original_timestamp: '2024-05-03T09:30:00.000Z',
  }),
  exampleMessage({ seq: 3, created_at: '2026-03-10T12:02:00.000Z' }),
  exampleMessage({
    seq: 4,
    created_at: '2026-03-10T12:03:00.000Z',
    original_timestamp: '2024-05-01T09:00:00.000Z',
  }),
  exampleMessage({
    seq: 5,
    created_at: '2026-03-10T12:04:00.000Z',
    original_timestamp: '2024-05-03T09:30:00.000Z',
  }),
]
const seqs = (messages: { seq: number }[]) => messages.map(({ seq }) => seq)

test('reads in the order it was said, ties in the order they came', () => {
  expect(seqs(inOrder(mixed))).toEqual([4, 2, 5, 1, 3])
  expect(seqs(inOrder([...mixed].reverse()))).toEqual([4, 2, 5, 1, 3])
  expect(seqs(mixed)).toEqual([1, 2, 3, 4, 5])
})

test('puts a message said in the future after everything said by now', () => {
  const ahead = exampleMessage({ seq: 6, original_timestamp: '2031-01-01T00:00:00.000Z' })
  expect(seqs(inOrder([ahead, ...mixed])).at(-1)).toBe(6)
})

test('shows the original time, and when it came in only if that is more than a minute away', () => {
  const at = (original_timestamp: string | null) => exampleMessage({ seq: 1, original_timestamp })
  const created = '2026-03-10T12:00:00.000Z'
  expect([shownAt(at(null)), receivedAt(at(null))]).toEqual([created, null])
  expect(receivedAt(at('2026-03-10T11:59:00.000Z'))).toBeNull()
  expect(receivedAt(at('2026-03-10T11:58:59.999Z'))).toBe(created)
  expect(receivedAt(at('2026-03-10T12:02:00.000Z'))).toBe(created)
  expect(shownAt(at('2026-03-10T12:02:00.000Z'))).toBe('2026-03-10T12:02:00.000Z')
})

test('stands "New" above the first unread message, and nowhere when none or all are unread', () => {
  const plain = [1, 2, 3].map((seq) => exampleMessage({ seq, created_at: `2026-03-10T12:0${seq}:00.000Z` }))
  expect(firstUnseen(plain, 0)).toBeNull()
  expect(firstUnseen(plain, 1)).toBe(3)
  expect(firstUnseen(plain, 2)).toBe(2)
  expect(firstUnseen(plain, 3)).toBeNull()
  expect(firstUnseen(plain, 99)).toBeNull()
})

test('does not call a thread new because old messages were imported into it', () => {
  const ordered = inOrder(mixed)
  // Unread are 4 and 5, both said long before 1 and 3, which one has read.
  expect(firstUnseen(ordered, 2)).toBeNull()
  // Unread are 3, 4 and 5: only 3 stands below everything read.
  expect(firstUnseen(ordered, 3)).toBe(3)
})

test('counts what is new at the end, and nothing imported further up', () => {
  const ordered = inOrder(mixed)
  expect(newAtEnd(ordered, 5)).toBe(0)
  expect(newAtEnd(ordered, 3)).toBe(0)
  expect(newAtEnd(ordered, 2)).toBe(1)
  expect(newAtEnd(ordered, 0)).toBe(5)
  expect(newAtEnd([], 0)).toBe(0)
})

test('knows from where on there is news: the contact’s last messages, and notes that name oneself', () => {
  const note = { kind: 'note', direction: 'outbound' } as const
  const me = { id: 'imke', name: 'Imke' }
  const thread = [
    exampleMessage({ seq: 11 }),
    exampleMessage({ seq: 12, ...note, mentions: [me] }),
    exampleMessage({ seq: 13 }),
    exampleMessage({ seq: 14, ...note, mentions: [{ id: 'bo', name: 'Bo' }] }),
    exampleMessage({ seq: 15, ...note, mentions: [{ id: 'bo', name: 'Bo' }, me] }),
  ]
  const from = (unread: number, unread_mentions: number) =>
    newFrom(thread, { unread, unread_mentions }, 'imke')
  expect(from(0, 0)).toBeNull()
  expect(from(1, 0)).toBe(13)
  expect(from(0, 1)).toBe(15)
  expect(from(1, 1)).toBe(13)
  expect(from(1, 2)).toBe(12)
  // The rest of them is further back than what was read.
  expect(from(3, 0)).toBe(11)
  expect(newFrom([], { unread: 2, unread_mentions: 1 }, 'imke')).toBeNull()
})
