import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { listen } from '../../../test/raw-http.ts'
import { type Heard, hears } from '../../../test/sse.ts'
import { newId } from '../../core/ids.ts'
import { latestSeq } from '../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let base: string
let conversation: string
beforeAll(async () => {
  app = await createTestApp({ clock })
  base = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close(0))
beforeEach(async () => {
  to = await app.organisation()
  conversation = (await app.core.run('openTicket', ticketArgs(to))).conversationId
})

const authorization = () => ({ authorization: `Bearer ${to.accessToken}` })
async function beat(payload: object, on = app) {
  const answer = await on.http.inject({
    method: 'PUT',
    url: '/api/manage/presence',
    headers: authorization(),
    payload,
  })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
}
const present = async () =>
  (await app.http.inject({ url: '/api/manage/presence', headers: authorization() })).json()
const follow = (): Promise<Heard> => hears(`${base}/api/manage/events?after=latest`, authorization())
async function passed(heard: Heard, count: number): Promise<unknown[]> {
  for (const deadline = Date.now() + 5_000; heard.passing.length < count && Date.now() < deadline; )
    await sleep(5)
  expect(heard.passing).toHaveLength(count)
  return heard.passing
}
const noor = (more: object = {}) => ({
  kind: 'teammate',
  teammate_id: to.ownerId,
  name: 'Noor Valdis',
  status: 'online',
  conversation_id: null,
  typing: false,
  draft_kind: null,
  draft_length: null,
  at: new Date(clock.now()).toISOString(),
  ...more,
})

it('says who is here, at what, and since when', async () => {
  expect(await present()).toEqual({ data: [], next_cursor: null })
  expect(await beat({ status: 'online' })).toEqual({ status: 204, body: undefined })
  expect(await present()).toEqual({ data: [noor()], next_cursor: null })
  clock.advance(5_000)
  await beat({ status: 'away', conversation_id: conversation, typing: true, draft_length: 12 })
  const now = { status: 'away', conversation_id: conversation, typing: true, draft_length: 12 }
  const typing = noor({ ...now, draft_kind: 'reply' })
  clock.advance(20_000)
  await beat({ status: 'away', conversation_id: conversation, typing: true, draft_length: 12 })
  expect((await present()).data).toEqual([typing])
  clock.advance(45_001)
  expect((await present()).data).toEqual([])
})

it('types into nothing when no conversation is named', async () => {
  await beat({ status: 'online', typing: true })
  expect((await present()).data).toEqual([noor()])
})

it('says whether it is a note, which is nothing while nobody types', async () => {
  const note = { status: 'online', conversation_id: conversation, draft_kind: 'note' }
  await beat({ ...note, typing: true })
  expect((await present()).data).toEqual([
    noor({ conversation_id: conversation, typing: true, draft_kind: 'note' }),
  ])
  await beat({ ...note, typing: false })
  expect((await present()).data).toEqual([noor({ conversation_id: conversation })])
})

it('is no event: nothing is stored', async () => {
  const before = await latestSeq(app.core.read, to.org)
  await beat({ status: 'online', conversation_id: conversation, typing: true })
  expect(await latestSeq(app.core.read, to.org)).toBe(before)
})

describe('refuses', () => {
  const unknown = () => newId()
  it.each([
    [{}, 422, { field: 'status', detail: 'status must be one of: online, away' }],
    [{ status: 'offline' }, 422, { field: 'status', detail: 'status must be one of: online, away' }],
    [{ status: 'online', typing: 'yes' }, 422, { field: 'typing', detail: 'typing must be true or false' }],
    [
      { status: 'online', draft_kind: 'poem' },
      422,
      { field: 'draft_kind', detail: 'draft_kind must be one of: reply, note' },
    ],
    [{ status: 'online', draft_length: -1 }, 422, { field: 'draft_length' }],
    [{ status: 'online', draft_length: 1.5 }, 422, { field: 'draft_length' }],
    [{ status: 'online', draft_length: 1_000_001 }, 422, { field: 'draft_length' }],
    [{ status: 'online', draft_length: '7' }, 422, { field: 'draft_length' }],
    [{ status: 'online', conversation_id: 7 }, 422, { field: 'conversation_id' }],
    [[], 422, { code: 'invalid' }],
    [{ status: 'online', conversation_id: 'x' }, 404, { detail: 'conversation not found' }],
    [{ status: 'online', conversation_id: '' }, 404, { detail: 'conversation not found' }],
    [
      { status: 'online', conversation_id: `${'x'.repeat(90_000)}` },
      404,
      { detail: 'conversation not found' },
    ],
    [{ status: 'online', conversation_id: 'a b\n0' }, 404, { detail: 'conversation not found' }],
  ])('%j', async (payload, status, body) => {
    expect(await beat(payload)).toMatchObject({ status, body })
    expect((await present()).data).toEqual([])
  })

  it('a conversation that does not exist, or belongs to somebody else, alike', async () => {
    const theirs = (await app.core.run('openTicket', ticketArgs(await app.organisation()))).conversationId
    const missing = await beat({ status: 'online', conversation_id: unknown() })
    expect(missing.status).toBe(404)
    expect(await beat({ status: 'online', conversation_id: theirs })).toEqual(missing)
    expect((await present()).data).toEqual([])
  })

  it('more heartbeats than anybody needs', async () => {
    const limited = await createTestApp({ rateLimits: true })
    to = await limited.organisation()
    // The first answer of an app waits for its description, and heartbeats come back by two a second.
    await limited.http.inject('/api/manage/session')
    const answers = []
    for (let n = 0; n < 31; n++) answers.push(await beat({ status: 'online' }, limited))
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(Array(30).fill(204))
    expect(answers[30]).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    await limited.close()
  })
})

describe('in the stream', () => {
  it('comes as it changes, without an id, and not with every heartbeat', async () => {
    const heard = await follow()
    await beat({ status: 'online', conversation_id: conversation })
    await beat({ status: 'online', conversation_id: conversation })
    await beat({ status: 'online', conversation_id: conversation, typing: true })
    expect(await passed(heard, 2)).toEqual([
      { type: 'presence', data: noor({ conversation_id: conversation }) },
      { type: 'presence', data: noor({ conversation_id: conversation, typing: true, draft_kind: 'reply' }) },
    ])
    clock.advance(45_001)
    expect((await passed(heard, 3))[2]).toEqual({ type: 'presence', data: noor({ status: 'offline' }) })
    await app.core.run('openTicket', ticketArgs(to))
    await heard.until(2)
    // The place in the feed is that of events alone.
    expect(heard.events.map(({ id }) => id)).toEqual([5, 6])
    heard.leave()
  })

  it('begins with everybody who is here', async () => {
    await beat({ status: 'away', conversation_id: conversation })
    const heard = await follow()
    expect(await passed(heard, 1)).toEqual([
      { type: 'presence', data: noor({ status: 'away', conversation_id: conversation }) },
    ])
    heard.leave()
  })

  it('shows one organisation nothing of another', async () => {
    const heard = await follow()
    const mine = to
    to = await app.organisation()
    await beat({ status: 'online' })
    to = mine
    await beat({ status: 'online' })
    expect(await passed(heard, 1)).toMatchObject([{ data: { teammate_id: mine.ownerId } }])
    heard.leave()
  })

  it('ends for a token that was taken back', async () => {
    const heard = await follow()
    await beat({ status: 'online' })
    await passed(heard, 1)
    const { data } = (
      await app.http.inject({ url: '/api/manage/access-tokens', headers: authorization() })
    ).json()
    const by = { actor: { kind: 'system' as const, id: null, name: null }, ip: null }
    await app.core.run('deleteAccessToken', {
      org: to.org,
      teammateId: to.ownerId,
      publicId: data[0].id,
      ...by,
    })
    clock.advance(45_001)
    await heard.ended
    expect(heard.passing).toHaveLength(1)
  })
})
