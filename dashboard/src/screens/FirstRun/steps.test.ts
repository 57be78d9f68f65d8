import { expect, test } from 'vitest'
import type { EventBody, GettingStartedBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { afterEvent, isAllDone, nextStep } from './steps.ts'

const AT = '2026-03-10T12:00:00.000Z'
const fresh: GettingStartedBody = {
  steps: { organisation: AT, api_key: null, ticket: null, answer: null, chat: null, teammate: null },
  hidden: false,
  server: 'http://localhost:3000',
  sample: { state: 'none', done: 0, total: 0, may_load: true },
}
const done = { organisation: AT, api_key: AT, ticket: AT, answer: AT, chat: AT, teammate: AT }
const event = (type: string, data: EventBody['data'] = {}): EventBody => ({
  seq: 9,
  type,
  conversation_id: null,
  actor: { kind: 'system', id: null, name: null },
  data,
  at: AT,
})

test('the next step is the first that is not done, whatever is done after it', () => {
  expect(nextStep(fresh)).toBe('api_key')
  expect(nextStep({ ...fresh, steps: { ...done, answer: null } })).toBe('answer')
  expect(nextStep({ ...fresh, steps: done })).toBeNull()
  expect([isAllDone(fresh), isAllDone({ ...fresh, steps: done })]).toEqual([false, true])
})

test.each([
  ['credential.created', 'api_key'],
  ['conversation.opened', 'ticket'],
  ['message.created', 'answer'],
  ['invitation.created', 'teammate'],
  ['teammate.created', 'teammate'],
] as const)('%s asks the server while %s is to be done, and never after', (type, step) => {
  const busy = { ...fresh, sample: { ...fresh.sample, may_load: false } }
  expect(afterEvent({ ...busy, steps: { ...done, [step]: null } }, event(type))).toBe('ask')
  expect(afterEvent({ ...busy, steps: done }, event(type))).toBeNull()
})

test('a chat asks while none was there, and a ticket does not for it', () => {
  const known = { ...fresh, steps: { ...done, chat: null }, sample: { ...fresh.sample, may_load: false } }
  const opened = (kind: string) => event('conversation.opened', { channel: { id: 'x', kind } })
  expect(afterEvent(known, opened('chat'))).toBe('ask')
  expect(afterEvent(known, opened('tickets'))).toBeNull()
  expect(afterEvent({ ...known, steps: done }, opened('chat'))).toBeNull()
})

test('what was imported or made up ticks nothing, and other events neither', () => {
  expect(afterEvent(fresh, event('conversation.opened', { imported: true }))).toBeNull()
  expect(afterEvent(fresh, event('message.created', { imported: true }))).toBeNull()
  expect(afterEvent(fresh, event('conversation.read'))).toBeNull()
})

test('is put away, and comes back, by whoever does it', () => {
  expect(afterEvent(fresh, event('getting_started.changed', { hidden: true }))).toEqual({
    ...fresh,
    hidden: true,
  })
  const hidden = { ...fresh, hidden: true }
  expect(afterEvent(hidden, event('getting_started.changed', { hidden: false }))).toEqual(fresh)
})

test('the sample says itself how far it is, and the server what follows from its end', () => {
  const loading = { ...fresh, sample: { state: 'loading' as const, done: 3, total: 60, may_load: false } }
  expect(afterEvent(loading, event('sample.changed', { state: 'loading', done: 4, total: 60 }))).toEqual({
    ...loading,
    sample: { ...loading.sample, done: 4 },
  })
  expect(afterEvent(loading, event('sample.changed', { state: 'loaded', done: 60, total: 60 }))).toBe('ask')
  expect(afterEvent(fresh, event('sample.changed', { state: 'loading', done: 0, total: 60 }))).toBe('ask')
})
