import { expect, it } from 'vitest'
import { idsIn, redactedEvent, withoutWords } from './redact.ts'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

it('leaves ids, times and numbers of an audit row, and no words', () => {
  const row = {
    id: ID,
    at: '2026-01-02T03:04:05.678Z',
    n: 3,
    yes: true,
    name: 'Ada',
    list: ['Ada', { b: 'c' }],
  }
  expect(JSON.parse(withoutWords(JSON.stringify(row)))).toEqual({
    ...{ id: ID, at: '2026-01-02T03:04:05.678Z', n: 3, yes: true },
    ...{ name: null, list: [null, { b: null }] },
  })
})

it('finds ids wherever they stand', () => {
  expect(idsIn(`POST messages ${ID} {"a":"${ID}","b":"x${ID}"}`)).toEqual([ID, ID])
})

it('leaves the names of teammates in events, and nothing a contact said', () => {
  const author = { kind: 'contact', id: ID, name: 'Ada' }
  const data = {
    message_id: ID,
    seq: 1,
    kind: 'message',
    direction: 'inbound',
    author,
    preview: 'My words',
    attachments: 0,
  }
  const left = redactedEvent({
    type: 'message.created',
    actor: JSON.stringify(author),
    data: JSON.stringify(data),
  })
  expect(JSON.parse(left.actor)).toEqual({ ...author, name: null })
  expect(JSON.parse(left.data)).toEqual({ ...data, preview: '', author: { ...author, name: null } })
  const noor = { kind: 'teammate', id: ID, name: 'Noor' }
  const other = { type: 'conversation.read', actor: JSON.stringify(noor), data: '{"unread":1}' }
  expect(redactedEvent(other)).toEqual({ actor: other.actor, data: other.data })
})
