import { expect, test } from 'vitest'
import type { PresenceBody } from '../../../server/src/surfaces/manage/wire.ts'
import { withChange } from './present.ts'

const person = (teammate_id: string | null, conversation_id: string | null, more = {}): PresenceBody => ({
  kind: teammate_id === null ? 'contact' : 'teammate',
  teammate_id,
  name: 'Jo',
  status: 'online',
  conversation_id,
  typing: false,
  draft_kind: null,
  draft_length: null,
  at: '',
  ...more,
})

test('a teammate is one person wherever they are', () => {
  const before = [person('imke', 'a'), person('tomas', 'a')]
  const after = withChange(before, person('imke', 'b'))
  expect(after).toEqual([person('tomas', 'a'), person('imke', 'b')])
})

test('visitors are as many as there are conversations they write in', () => {
  const writes = { typing: true, draft_kind: 'reply' }
  const [jane, ada] = [person(null, 'a', writes), person(null, 'b', writes)]
  const both = withChange(withChange([], jane), ada)
  expect(both).toEqual([jane, ada])
  const stopped = person(null, 'a')
  expect(withChange(both, stopped)).toEqual([ada, stopped])
})

test('whoever is gone takes nobody along', () => {
  const before = [person('imke', 'a'), person(null, 'a'), person(null, 'b')]
  expect(withChange(before, person(null, 'a', { status: 'offline' }))).toEqual([before[0], before[2]])
  expect(withChange(before, person('imke', null, { status: 'offline' }))).toEqual(before.slice(1))
})
