import { expect, test } from 'vitest'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { receiptOf } from './receipt.ts'

const message = (seq: number, more: Partial<MessageBody> = {}): MessageBody => ({
  id: `m${seq}`,
  seq,
  kind: 'message',
  direction: 'outbound',
  author: { kind: 'teammate', id: 'noor', name: 'Noor' },
  body: '',
  attachments: [],
  mentions: [],
  quick_replies: [],
  changes: null,
  delivery: 'none',
  sources: [],
  source_specific_id: null,
  original_timestamp: null,
  created_at: '',
  ...more,
})
const upTo = (seen_seq: number) => ({ verified: false, seen_seq })
const theirs = { direction: 'inbound', author: { kind: 'contact', id: null, name: 'Jo' } } as const

test('says of the newest answer whether its visitor has seen it', () => {
  const all = [message(1, theirs), message(2), message(3), message(4, theirs)]
  expect(receiptOf(all, upTo(2))).toEqual({ id: 'm3', is: 'sent' })
  expect(receiptOf(all, upTo(3))).toEqual({ id: 'm3', is: 'seen' })
  expect(receiptOf(all, upTo(9))).toEqual({ id: 'm3', is: 'seen' })
})

test('passes over notes, changes and what the site says by itself', () => {
  const all = [
    message(1),
    message(2, { kind: 'note' }),
    message(3, { kind: 'event' }),
    message(4, { author: { kind: 'system', id: null, name: null } }),
  ]
  expect(receiptOf(all, upTo(4))).toEqual({ id: 'm1', is: 'seen' })
})

test('says nothing where nobody answered, and of conversations that are no chats', () => {
  expect(receiptOf([message(1, theirs)], upTo(1))).toBeNull()
  expect(receiptOf([message(1)], null)).toBeNull()
})
