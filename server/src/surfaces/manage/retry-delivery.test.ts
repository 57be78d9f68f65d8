// Deliveries that failed, as jobs and messages tell of them, and trying them again.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { meddle } from '../../../test/meddle.ts'
import { timeOf } from '../../core/ids.ts'
import { latestSeq, listEvents } from '../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let id: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  // Whoever takes jobs takes those of the test before as well.
  await meddle(app, (db) => db.deleteFrom('job').execute())
  to = await app.organisation()
  id = await open()
})

/** A conversation whose answers must be carried out of the house. */
async function open(): Promise<string> {
  const actor = { kind: 'system' as const, id: null, name: null }
  const { channelId } = await app.core.run('addChannel', { org: to.org, actor, kind: 'medium', name: 'M' })
  const user = { email: 'jo@mail.example' }
  return (await app.core.run('openTicket', ticketArgs(to, { channelId, user }))).conversationId
}
const calls = () => manageCalls(app, to)
const reply = async (of = id) => await calls().make(`/conversations/${of}/messages`, { body: 'On its way' })
const retry = (message: string, headers = {}) =>
  calls().ask('POST', `/messages/${message}/retry`, undefined, headers)
const delivery = async (message: string) =>
  (await app.core.read.selectFrom('message').select('delivery').where('id', '=', message).executeTakeFirst())
    ?.delivery
const job = () =>
  app.core.read.selectFrom('job').selectAll().where('org_id', '=', to.org).executeTakeFirstOrThrow()
const take = () => app.core.run('takeJobs', { owner: 'test', leaseMs: 1_000, limit: 10 })
const HOUR = 3_600_000
/** Takes what is due and fails it, for good or until in an hour. */
async function fail(dead: boolean): Promise<void> {
  const taken = await take()
  expect(taken).toHaveLength(1)
  const retryAt = dead ? null : timeOf(clock.now() + HOUR)
  for (const { id } of taken) await app.core.run('failJob', { id, owner: 'test', error: 'away', retryAt })
}
const lastEvents = async (after: number) =>
  (await listEvents(app.core.read, to.org, { after, limit: 10 })).map(({ type, actor, data }) => ({
    type,
    by: JSON.parse(actor).kind,
    ...JSON.parse(data),
  }))
const refused = (detail: string, status = 409) => ({ status, body: { detail } })
const NOTHING_FAILED = 'no delivery of this message has failed'

describe('a delivery that fails', () => {
  it('says so on its message, and once more when it is given up', async () => {
    const message = await reply()
    const before = await latestSeq(app.core.read, to.org)
    await fail(false)
    expect(await delivery(message)).toBe('failed')
    clock.advance(HOUR)
    await fail(false)
    clock.advance(HOUR)
    await fail(true)
    expect(await delivery(message)).toBe('dead')
    const facts = { type: 'delivery.changed', by: 'system', message_id: message }
    expect(await lastEvents(before)).toEqual([
      { ...facts, delivery: 'failed', attempt: 1 },
      { ...facts, delivery: 'dead', attempt: 3 },
    ])
  })

  it('says nothing where the lease was lost, or of jobs of another kind', async () => {
    const message = await reply()
    await take()
    expect(
      await app.core.run('failJob', { id: (await job()).id, owner: 'other', error: 'x', retryAt: null }),
    ).toBe(false)
    expect(await delivery(message)).toBe('pending')
    await meddle(app, (db) =>
      db.updateTable('job').set({ kind: 'wakeConversation' }).where('org_id', '=', to.org).execute(),
    )
    const before = await latestSeq(app.core.read, to.org)
    const { id } = await job()
    expect(await app.core.run('failJob', { id, owner: 'test', error: 'x', retryAt: null })).toBe(true)
    expect([await delivery(message), await latestSeq(app.core.read, to.org)]).toEqual(['pending', before])
  })
})

describe('trying again', () => {
  it.each([false, true])('is at once, and goes on counting: given up %s', async (dead) => {
    const message = await reply()
    await fail(dead)
    expect(await take()).toEqual([])
    const before = await latestSeq(app.core.read, to.org)
    const answer = await retry(message)
    expect(answer).toMatchObject({ status: 200, body: { id: message, delivery: 'pending' } })
    expect(await lastEvents(before)).toEqual([
      { type: 'delivery.changed', by: 'teammate', message_id: message, delivery: 'pending', attempt: 1 },
    ])
    expect(await job()).toMatchObject({ state: 'pending', attempt: 1, finished_at: null })
    expect(await take()).toMatchObject([{ kind: 'deliver', attempt: 2, payload: { messageId: message } }])
  })

  it('queues once, however often it is asked for', async () => {
    const message = await reply()
    await fail(true)
    const before = await latestSeq(app.core.read, to.org)
    const both = await Promise.all([retry(message), retry(message)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await retry(message)).toMatchObject(refused(NOTHING_FAILED))
    expect(await lastEvents(before)).toHaveLength(1)
    expect(await take()).toHaveLength(1)
  })

  it('answers the same under one key, though nothing has failed any more', async () => {
    const message = await reply()
    await fail(false)
    const key = { 'idempotency-key': 'a' }
    const first = await retry(message, key)
    expect([first.status, await retry(message, key)]).toEqual([200, first])
  })

  it('is refused while nothing failed, while it is tried, and once it got through', async () => {
    const message = await reply()
    expect(await retry(message)).toMatchObject(refused(NOTHING_FAILED))
    await fail(false)
    clock.advance(HOUR)
    const [taken] = await take()
    expect(await delivery(message)).toBe('failed')
    expect(await retry(message)).toMatchObject(refused(NOTHING_FAILED))
    await app.core.run('completeJob', { id: taken?.id ?? '', owner: 'test' })
    expect(await retry(message)).toMatchObject(refused(NOTHING_FAILED))
    const tickets = (await app.core.run('openTicket', ticketArgs(to))).conversationId
    expect(await retry(await reply(tickets))).toMatchObject(refused(NOTHING_FAILED))
    expect(await retry('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(refused('message not found', 404))
  })

  it('finds the message’s own job, also where its conversation was merged', async () => {
    const [first, second] = [await reply(), await reply()]
    await fail(true)
    await fail(true)
    const into = await open()
    await calls().must('POST', `/conversations/${into}/merge`, { from: id })
    expect((await retry(second)).status).toBe(200)
    expect([await delivery(first), await delivery(second)]).toEqual(['dead', 'pending'])
    expect(await take()).toMatchObject([{ payload: { messageId: second } }])
  })
})
