import i18next from 'i18next'
import { expect, test } from 'vitest'
import '../../../i18n/i18n.ts'
import { eventWords } from './event-words.ts'

const said = (changes: object | null): string =>
  eventWords(
    { changes, body: 'as the server says' },
    [{ id: 'imke', name: 'Imke' }],
    i18next.getFixedT('en', 'thread'),
    'en',
  )

test('says what was done, several things as one sentence', () => {
  expect(
    said({
      status: { from: 'open', to: 'closed' },
      assignee_id: { from: null, to: 'imke' },
      tags: { added: ['lid'], removed: [] },
    }),
  ).toBe('closed it, assigned it to Imke, and added the tag lid')
  expect(said(null)).toBe('as the server says')
})

test('giving it back says to whom, and not that nobody is assigned then', () => {
  const owner = { from: { kind: 'people', id: null }, to: { kind: 'bot', id: 'b' } }
  expect(said({ owner, assignee_id: { from: 'imke', to: null } })).toBe('handed it back to the bot')
})
