import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import { belongs } from './belongs.ts'
import type { Filters } from './filters.ts'

const ME = '01NOOR'
const mine = exampleConversation({
  id: '1',
  assignee: { id: ME, name: 'Noor Valdis' },
  priority: 'high',
  tags: ['refund'],
  unread: 2,
})
const nobodys = exampleConversation({ id: '2', status: 'closed' })

test.each<[Filters, boolean | null, boolean | null]>([
  [{}, true, true],
  [{ status: ['open', 'pending'] }, true, false],
  [{ assignee: 'me' }, true, false],
  [{ assignee: ME }, true, false],
  [{ assignee: 'none' }, false, true],
  [{ assignee: '01IMKE' }, false, false],
  [{ channel: 'tickets' }, true, true],
  [{ channel: '01CHANNEL' }, true, true],
  [{ channel: 'chat' }, false, false],
  [{ priority: 'high' }, true, false],
  [{ priority: 'none' }, false, true],
  [{ tag: 'refund' }, true, false],
  [{ unread: true }, true, false],
  [{ contact: '01CONTACT' }, true, true],
  [{ contact: '01ALIAS' }, null, null],
  [{ company: '01ALIAS', status: ['open'] }, null, false],
  [{ q: 'lid' }, null, null],
  [{ q: 'lid', status: ['open'] }, null, false],
  [{ mentioned: 'me' }, null, null],
  [{ mentioned: 'unread' }, false, false],
])('a list of %j holds what is mine: %s, what is nobody’s and closed: %s', (filters, first, second) => {
  expect(belongs(mine, filters, ME)).toBe(first)
  expect(belongs(nobodys, filters, ME)).toBe(second)
})

test('who says how many mentions are unread tells whether they are among them', () => {
  const named = (unread_mentions: number) =>
    belongs({ ...mine, ...{ unread_mentions } }, { mentioned: 'unread' }, ME)
  expect([named(0), named(2)]).toEqual([false, true])
})
