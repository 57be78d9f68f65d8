import { expect, test } from 'vitest'
import { exampleConversation } from '../example-conversation.ts'
import { undoOf } from './undo-of.ts'

const now = Date.parse('2026-03-10T12:00:00.000Z')
const at = { now, me: { id: 'noor', name: 'Noor' } }
const later = '2026-03-11T09:00:00.000Z'
const close = { wanted: { status: 'closed' }, look: { status: 'closed', snoozed_until: null } } as const

test('brings back the status, and nothing that was not touched', () => {
  expect(undoOf(exampleConversation({ priority: 'high', tags: ['lid'] }), close, at)).toEqual({
    wanted: { status: 'open' },
    look: { status: 'open', snoozed_until: null },
  })
})

test('brings back a snooze with its time, or opens what would be awake by now', () => {
  const snoozed = exampleConversation({ status: 'snoozed', snoozed_until: later })
  expect(undoOf(snoozed, close, at).wanted).toEqual({ status: 'snoozed', snoozed_until: later })
  expect(undoOf(snoozed, close, { ...at, now: Date.parse(later) }).wanted).toEqual({ status: 'open' })
})

test('brings back who had it, its priority and its tags, also when there was none', () => {
  const assignee = { id: 'noor', name: 'Noor' }
  const before = exampleConversation({ assignee, tags: ['a'] })
  const edit = {
    wanted: { assignee_id: null, priority: 'high', tags: ['a', 'b'] },
    look: { assignee: null },
  } as const
  expect(undoOf(before, { ...edit, wanted: { ...edit.wanted, tags: ['a', 'b'] } }, at)).toEqual({
    wanted: { assignee_id: 'noor', priority: null, tags: ['a'] },
    look: { assignee },
  })
})

test('what was given back is taken over again, by whoever had it or else by whoever gave it back', () => {
  const owner = { kind: 'people', id: null, epoch: 1 } as const
  const edit = {
    wanted: 'hand-back',
    look: { assignee: null, owner: { kind: 'bot', id: 'b', epoch: 1 } },
  } as const
  const imke = { id: 'imke', name: 'Imke' }
  expect(undoOf(exampleConversation({ assignee: imke, owner }), edit, at)).toEqual({
    wanted: { assignee_id: 'imke' },
    look: { assignee: imke, owner },
  })
  expect(undoOf(exampleConversation({ owner }), edit, at)).toEqual({
    wanted: { assignee_id: 'noor' },
    look: { assignee: at.me, owner },
  })
})
