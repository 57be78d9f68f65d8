import { expect, test } from 'vitest'
import { concerns } from './concerns.ts'

const event = (type: string, data: Record<string, unknown>) =>
  concerns({
    seq: 1,
    type,
    conversation_id: 'c',
    actor: { kind: 'system', id: null, name: null },
    data,
    at: '',
  })

test('names the message that changed, but not one that is new', () => {
  expect(event('delivery.changed', { message_id: 'm' }).message).toEqual({
    id: 'm',
    conversation: 'c',
  })
  expect(event('message.created', { message_id: 'm' }).message).toBeNull()
  expect(event('conversation.updated', { message_id: 'm' }).message).toBeNull()
})

test('names both conversations of a merge', () => {
  expect(event('conversation.merged', { merged: { id: 'd' } }).regrouped).toEqual(['d', 'c'])
  expect(event('conversation.unmerged', { unmerged: { id: 'd' } }).regrouped).toEqual(['d', 'c'])
  expect(event('conversation.updated', { merged: 'x' }).regrouped).toEqual([])
})

test('knows its contact', () => {
  const { isContact } = event('contact.updated', { id: 'jo' })
  expect([isContact('jo'), isContact('al'), isContact(undefined)]).toEqual([true, false, false])
  expect(event('company.updated', { id: 'jo' }).isContact('jo')).toBe(false)
})
