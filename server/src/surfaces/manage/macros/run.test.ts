import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { mate } from '../../../../test/mate.ts'
import { latestSeq, listEvents } from '../../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let id: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  id = await open({ email: 'jo@mail.example', name: 'Jo March' })
})

const open = async (user: object) =>
  (await app.core.run('openTicket', ticketArgs(to, { user, title: 'A [lid](x)' }))).conversationId
const calls = (token?: string) => manageCalls(app, to, token)
const make = (macro: object) => calls().make('/macros', { name: 'x', shared: true, ...macro })
const run = (macro: string, token?: string, headers = {}) =>
  calls(token).ask('POST', `/conversations/${id}/macros/${macro}`, undefined, headers)

it('does all it should as one change, and answers its text for this conversation', async () => {
  const { must } = calls()
  await must('PATCH', `/conversations/${id}`, { tags: ['new', 'kitchen'], priority: 'high' })
  const body =
    'Hello {{contact.first_name}}!\n\n{{contact.name}}, {{contact.email}}: {{ticket.number}}, {{ticket.title}}\n{{ teammate.name }}'
  const macro = await make({
    body,
    actions: [
      { type: 'status', value: 'pending' },
      { type: 'assignee', value: 'me' },
      { type: 'priority', value: null },
      { type: 'add_tag', value: 'lids' },
      { type: 'add_tag', value: 'kitchen' },
      { type: 'remove_tag', value: 'new' },
      { type: 'remove_tag', value: 'not there' },
    ],
  })
  const agent = await mate(app, to)
  const before = await latestSeq(app.core.read, to.org)
  const answer = await run(macro, agent.accessToken)
  const conversation = { id, status: 'pending', priority: null, tags: ['kitchen', 'lids'] }
  expect(answer).toMatchObject({
    status: 200,
    body: {
      body: 'Hello Jo!\n\nJo March, jo@mail.example: ASM-1, A \\[lid\\](x)\nAda',
      empty_variables: [],
      conversation: { ...conversation, assignee: { id: agent.id } },
    },
  })
  const events = await listEvents(app.core.read, to.org, { after: before, limit: 10 })
  expect(events.map(({ type }) => type)).toEqual(['conversation.updated'])
  const { data } = await calls().get(`/conversations/${id}/messages`)
  expect((data as object[]).at(-1)).toMatchObject({
    kind: 'event',
    author: { id: agent.id },
    body: 'set it to pending, assigned it to Ada, took its priority away, added the tag lids and removed the tag new',
  })
  // It is as it wants it: nothing more happens, and nothing was sent.
  await run(macro, agent.accessToken)
  expect(await latestSeq(app.core.read, to.org)).toBe(before + 1)
})

it('says what there was nothing for', async () => {
  id = await open({ source_specific_id: 'anonymous' })
  const macro = await make({ body: 'Hello {{contact.first_name}}, {{contact.email}}{{contact.email}}' })
  expect((await run(macro)).body).toMatchObject({
    body: 'Hello , ',
    empty_variables: ['contact.first_name', 'contact.email'],
  })
})

it('snoozes for as long as it says, from the run', async () => {
  const macro = await make({ actions: [{ type: 'snooze', value: 90 }] })
  clock.advance(1_000)
  const until = new Date(clock.now() + 90 * 60_000).toISOString()
  expect((await run(macro)).body).toMatchObject({
    body: '',
    conversation: { status: 'snoozed', snoozed_until: until },
  })
})

it('does nothing at all when a part of it cannot be done', async () => {
  const gone = await mate(app, to)
  const actions = [
    { type: 'status', value: 'closed' },
    { type: 'assignee', value: gone.id },
  ]
  const macro = await make({ actions })
  await calls().must('PATCH', `/teammates/${gone.id}`, { disabled: true })
  const before = await latestSeq(app.core.read, to.org)
  expect(await run(macro)).toMatchObject({
    status: 422,
    body: { field: 'assignee_id', detail: 'assignee_id is nobody who works here' },
  })
  expect((await calls().get(`/conversations/${id}`)).status).toBe('open')
  expect(await latestSeq(app.core.read, to.org)).toBe(before)
})

it('adds no tag too many', async () => {
  const tags = Array.from({ length: 49 }, (_, n) => `tag ${n}`)
  await calls().must('PATCH', `/conversations/${id}`, { tags })
  const add = (value: string) => ({ type: 'add_tag', value })
  const two = await make({ actions: [add('a'), add('b')] })
  expect(await run(two)).toMatchObject({
    status: 422,
    body: { field: 'tags', detail: 'a conversation has at most 50 tags' },
  })
  const swap = await make({ actions: [add('a'), add('b'), { type: 'remove_tag', value: 'tag 0' }] })
  expect((await run(swap)).status).toBe(200)
  expect((await run(swap)).status).toBe(200)
})

it('runs once under one key, and answers its text as of now', async () => {
  const macro = await make({ body: 'x', actions: [{ type: 'status', value: 'closed' }] })
  const key = { 'idempotency-key': 'a' }
  await run(macro, undefined, key)
  await calls().must('PATCH', `/conversations/${id}`, { status: 'open' })
  expect(await run(macro, undefined, key)).toMatchObject({
    status: 200,
    body: { body: 'x', conversation: { status: 'open' } },
  })
})

it('follows where a conversation was merged', async () => {
  const into = await open({ email: 'jo@mail.example' })
  await calls().must('POST', `/conversations/${into}/merge`, { from: id })
  const macro = await make({ actions: [{ type: 'status', value: 'closed' }] })
  expect((await run(macro)).body).toMatchObject({ conversation: { id: into, status: 'closed' } })
})

it.each([
  ['a conversation nobody knows', () => ['01ARZ3NDEKTSV4RRFFQ69G5FAV', ''], 'conversation not found'],
  ['a macro nobody knows', () => [id, '01ARZ3NDEKTSV4RRFFQ69G5FAV'], 'macro not found'],
  ['what is no id', () => [id, "'--"], 'macro not found'],
])('is not found for %s', async (_, named, detail) => {
  const [conversation, macro] = named()
  const path = `/conversations/${conversation}/macros/${macro || (await make({ body: 'x' }))}`
  expect(await calls().ask('POST', path)).toMatchObject({ status: 404, body: { detail } })
})
