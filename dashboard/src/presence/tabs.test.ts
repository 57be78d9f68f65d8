import { expect, test } from 'vitest'
import { doingOf, type Tab } from './tabs.ts'

const tab = (more: Partial<Tab>): Tab => ({
  conversation: null,
  writing: null,
  draftLength: null,
  visible: true,
  since: 0,
  heard: 0,
  ...more,
})
const AWAY = { status: 'away', conversation_id: null, typing: false, draft_kind: null, draft_length: null }

test('one is where the visible tab is that one turned to last', () => {
  const tabs = [
    tab({ conversation: 'a', since: 1 }),
    tab({ conversation: 'b', since: 3, writing: 'note', draftLength: 50 }),
    tab({ conversation: 'c', since: 2 }),
    tab({ conversation: 'd', since: 4, visible: false }),
  ]
  expect(doingOf(tabs)).toEqual({
    status: 'online',
    conversation_id: 'b',
    typing: true,
    draft_kind: 'note',
    draft_length: 50,
  })
})

test('one is away behind hidden tabs, and looks at nothing there', () => {
  expect(doingOf([tab({ conversation: 'a', writing: 'reply', visible: false })])).toEqual(AWAY)
  expect(doingOf([])).toEqual(AWAY)
})

test('nobody types outside a conversation', () => {
  expect(doingOf([tab({ writing: 'reply', draftLength: 50 })])).toEqual({
    status: 'online',
    conversation_id: null,
    typing: false,
    draft_kind: null,
    draft_length: null,
  })
})
