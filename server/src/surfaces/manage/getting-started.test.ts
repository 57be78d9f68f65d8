import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { meddle } from '../../../test/meddle.ts'
import { latestSeq, listEvents } from '../../core/spine/queries.ts'
import { loadSample } from '../../jobs/load-sample.ts'

let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
  // As whoever came by the one-time link: without any key.
  await meddle(app, (db) =>
    db.deleteFrom('credential').where('org_id', '=', to.org).where('kind', '=', 'api_key').execute(),
  )
})

const read = () => calls.get('/getting-started')
const done = async () =>
  Object.entries((await read()).steps as Record<string, string | null>).flatMap(([step, at]) =>
    at ? [step] : [],
  )

it('says what it is called, and that nothing but the organisation is there', async () => {
  const body = await read()
  expect(body).toEqual({
    steps: {
      organisation: expect.stringMatching(/Z$/),
      api_key: null,
      ticket: null,
      answer: null,
      chat: null,
      teammate: null,
    },
    hidden: false,
    server: 'http://localhost:80',
    sample: { state: 'none', done: 0, total: 0, may_load: true },
  })
})

it('names BASE_URL when it is set', async () => {
  const named = await createTestApp({ env: { BASE_URL: 'https://desk.example.com' } })
  try {
    const body = await manageCalls(named, await named.organisation()).get('/getting-started')
    expect(body.server).toBe('https://desk.example.com')
  } finally {
    await named.close()
  }
})

it('ticks each step when it happens, one after the other', async () => {
  await calls.must('POST', '/api-keys', { name: 'Shop' })
  expect(await done()).toEqual(['organisation', 'api_key'])
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket'])
  // A note is no answer.
  await calls.must('POST', `/conversations/${conversationId}/messages`, { body: 'Hm', kind: 'note' })
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket'])
  await calls.must('POST', `/conversations/${conversationId}/messages`, { body: 'Hello' })
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket', 'answer'])
  const { id } = await calls.must('POST', '/invitations', { email: 'mate@example.com', role: 'agent' })
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket', 'answer', 'teammate'])
  await calls.must('DELETE', `/invitations/${id}`)
  expect(await done()).not.toContain('teammate')
})

it('counts whoever joined, and the key that a ticket came by even when it is gone', async () => {
  await app.core.run('openTicket', ticketArgs(to))
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket'])
  const { link } = await calls.must('POST', '/invitations', { email: 'mate@example.com', role: 'agent' })
  const token = new URL(String(link)).hash.slice('#join='.length)
  await calls.must('POST', '/invitations/accept', { token, name: 'Mate', password: 'correct horse battery' })
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket', 'teammate'])
})

it('ticks the chat when somebody writes on a site, and the ticket when one comes, whichever is first', async () => {
  await chatCalls(app, await app.organisation()).open()
  expect(await done()).toEqual(['organisation'])
  await chatCalls(app, to).open()
  expect(await done()).toEqual(['organisation', 'chat'])
  await app.core.run('openTicket', ticketArgs(to))
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket', 'chat'])
})

it('ticks no chat for a ticket', async () => {
  await app.core.run('openTicket', ticketArgs(to))
  expect(await done()).not.toContain('chat')
})

it('ticks nothing for sample data, also when one of them was answered, but for a real ticket beside it', async () => {
  await calls.must('POST', '/sample-data')
  const job = { id: 'job', org: to.org, kind: 'loadSample', payload: {}, attempt: 1, lane: null }
  await loadSample(app.core, app.blobs)(job, new AbortController().signal)
  const [sample] = await calls.all('/conversations?limit=1')
  await calls.must('POST', `/conversations/${sample?.id}/messages`, { body: 'Hello' })
  expect(await done()).toEqual(['organisation'])
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  await calls.must('POST', `/conversations/${conversationId}/messages`, { body: 'Hello' })
  expect(await done()).toEqual(['organisation', 'api_key', 'ticket', 'answer'])
}, 60_000)

it('is put away for everybody, and brought back, beside the organisation’s own limits', async () => {
  await calls.must('PATCH', '/organisation', { limits: { replies_per_minute: 5 } })
  const put = (hidden: unknown) =>
    app.http.inject({
      method: 'PUT',
      url: '/api/manage/getting-started',
      headers: { authorization: `Bearer ${to.accessToken}` },
      payload: { hidden },
    })
  const before = await latestSeq(app.core.read, to.org)
  expect((await put(true)).json()).toMatchObject({ hidden: true })
  await put(true)
  expect(await read()).toMatchObject({ hidden: true })
  expect((await put(false)).json()).toMatchObject({ hidden: false })
  const told = await listEvents(app.core.read, to.org, { after: before, limit: 10 })
  expect(told.map(({ type, data }) => [type, JSON.parse(data)])).toEqual([
    ['getting_started.changed', { hidden: true }],
    ['getting_started.changed', { hidden: false }],
  ])
  expect(await calls.get('/organisation')).toMatchObject({ limits: { replies_per_minute: 5 } })
  for (const wrong of [null, 'yes', 1, undefined]) {
    const answer = await put(wrong)
    expect([answer.statusCode, answer.json().detail]).toEqual([422, 'hidden must be true or false'])
  }
})
