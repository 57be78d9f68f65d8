// What teammates are told of a chat's visitor: whether they are who they say, and how far they have read.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const chat = () => chatCalls(app, to)
const manage = () => manageCalls(app, to)
const list = () => manage().all('/conversations')
const idOf = async () => String((await list())[0]?.id)
const answer = async (body: string) =>
  manage().must('POST', `/conversations/${await idOf()}/messages`, { body, kind: 'reply' })
const read = (token: string, seq: number) => chat().ask('POST', `${chat().path(token)}/read`, { seq })

/** The list and the conversation itself say the same. */
async function visitor(): Promise<unknown> {
  const [listed] = await list()
  const shown = await manage().get(`/conversations/${listed?.id}`)
  expect(listed?.visitor).toEqual(shown.visitor)
  return shown.visitor
}

it('says how far they have read, never backwards and not past what was said', async () => {
  const token = await chat().open()
  expect(await visitor()).toEqual({ verified: false, seen_seq: 0 })
  await answer('one')
  await answer('two')
  await read(token, 2)
  expect(await visitor()).toEqual({ verified: false, seen_seq: 2 })
  await read(token, 1)
  await read(token, 2)
  expect(await visitor()).toEqual({ verified: false, seen_seq: 2 })
  await read(token, 999)
  expect(await visitor()).toEqual({ verified: false, seen_seq: 3 })
})

it('says whether they proved who they are, from the moment they do', async () => {
  const token = await chat().open({ email: 'ada@example.com' })
  expect(await visitor()).toMatchObject({ verified: false })
  const { identity_secret } = await manage().must('POST', `/sites/${to.site.id}/identity-secret`, {})
  const hash = createHmac('sha256', String(identity_secret)).update('\nada@example.com').digest('hex')
  const proof = { email: 'ada@example.com', hash }
  expect((await chat().ask('PUT', `${chat().path(token)}/identity`, proof)).status).toBe(200)
  expect(await visitor()).toMatchObject({ verified: true })
})

it('says nothing of a visitor where there is none, and of one organisation nothing to another', async () => {
  await app.core.run('openTicket', ticketArgs(to))
  expect(await visitor()).toBeNull()
  const token = await chat().open()
  await read(token, 1)
  to = await app.organisation()
  await chat().open({ visitor_token: token })
  expect(await visitor()).toEqual({ verified: false, seen_seq: 0 })
})

it('counts what visitors saw of the conversation itself, not of one that was merged into it', async () => {
  const first = await chat().open()
  const from = await idOf()
  for (const text of ['one', 'two', 'three']) await answer(text)
  await read(first, 4)
  const second = await chat().open()
  const into = (await list()).map(({ id }) => id).find((id) => id !== from)
  await read(second, 1)
  await manage().must('POST', `/conversations/${into}/merge`, { from })
  expect((await manage().get(`/conversations/${into}`)).visitor).toEqual({ verified: false, seen_seq: 1 })
})
