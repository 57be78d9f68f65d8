import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { latestSeq, listEvents } from '../../core/spine/queries.ts'

const HOUR = 3_600_000
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
  const user = { email: 'ada@example.com', name: 'Ada' }
  id = (await app.core.run('openTicket', ticketArgs(to, { user }))).conversationId
})

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
async function call(method: Method, path: string, payload?: object, token = to.accessToken) {
  const answer = await app.http.inject({
    method,
    url: `/api/manage/conversations${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
}
const change = (wanted: object) => call('PATCH', `/${id}`, wanted)
const transcript = async () => (await call('GET', `/${id}/messages`)).body.data
const writes = (body = 'hello?') =>
  app.core.run('replyToTicket', {
    org: to.org,
    ticket: { id, given: id },
    user: {
      id: null,
      source_specific_id: null,
      email: 'ada@example.com',
      name: null,
      username: null,
      image_url: null,
    },
    body,
    enclosed: { attachments: [], source_specific_id: null, original_timestamp: null },
  })
const at = (ms: number) => new Date(clock.now() + ms).toISOString()

describe('a change', () => {
  it('is an entry of the transcript and one event, whatever it is about', async () => {
    const answer = await change({
      status: 'pending',
      assignee_id: to.ownerId,
      priority: 'high',
      tags: ['lid', 'kettle', 'lid'],
    })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'pending',
        assignee: { id: to.ownerId, name: 'Noor Valdis' },
        priority: 'high',
        tags: ['kettle', 'lid'],
      },
    })
    const changes = {
      status: { from: 'open', to: 'pending' },
      assignee_id: { from: null, to: to.ownerId },
      priority: { from: null, to: 'high' },
      tags: { added: ['lid', 'kettle'], removed: [] },
    }
    expect((await transcript())[1]).toMatchObject({
      seq: 2,
      kind: 'event',
      author: { kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' },
      body: 'set it to pending, assigned it to Noor Valdis, set its priority to high and added the tags lid, kettle',
      changes,
    })
    const last = (await listEvents(app.core.read, to.org, { after: 0, limit: 200 })).at(-1)
    expect([last?.type, JSON.parse(last?.data ?? '')]).toEqual([
      'conversation.updated',
      { changes, message_id: expect.any(String), seq: 2 },
    ])
  })

  it('that changes nothing leaves no trace', async () => {
    await change({ status: 'closed', tags: ['x'] })
    const seq = await latestSeq(app.core.read, to.org)
    for (const same of [{}, { status: 'closed' }, { tags: ['x'] }, { priority: null }, { assignee_id: null }])
      expect((await change(same)).status).toBe(200)
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
    expect(await transcript()).toHaveLength(2)
  })

  it('keeps the conversation’s place in the list, and the order of its messages', async () => {
    await app.core.run('openTicket', ticketArgs(to))
    await change({ priority: 'low' })
    const { data } = (await call('GET', '')).body
    expect(data.map((item: { number: string }) => item.number)).toEqual(['ASM-2', 'ASM-1'])
    await writes()
    const times = (await transcript()).map((entry: { created_at: string }) => entry.created_at)
    expect(times).toEqual([...times].sort())
    expect(new Set(times).size).toBe(3)
  })

  it('can be taken back, bit by bit', async () => {
    await change({ assignee_id: to.ownerId, priority: 'urgent', tags: ['a', 'b'] })
    const answer = await change({ assignee_id: null, priority: null, tags: ['b', 'c'] })
    expect(answer.body).toMatchObject({ assignee: null, priority: null, tags: ['b', 'c'] })
    expect((await transcript())[2].body).toBe(
      'unassigned it, took its priority away, added the tag c and removed the tag a',
    )
  })

  it('to a teammate takes it from a bot, so that nothing automatic follows', async () => {
    await meddle(app, (db) =>
      db.updateTable('conversation').set({ owner_kind: 'bot', owner_id: 'b' }).where('id', '=', id).execute(),
    )
    const { body } = await change({ assignee_id: to.ownerId })
    expect(body.owner).toEqual({ kind: 'people', id: null, epoch: 1 })
  })

  it.each([
    [{ status: 'done' }, 'status', 'status must be one of: open, pending, snoozed, closed'],
    [{ status: 'snoozed' }, 'snoozed_until', 'snoozed_until is required to snooze'],
    [{ snoozed_until: 'tomorrow' }, 'snoozed_until', 'snoozed_until must be RFC 3339 with Z or an offset'],
    [{ snoozed_until: '2020-01-01T00:00:00Z' }, 'snoozed_until', 'snoozed_until is in the past'],
    [
      { status: 'open', snoozed_until: '2099-01-01T00:00:00Z' },
      'snoozed_until',
      'snoozed_until goes with status snoozed',
    ],
    [{ priority: 'huge' }, 'priority', 'priority must be one of: low, normal, high, urgent, or null'],
    [{ assignee_id: 'nobody' }, 'assignee_id', 'assignee_id is nobody who works here'],
    [{ assignee_id: 5 }, 'assignee_id', 'assignee_id must be an id, or null'],
    [{ tags: 'x' }, 'tags', 'tags must be a list'],
    [{ tags: [' '] }, 'tags.0', 'a tag must not be blank'],
    [{ tags: ['x'.repeat(51)] }, 'tags.0', 'a tag has at most 50 characters'],
    [{ tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, 'tags', 'a conversation has at most 50 tags'],
  ])('is refused with 422: %j', async (wanted, field, detail) => {
    const before = await latestSeq(app.core.read, to.org)
    expect(await change(wanted)).toMatchObject({ status: 422, body: { field, detail } })
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
  })

  it('assigns to nobody of another organisation', async () => {
    const other = await app.organisation()
    expect((await change({ assignee_id: other.ownerId })).status).toBe(422)
  })

  it('by twenty at once is twenty entries at most, each with a seq of its own', async () => {
    const tags = Array.from({ length: 20 }, (_, n) => [`t${n}`])
    const answers = await Promise.all(tags.map((list) => change({ tags: list })))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const seqs = (await transcript()).map((entry: { seq: number }) => entry.seq)
    expect(new Set(seqs).size).toBe(seqs.length)
  })
})

describe('snoozing', () => {
  const until = () => at(HOUR)

  it('ends by itself, when its time has come', async () => {
    const time = until()
    expect((await change({ snoozed_until: time })).body).toMatchObject({
      status: 'snoozed',
      snoozed_until: time,
    })
    const job = app.core.read.selectFrom('job').selectAll().where('org_id', '=', to.org)
    expect(await job.execute()).toMatchObject([{ kind: 'wakeConversation', run_at: time }])
    clock.advance(HOUR)
    await app.core.run('wakeConversation', { org: to.org, conversationId: id, until: time })
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'open', snoozed_until: null })
    expect((await transcript())[2]).toMatchObject({
      kind: 'event',
      author: { kind: 'system' },
      body: 'opened it',
    })
  })

  it('again to another time is not ended by the first one', async () => {
    const first = until()
    await change({ snoozed_until: first })
    await change({ snoozed_until: at(2 * HOUR) })
    await app.core.run('wakeConversation', { org: to.org, conversationId: id, until: first })
    expect((await call('GET', `/${id}`)).body.status).toBe('snoozed')
  })

  it.each(['pending', 'snoozed', 'closed'])('a contact who writes opens what is %s', async (status) => {
    await change(status === 'snoozed' ? { snoozed_until: until() } : { status })
    await writes()
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'open', snoozed_until: null })
  })
})

describe('lists', () => {
  it('show what is mine, what is nobody’s, and one channel', async () => {
    await app.core.run('openTicket', ticketArgs(to))
    await change({ assignee_id: to.ownerId })
    const numbers = async (query: string) =>
      (await call('GET', query)).body.data.map((item: { number: string }) => item.number)
    expect(await numbers('?assignee=me')).toEqual(['ASM-1'])
    expect(await numbers(`?assignee=${to.ownerId}&status=open`)).toEqual(['ASM-1'])
    expect(await numbers('?assignee=none')).toEqual(['ASM-2'])
    expect(await numbers('?assignee=%00nobody')).toEqual([])
    expect(await numbers(`?channel=${to.ticketsChannel}`)).toEqual(['ASM-2', 'ASM-1'])
    expect(await numbers('?channel=tickets&limit=1')).toEqual(['ASM-2'])
    expect(await numbers('?channel=chat')).toEqual([])
  })
})

describe('a read mark', () => {
  const read = (seq: number) => call('PUT', `/${id}/read`, { seq })
  const unread = async () => (await call('GET', `/${id}`)).body.unread

  it('counts what the contact said after it, for each teammate alone', async () => {
    await writes()
    await change({ priority: 'low' })
    expect(await unread()).toBe(2)
    expect((await read(1)).body).toEqual({ unread: 1, unread_mentions: 0 })
    expect(await unread()).toBe(1)
    expect((await read(3)).body).toEqual({ unread: 0, unread_mentions: 0 })
    await writes()
    expect(await unread()).toBe(1)
    // Back: unread again.
    expect((await read(0)).body).toEqual({ unread: 3, unread_mentions: 0 })
    expect(await unread()).toBe(3)
  })

  it('is told once, and not when it stays', async () => {
    await read(1)
    const seq = await latestSeq(app.core.read, to.org)
    const [event] = await listEvents(app.core.read, to.org, { after: seq - 1, limit: 1 })
    expect([event?.type, JSON.parse(event?.data ?? '')]).toEqual([
      'conversation.read',
      { teammate_id: to.ownerId, unread: 0, unread_mentions: 0 },
    ])
    await read(1)
    await read(999)
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it.each([{}, { seq: -1 }, { seq: 1.5 }, { seq: '1' }])('is refused as %j', async (body) => {
    expect((await call('PUT', `/${id}/read`, body)).status).toBe(422)
  })
})

describe('a draft', () => {
  const path = (kind = 'reply') => `/${id}/drafts/${kind}`

  it('is kept until it is given up, one of each kind', async () => {
    expect((await call('PUT', path(), { body: 'Dear Ada', base_seq: 1 })).status).toBe(204)
    await call('PUT', path('note'), { body: 'ask Jo' })
    await call('PUT', path(), { body: 'Dear Ada,', base_seq: 1 })
    expect((await call('GET', `/${id}/drafts`)).body).toEqual({
      data: [
        { kind: 'note', body: 'ask Jo', base_seq: 0, updated_at: at(0) },
        { kind: 'reply', body: 'Dear Ada,', base_seq: 1, updated_at: at(0) },
      ],
      next_cursor: null,
    })
    expect((await call('DELETE', path('note'))).status).toBe(204)
    await call('PUT', path(), { body: '' })
    expect((await call('GET', `/${id}/drafts`)).body.data).toEqual([])
  })

  it('is nobody else’s business: the feed does not say what it says', async () => {
    await call('PUT', path(), { body: 'between us' })
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.at(-1)?.type).toBe('draft.changed')
    expect(JSON.stringify(events)).not.toContain('between us')
  })

  it.each([
    ['letter', { body: 'x' }],
    ['reply', {}],
    ['reply', { body: 'x'.repeat(256 * 1024 + 1) }],
    ['reply', { body: 'x', base_seq: -1 }],
  ])('is refused as %s %j', async (kind, body) => {
    expect((await call('PUT', path(kind), body)).status).toBe(422)
  })
})

describe('an answer', () => {
  const send = (body: object) => call('POST', `/${id}/messages`, { body: 'Press it firmly.', ...body })

  it('is not sent when somebody wrote meanwhile, and shows what', async () => {
    await writes('it closes now')
    const answer = await send({ seen_seq: 1 })
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'conflict',
        detail: 'somebody wrote meanwhile',
        newer: [{ seq: 2, body: 'it closes now' }],
      },
    })
    expect(await transcript()).toHaveLength(2)
    expect((await send({ seen_seq: 1, force: true })).status).toBe(201)
  })

  it('is sent when all there was is seen, or nobody said anything', async () => {
    await change({ priority: 'low' })
    await call('POST', `/${id}/messages`, { body: 'a note', kind: 'note' })
    expect((await send({ seen_seq: 1 })).status).toBe(201)
    expect((await send({ seen_seq: 4 })).status).toBe(201)
    expect((await send({})).status).toBe(201)
  })

  it('of ten who answer at once is sent once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send({ seen_seq: 1 })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
  })
})
