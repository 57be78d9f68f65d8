import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import { rowBadge } from './row-badge.ts'

const row = exampleConversation({ id: '1' })
const until = '2026-03-05T09:00:00.000Z'

test('a row has one badge at most: what was not sent, else when it comes back, else its priority, else a draft, else its state where states are mixed', () => {
  expect(rowBadge(row, true)).toBeNull()
  expect(rowBadge({ ...row, priority: 'low' }, true)).toBeNull()
  expect(rowBadge({ ...row, status: 'closed' }, false)).toBeNull()
  expect(rowBadge({ ...row, status: 'closed' }, true)).toEqual({ kind: 'status', status: 'closed' })
  const urgent = { ...row, status: 'closed' as const, priority: 'urgent' as const }
  expect(rowBadge(urgent, true)).toEqual({ kind: 'priority', priority: 'urgent' })
  expect(rowBadge({ ...urgent, status: 'snoozed', snoozed_until: until }, false)).toEqual({
    kind: 'snoozed',
    until,
  })
  const draft = { kind: 'reply' as const, snippet: 'Hello' }
  expect(rowBadge({ ...row, status: 'closed', draft }, true)).toEqual({ kind: 'draft' })
  expect(rowBadge({ ...urgent, draft }, true)).toMatchObject({ kind: 'priority' })
  expect(rowBadge({ ...urgent, draft, delivery_failed: true }, true)).toEqual({ kind: 'failed' })
})
