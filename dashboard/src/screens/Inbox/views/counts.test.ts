import { expect, test } from 'vitest'
import type { Counts } from '../../../api/conversations.ts'
import { exampleConversation } from '../example-conversation.ts'
import { countOf, countsAfter } from './counts.ts'

const ME = '01NOOR'
const none = { open: 0, pending: 0, snoozed: 0, closed: 0 }
const counts: Counts = {
  ...none,
  open: 38,
  closed: 5,
  mine: { ...none, open: 7 },
  unassigned: { ...none, open: 4 },
  by_assignee: [],
  mentions: 3,
  mentions_is_capped: false,
}

test('a view counts what its list shows', () => {
  expect([countOf('open', counts), countOf('mine', counts), countOf('unassigned', counts)]).toEqual([
    38, 7, 4,
  ])
  expect(countOf('search', counts)).toBeUndefined()
  expect(countOf('mentions', counts)).toBe(3)
  expect(countOf('mentions', { ...counts, mentions: 1 })).toBe(1)
})

test('counts move with the rows, and back', () => {
  const mine = exampleConversation({ id: '1', assignee: { id: ME, name: 'Noor' } })
  const nobodys = exampleConversation({ id: '2' })
  const closed = [mine, nobodys].map((one) => ({ ...one, status: 'closed' as const }))
  const after = countsAfter(counts, [mine, nobodys], closed, ME)
  expect(after).toMatchObject({ open: 36, closed: 7, mine: { open: 6, closed: 1 }, unassigned: { open: 3 } })
  expect(countsAfter(after, closed, [mine, nobodys], ME)).toEqual(counts)
  const taken = countsAfter(counts, [nobodys], [{ ...nobodys, assignee: { id: ME, name: 'Noor' } }], ME)
  expect(taken).toMatchObject({ open: 38, mine: { open: 8 }, unassigned: { open: 3 } })
})
