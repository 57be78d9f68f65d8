import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import {
  type Listed,
  withConversation,
  withFirstPage,
  withNextPage,
  withoutConversation,
} from './list-state.ts'

const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`
const row = (id: string, minute: number) => exampleConversation({ id, last_message_at: at(minute) })
const ids = ({ items }: Listed) => items.map(({ id }) => id).join('')

const five: Listed = { items: [row('e', 5), row('d', 4), row('c', 3), row('b', 2)], next: 'b' }

test('a fresh first page keeps what was read by scrolling, and drops what is gone from the part it covers', () => {
  const page = { data: [row('f', 6), row('d', 4)], next_cursor: 'd' }
  const listed = withFirstPage(five, page, {})
  expect(ids(listed)).toBe('fdcb')
  expect(listed.next).toBe('b')
})

test('a first page that is all there is replaces everything', () => {
  expect(withFirstPage(five, { data: [row('d', 4)], next_cursor: null }, {})).toEqual({
    items: [row('d', 4)],
    next: null,
  })
})

test('the next page adds nobody twice', () => {
  expect(ids(withNextPage(five, { data: [row('b', 2), row('a', 1)], next_cursor: null }))).toBe('edcba')
})

test('who was spoken to goes to the top, in a list of the oldest to the end', () => {
  expect(ids(withConversation(five, row('b', 9), {}, true))).toBe('bedc')
  const oldest: Listed = { items: [row('b', 2), row('c', 3), row('d', 4)], next: null }
  expect(ids(withConversation(oldest, row('b', 9), { sort: 'oldest' }, true))).toBe('cdb')
})

test('what belongs behind the last one read waits to be scrolled to', () => {
  expect(ids(withConversation(five, row('a', 1), {}, true))).toBe('edcb')
  expect(ids(withConversation({ ...five, next: null }, row('a', 1), {}, true))).toBe('edcba')
})

test('what no longer belongs leaves, and an older answer changes nothing', () => {
  expect(ids(withConversation(five, row('d', 4), {}, false))).toBe('ecb')
  const old = { ...row('d', 9), updated_at: at(0).replace('09', '08') }
  expect(withConversation(five, old, {}, true)).toBe(five)
  expect(withoutConversation(five, 'x')).toBe(five)
})

test('where only the server knows, a row is renewed in its place and none is added', () => {
  const match = { message_id: 'm', seq: 1, created_at: at(4), snippet: 'the lid' }
  const found: Listed = { items: [{ ...row('d', 4), match }, row('c', 3)], next: null }
  const renewed = withConversation(found, { ...row('d', 9), title: 'New' }, { q: 'lid' }, null)
  expect(ids(renewed)).toBe('dc')
  expect(renewed.items[0]).toMatchObject({ title: 'New', match })
  expect(withConversation(found, row('z', 9), { q: 'lid' }, null)).toBe(found)
})
