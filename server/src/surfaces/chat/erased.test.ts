import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { helpdeskCalls } from '../../../test/helpdesk-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'

const clock = testClock()
let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ clock })
  await app.startJobs()
})
afterAll(() => app.close())

async function erase(to: TestOrganisation, contact: string): Promise<void> {
  const manage = manageCalls(app, to)
  const { id } = await manage.must('POST', `/contacts/${contact}/erase`)
  for (let tries = 0; tries < 60; tries++) {
    const { finished_at } = await manage.get(`/erasures/${id}`)
    if (finished_at !== null) break
    clock.advance(6 * 60_000)
    await sleep(200)
  }
}

it('knows no token any more of a visitor who was erased, who may begin anew', async () => {
  const to = await app.organisation()
  const chat = chatCalls(app, to)
  const manage = manageCalls(app, to)
  const token = await chat.open({ name: 'Ada', email: 'ada@example.com' })
  const kept = await chat.open({ name: 'Eve', email: 'eve@example.com' })
  const ada = (await manage.all('/contacts')).find(({ email }) => email === 'ada@example.com')
  await erase(to, String(ada?.id))
  expect(await chat.ask('GET', `${chat.path(token)}/messages`)).toMatchObject({
    status: 404,
    body: { error: 'Conversation not found' },
  })
  expect(await chat.messages(kept)).toHaveLength(1)
  await chat.open({ visitor_token: token, email: 'ada@example.com' })
  expect(await chat.messages(token)).toHaveLength(1)
})

it('keeps of a helpdesk ticket its number, and nothing that was said or of who said it', async () => {
  const to = await app.organisation()
  const desk = helpdeskCalls(app, to)
  const asked = { email: 'grace@example.com', name: 'Grace', message: 'my secret' }
  await desk.post(asked, { 'idempotency-key': 'k' })
  const [contact] = await manageCalls(app, to).all('/contacts')
  await erase(to, String(contact?.id))
  const [{ subject, ...listed } = {}] = (await desk.get('/tickets')).body.tickets as Record<string, unknown>[]
  expect([listed, subject]).toMatchObject([
    { id: 1, messages_count: 0, contact: null },
    expect.not.stringMatching(/pric/),
  ])
  expect((await desk.get('/tickets/1')).body).toMatchObject({ ticket: { contact: null, messages: [] } })
  const tables = [
    'idempotency',
    'conversation',
    'message',
    'event',
    'contact',
    'contact_identity',
    'audit',
  ] as const
  for (const table of tables) {
    const rows = app.core.read
      .selectFrom(table as 'event')
      .selectAll()
      .where('org_id', '=', to.org)
    expect(JSON.stringify(await rows.execute()), table).not.toMatch(/grace@|Grace|my secret/)
  }
})
