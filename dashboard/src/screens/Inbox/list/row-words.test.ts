import { expect, test } from 'vitest'
import type { AuthorBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { exampleConversation } from '../example-conversation.ts'
import { rowWords } from './row-words.ts'

const row = exampleConversation({ title: 'The kettle lid does not close' })
const at = '2026-03-02T10:00:00.000Z'
const said = (author: Partial<AuthorBody>, snippet: string, created_at = at) => ({
  ...row,
  last_message: {
    id: '01M',
    author: { kind: 'contact' as const, id: null, name: 'Jo', ...author },
    snippet,
    created_at,
  },
})
const where = { kind: 'where', words: 'ASM-1 · Tickets API' }

test('says who spoke, but of the contact, whose row it is, and of oneself by name', () => {
  expect(rowWords(said({}, 'Hello?'), 'me')).toEqual({ kind: 'said', by: null, words: 'Hello?' })
  const mine = said({ kind: 'teammate', id: 'me', name: 'Noor' }, 'On its way')
  expect(rowWords(mine, 'me')).toEqual({ kind: 'said', by: 'me', words: 'On its way' })
  expect(rowWords(mine, 'imke')).toMatchObject({ by: { name: 'Noor' } })
  expect(rowWords(said({ kind: 'bot', name: null }, 'Which one?'), 'me')).toMatchObject({
    by: { role: 'bot' },
  })
})

test('what is left unsent comes first', () => {
  const draft = { kind: 'note' as const, snippet: 'call her' }
  expect(rowWords({ ...said({}, 'Hello?'), draft }, 'me')).toEqual({
    kind: 'draft',
    of: 'note',
    words: 'call her',
  })
})

test('does not repeat a title that was made of the first message', () => {
  const first = (snippet: string) => rowWords(said({}, snippet, row.created_at), 'me')
  expect(first('The kettle lid does not close')).toEqual(where)
  expect(first('The kettle lid does not close It is a K2.')).toMatchObject({ words: 'It is a K2.' })
  expect(first('The kettle lid does not closely fit')).toMatchObject({ words: '…closely fit' })
  expect(first('The kettle lid does not close…')).toEqual(where)
  expect(first('Hello, the lid is back')).toMatchObject({ words: 'Hello, the lid is back' })
  expect(rowWords(said({}, 'The kettle lid does not close'), 'me')).toMatchObject({ kind: 'said' })
})

test('says where it came in when nothing was said, and shows no text that passes for another', () => {
  expect(rowWords(row, 'me')).toEqual(where)
  expect(rowWords({ ...row, number: null }, 'me')).toEqual({ kind: 'where', words: 'Tickets API' })
  expect(rowWords(said({}, 'invoice\u202egpj.exe'), 'me')).toMatchObject({ words: 'invoicegpj.exe' })
  const name = 'Pay\u200bPal'
  expect(rowWords(said({ kind: 'bot', name }, 'x'), 'me')).toMatchObject({ by: { name: 'PayPal' } })
})
