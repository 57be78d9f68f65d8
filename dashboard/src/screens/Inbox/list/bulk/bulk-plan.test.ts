import { expect, test } from 'vitest'
import { exampleConversation } from '../../example-conversation.ts'
import { assigning, closing, prioritising, reopening, snoozing, tagging, untagging } from './bulk-changes.ts'
import { isUndoable, previewOf, stepsOf, wayBack } from './bulk-plan.ts'

const NOW = Date.parse('2026-03-02T10:00:00.000Z')
const until = '2026-03-05T09:00:00.000Z'
const imke = { id: '01IMKE', name: 'Imke Sarro' }
const open = exampleConversation({ id: 'open', tags: ['refund'], priority: 'high' })
const snoozed = exampleConversation({
  id: 'snoozed',
  status: 'snoozed',
  snoozed_until: until,
  assignee: imke,
})
const closed = exampleConversation({ id: 'closed', status: 'closed' })
const asked = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(({ change, rows }) => [change, rows.map(({ id }) => id)])

test('asks nothing of what is like that already', () => {
  expect(asked(stepsOf([open, snoozed, closed], closing))).toEqual([
    [{ status: 'closed' }, ['open', 'snoozed']],
  ])
  expect(stepsOf([open], reopening)).toEqual([])
  expect(asked(stepsOf([open, snoozed], assigning(imke)))).toEqual([[{ assignee_id: '01IMKE' }, ['open']]])
  expect(asked(stepsOf([open, closed], prioritising(null, 'None')))).toEqual([[{ priority: null }, ['open']]])
  expect(stepsOf([snoozed], snoozing(until, ''))).toEqual([])
})

test('takes a conversation from a bot for nobody in particular', () => {
  const bots = { ...open, owner: { kind: 'bot' as const, id: 'b', epoch: 1 } }
  const steps = stepsOf([bots], assigning(null))
  expect(asked(steps)).toEqual([[{ assignee_id: null }, ['open']]])
  expect(isUndoable(steps)).toBe(false)
  expect(isUndoable(stepsOf([open], assigning(imke)))).toBe(true)
})

test('a tag joins those that each has: as many steps as there are lists of tags', () => {
  expect(asked(stepsOf([open, snoozed, closed], tagging('vip')))).toEqual([
    [{ tags: ['refund', 'vip'] }, ['open']],
    [{ tags: ['vip'] }, ['snoozed', 'closed']],
  ])
  expect(asked(stepsOf([open, closed], untagging('refund')))).toEqual([[{ tags: [] }, ['open']]])
})

test('more than a hundred go in several steps', () => {
  const many = Array.from({ length: 250 }, (_, n) => ({ ...open, id: String(n) }))
  expect(stepsOf(many, closing).map(({ rows }) => rows.length)).toEqual([100, 100, 50])
})

test('a row looks at once as it will be', () => {
  expect(previewOf(snoozed, { status: 'closed' })).toMatchObject({ status: 'closed', snoozed_until: null })
  expect(previewOf(open, { snoozed_until: until })).toMatchObject({ status: 'snoozed', snoozed_until: until })
  expect(previewOf(open, { assignee_id: imke.id }, imke).assignee).toEqual(imke)
  expect(previewOf(snoozed, { assignee_id: null }).assignee).toBeNull()
  expect(previewOf(open, { priority: null, tags: ['vip'] })).toMatchObject({ priority: null, tags: ['vip'] })
})

test('the way back touches only what was changed', () => {
  expect(wayBack(open, { status: 'closed' }, NOW)).toEqual({ status: 'open' })
  expect(wayBack(snoozed, { status: 'closed' }, NOW)).toEqual({ snoozed_until: until })
  expect(wayBack(snoozed, { status: 'closed' }, Date.parse(until))).toEqual({ status: 'open' })
  expect(wayBack(snoozed, { assignee_id: null }, NOW)).toEqual({ assignee_id: imke.id })
  expect(wayBack(open, { tags: [], priority: 'low' }, NOW)).toEqual({ tags: ['refund'], priority: 'high' })
})
