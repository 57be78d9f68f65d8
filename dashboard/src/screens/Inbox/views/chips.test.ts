import { expect, test } from 'vitest'
import { chipsOf, withoutChip } from './chips.ts'

const filters = { tag: 'refund', unread: true as const, sort: 'oldest' as const, q: 'lid from:jo -tag:spam' }

test('what narrows a list is a chip each; its order and the words of a search are none', () => {
  expect(chipsOf(filters)).toMatchObject([
    { of: 'filter', name: 'tag', value: 'refund' },
    { of: 'filter', name: 'unread', value: 'true' },
    { of: 'search', token: { raw: 'from:jo' }, wrong: false },
    { of: 'search', token: { raw: '-tag:spam' }, wrong: false },
  ])
  expect(chipsOf({ q: 'status:asleep' })).toMatchObject([{ wrong: true }])
})

test('taking one away leaves the others', () => {
  const [tag, , from] = chipsOf(filters)
  expect(tag && withoutChip(filters, tag)).toEqual({ unread: true, sort: 'oldest', q: filters.q })
  expect(from && withoutChip(filters, from)).toEqual({ ...filters, q: '-tag:spam lid' })
  const [only] = chipsOf({ q: 'from:jo' })
  expect(only && withoutChip({ q: 'from:jo' }, only)).toEqual({})
})
