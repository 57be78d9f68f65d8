import { expect, test } from 'vitest'
import { changeOf, snoozedUntil } from './follow-up.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const at = { now, me: 'noor' }

test('several actions are one change', () => {
  const change = changeOf(
    [
      { type: 'assignee', value: 'imke' },
      { type: 'priority', value: null },
      { type: 'add_tag', value: 'swap' },
      { type: 'remove_tag', value: 'voltage' },
      { type: 'status', value: 'closed' },
    ],
    ['voltage', 'kettle'],
    at,
  )
  expect(change).toEqual({
    assignee_id: 'imke',
    priority: null,
    tags: ['kettle', 'swap'],
    status: 'closed',
  })
})

test('the last word on the state counts: one sends and closes with a macro that snoozes', () => {
  const snooze = { type: 'snooze' as const, value: '2026-03-11T09:00:00Z' }
  const close = { type: 'status' as const, value: 'closed' }
  expect(changeOf([snooze, close], [], at)).toEqual({ status: 'closed' })
  expect(changeOf([close, snooze], [], at)).toEqual({ snoozed_until: '2026-03-11T09:00:00.000Z' })
})

test('what is so already is no change', () => {
  const actions = [
    { type: 'add_tag' as const, value: 'kettle' },
    { type: 'remove_tag' as const, value: 'gone' },
  ]
  expect(changeOf(actions, ['kettle'], at)).toEqual({})
})

test('a macro may assign to whoever uses it', () => {
  expect(changeOf([{ type: 'assignee', value: 'me' }], [], at)).toEqual({ assignee_id: 'noor' })
  expect(changeOf([{ type: 'assignee', value: null }], [], at)).toEqual({ assignee_id: null })
})

test.each([
  [90, '2026-03-10T13:30:00.000Z'],
  ['2026-03-10T13:00:00+01:00', null],
  ['2026-03-11T09:00:00+01:00', '2026-03-11T08:00:00.000Z'],
  ['soon', null],
  [null, null],
])('a snooze of %s lasts until %s', (value, until) => {
  expect(snoozedUntil(value, now)).toBe(until)
})
