import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { listEvents } from '../../core/spine/queries.ts'

let app: TestApp
let to: TestOrganisation
let id: string
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  const user = { email: 'ada@example.com', name: 'Ada' }
  id = (await app.core.run('openTicket', ticketArgs(to, { user }))).conversationId
  await meddle(app, (db) =>
    db
      .updateTable('conversation')
      .set({ owner_kind: 'assistant', owner_id: 'helper' })
      .where('id', '=', id)
      .execute(),
  )
})

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers = {}) {
  const answer = await app.http.inject({
    method,
    url: `/api/manage/conversations/${path}`,
    headers: { authorization: `Bearer ${to.accessToken}`, ...headers },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}
const handBack = (headers = {}) => call('POST', `${id}/hand-back`, undefined, headers)
const NOT_TAKEN = {
  status: 409,
  body: { code: 'conflict', detail: 'people did not take this conversation from a bot or assistant' },
}

describe('a conversation that people took from an assistant', () => {
  it.each([
    ['by answering', () => call('POST', `${id}/messages`, { body: 'Hello' })],
    ['by giving it to a teammate', () => call('PATCH', id, { assignee_id: to.ownerId })],
  ])('%s goes back to it, with nobody assigned and another epoch', async (_, takeOver) => {
    await takeOver()
    const taken = await call('GET', id)
    expect(taken.body).toMatchObject({
      owner: { kind: 'people', id: null, epoch: 1 },
      handed_from: { kind: 'assistant', id: 'helper' },
    })
    const { status, body } = await handBack()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      owner: { kind: 'assistant', id: 'helper', epoch: 2 },
      handed_from: null,
      assignee: null,
      status: 'open',
    })
    const { data } = (await call('GET', `${id}/messages`)).body
    expect(data.at(-1)).toMatchObject({ kind: 'event', body: 'gave it back to the assistant' })
    const [event] = (await listEvents(app.core.read, to.org, { after: 0, limit: 50 })).slice(-1)
    expect(event).toMatchObject({ type: 'conversation.updated', conversation_id: id })
    const counts = await app.http.inject({
      url: '/api/manage/conversation-counts',
      headers: { authorization: `Bearer ${to.accessToken}` },
    })
    expect(counts.json()).toMatchObject({ mine: { open: 0 }, unassigned: { open: 1 } })
  })

  it('is still known to be its own after a second answer of people', async () => {
    await call('POST', `${id}/messages`, { body: 'Hello' })
    await call('POST', `${id}/messages`, { body: 'Are you there?' })
    expect((await call('GET', id)).body.handed_from).toEqual({ kind: 'assistant', id: 'helper' })
  })

  it('goes back once for one key, and is refused a second time', async () => {
    await call('PATCH', id, { assignee_id: to.ownerId })
    const key = { 'idempotency-key': 'once' }
    const first = await handBack(key)
    const again = await handBack(key)
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true'])
    expect(again.body.owner.epoch).toBe(2)
    expect(await handBack()).toMatchObject(NOT_TAKEN)
  })

  it('goes back once when two ask at the same moment', async () => {
    await call('PATCH', id, { assignee_id: to.ownerId })
    const both = await Promise.all([handBack(), handBack()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('is refused', () => {
  it('while the assistant still has it', async () => {
    expect(await handBack()).toMatchObject(NOT_TAKEN)
  })

  it.each(['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'nonsense'])('for an unknown conversation: %s', async (unknown) => {
    expect(await call('POST', `${unknown}/hand-back`)).toMatchObject({
      status: 404,
      body: { code: 'not_found', detail: 'conversation not found' },
    })
  })
})
