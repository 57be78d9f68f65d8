import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import type { Filters } from './filters.ts'
import { dropEverywhere, type Kept, type KeptLists, keep, peopleIn, putAll } from './kept-lists.ts'

const ME = '01NOOR'
const one = exampleConversation({ id: '1' })
const two = exampleConversation({ id: '2', last_message_at: '2026-03-01T09:00:00.000Z' })
const kept = (filters: Filters, items = [one, two]): Kept => ({
  filters,
  listed: { items, next: null },
  problem: null,
  firstRun: false,
})
const ids = (lists: KeptLists, key: string) => lists.get(key)?.listed?.items.map(({ id }) => id)

test('what is closed leaves the open ones and appears among the closed, in lists that are not on screen too', () => {
  const lists = new Map([
    ['open', kept({ status: ['open'] })],
    ['closed', kept({ status: ['closed'] }, [])],
    ['mine', kept({ status: ['open'], assignee: 'me' }, [])],
  ])
  const after = putAll(lists, [{ ...one, status: 'closed' }], ME)
  expect(ids(after, 'open')).toEqual(['2'])
  expect(ids(after, 'closed')).toEqual(['1'])
  expect(after.get('mine')).toBe(lists.get('mine'))
  const undone = putAll(after, [one], ME)
  expect(ids(undone, 'open')).toEqual(['1', '2'])
  expect(ids(undone, 'closed')).toEqual([])
})

test('what was erased is in none', () => {
  const lists = new Map([
    ['open', kept({ status: ['open'] })],
    ['all', kept({})],
  ])
  const after = dropEverywhere(lists, '1')
  expect([ids(after, 'open'), ids(after, 'all')]).toEqual([['2'], ['2']])
})

test('keeps sixteen lists: the one not looked at longest goes', () => {
  let lists: KeptLists = new Map()
  for (let n = 0; n < 16; n++) lists = keep(lists, String(n), kept({}))
  lists = keep(lists, '0', kept({}))
  lists = keep(lists, 'new', kept({}))
  expect([lists.size, lists.has('0'), lists.has('1')]).toEqual([16, true, false])
})

test('names the contacts that were seen, most frequent first, each conversation once', () => {
  const lee = { id: '01LEE', name: null, email: 'lee@mail.example', username: null, image_url: null }
  const other = exampleConversation({ id: '3', contact: lee })
  const lists = new Map([
    ['open', kept({}, [other, one, { ...two, contact: null }, exampleConversation({ id: '4' })])],
    ['mine', kept({}, [one])],
    ['closed', { ...kept({}), listed: null }],
  ])
  expect(peopleIn(lists)).toEqual(['Jo March', 'lee@mail.example'])
})
