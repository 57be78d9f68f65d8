import { expect, it } from 'vitest'
import { matching } from './find.ts'
import { mayChange, mayShare } from './rights.ts'

const macros = [
  { name: 'Zoë says thanks', shortcut: null, body: 'Very much' },
  { name: 'Send a lid', shortcut: 'new-lid', body: 'It is on its way' },
]

it.each([
  ['', 2],
  ['  ', 2],
  ['zoe', 1],
  ['/new', 1],
  ['WAY lid', 1],
  ['much lid', 0],
])('%j finds %d', (query, count) => {
  expect(matching(macros, query)).toHaveLength(count)
})

it('lets everybody change their own, and owners and admins what is shared', () => {
  const agent = { id: 'G', role: 'agent' } as const
  const admin = { id: 'A', role: 'admin' } as const
  const own = { shared: false, owner_id: 'A' }
  const shared = { shared: true, owner_id: 'A' }
  expect([mayChange(agent, { shared: false }), mayChange(agent, shared), mayChange(admin, shared)]).toEqual([
    true,
    false,
    true,
  ])
  expect([mayShare(agent, null), mayShare(admin, null), mayShare(admin, own)]).toEqual([false, true, true])
  // To have for oneself again only what was one's own.
  expect([mayShare(admin, shared), mayShare({ id: 'O', role: 'owner' }, shared)]).toEqual([true, false])
})
