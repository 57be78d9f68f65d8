import { expect, test } from 'vitest'
import {
  apiQueryOf,
  type Filters,
  filtersOf,
  filterTexts,
  keyOf,
  narrowed,
  readFilters,
  writeFilters,
} from './filters.ts'

const everything: Filters = {
  status: ['open', 'pending'],
  assignee: 'me',
  channel: 'chat',
  priority: 'high',
  tag: 'spare part & more',
  contact: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  company: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  unread: true,
  mentioned: 'me',
  sort: 'oldest',
}

test('what is written into an address is read out of it again', () => {
  expect(readFilters(new URLSearchParams(writeFilters(everything).toString()))).toEqual(everything)
  expect(readFilters(writeFilters({ q: 'lid "does not close" tag:refund' }))).toEqual({
    q: 'lid "does not close" tag:refund',
  })
})

test('a mistyped address asks for what of it can be understood', () => {
  const query = new URLSearchParams(
    'status=open,asleep&priority=huge&unread=maybe&sort=worst&tag=&q=%20lid%20',
  )
  expect(readFilters(query)).toEqual({ status: ['open'], q: 'lid' })
})

test('the statuses of a view may be a list or a text', () => {
  expect(filtersOf({ status: 'closed,open' })).toEqual({ status: ['open', 'closed'] })
  expect(filtersOf({ status: ['closed', 'open'], unread: true })).toEqual({
    status: ['open', 'closed'],
    unread: true,
  })
  expect(filtersOf({ status: 7, assignee: null, q: {} })).toEqual({})
})

test('the same list has the same key, however its filters were put together', () => {
  const one = narrowed({ status: ['open'] }, { tag: 'refund', assignee: 'me' })
  const other = narrowed({ assignee: 'me', tag: 'refund' }, { status: ['open'] })
  expect(keyOf(one)).toBe(keyOf(other))
  expect(keyOf(one)).not.toBe(keyOf({ ...one, sort: 'oldest' }))
})

test('a saved view keeps texts, and is read from them', () => {
  expect(filterTexts({ status: ['pending', 'open'], unread: true, tag: 'vip' })).toEqual({
    status: 'open,pending',
    tag: 'vip',
    unread: 'true',
  })
  expect(filtersOf(filterTexts(everything))).toEqual(everything)
})

test('a search is asked without an order', () => {
  expect(apiQueryOf({ q: 'lid', sort: 'oldest', status: ['open'] }).toString()).toBe('status=open&q=lid')
})
