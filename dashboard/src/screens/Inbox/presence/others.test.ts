import { expect, test } from 'vitest'
import type { PresenceBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import '../../../i18n/i18n.ts'
import { othersByConversation, typingWords, viewersWords, writingWords } from './others.ts'

const person = (teammate_id: string, more: Partial<PresenceBody> = {}): PresenceBody => ({
  kind: 'teammate',
  teammate_id,
  name: `${teammate_id} Sarro`,
  status: 'online',
  conversation_id: 'c',
  typing: false,
  draft_kind: null,
  draft_length: null,
  at: '',
  ...more,
})

test('sorts the others by what they have open, without oneself and those at nothing, contacts apart', () => {
  const imke = person('Imke')
  const tomas = person('Tomas', { typing: true })
  const noor = person('Noor', { conversation_id: 'd' })
  const nowhere = person('Ada', { conversation_id: null })
  const contact = person('x', { kind: 'contact', teammate_id: null, typing: true })
  const others = othersByConversation(
    [imke, person('me', { typing: true }), tomas, noor, nowhere, contact],
    'me',
  )
  expect([...others]).toEqual([
    ['c', { viewers: [imke, tomas], writing: [tomas], contact }],
    ['d', { viewers: [noor], writing: [], contact: null }],
  ])
})

test.each([
  [[], ''],
  [['Imke'], 'Imke is replying'],
  [['Imke', 'Tomas'], 'Imke and Tomas are replying'],
  [['Imke', 'Tomas', 'Noor'], '3 are replying'],
])('says of %j: %s', (names, words) => {
  expect(writingWords(names.map((name) => person(name)))).toBe(words)
})

test.each([
  [['note'], 'Imke is writing a note'],
  [['note', 'note'], 'Imke and Tomas are writing notes'],
  [['note', 'reply'], 'Imke and Tomas are writing'],
  [['note', 'note', 'note'], '3 are writing notes'],
  [['note', 'reply', 'reply'], '3 are writing'],
] as const)('tells notes %j from replies: %s', (kinds, words) => {
  const names = ['Imke', 'Tomas', 'Noor']
  const writing = kinds.map((draft_kind, place) => person(String(names[place]), { typing: true, draft_kind }))
  expect(writingWords(writing)).toBe(words)
})

test.each([
  [[], ''],
  [['Imke'], 'Imke Sarro is here too'],
  [['Imke', 'Tomas', 'Noor'], 'Imke Sarro, Tomas Sarro, and Noor Sarro are here too'],
])('names %j under the pointer: %s', (names, words) => {
  expect(viewersWords(names.map((name) => person(name)))).toBe(words)
})

test('says when the contact is typing, and not that they are merely there', () => {
  const jo = person('Jo', { kind: 'contact', teammate_id: null })
  expect([typingWords(null), typingWords(jo)]).toEqual(['', ''])
  expect(typingWords({ ...jo, typing: true })).toBe('Jo is typing')
})
