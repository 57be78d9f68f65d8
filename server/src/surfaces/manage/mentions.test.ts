// Notes that name teammates: what they and the named ones see, and what is refused.
import { hash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { type FormValue, file, postForm } from '../../../test/forms.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { type Mate, mate } from '../../../test/mate.ts'
import { meddle } from '../../../test/meddle.ts'
import { newId } from '../../core/ids.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let bo: Mate
let noor: ReturnType<typeof manageCalls>
let asBo: ReturnType<typeof manageCalls>
let id: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  bo = await mate(app, to, { name: 'Bo' })
  noor = manageCalls(app, to)
  asBo = manageCalls(app, to, bo.accessToken)
  id = await open()
})

async function open(): Promise<string> {
  clock.advance(10)
  return (await app.core.run('openTicket', ticketArgs(to))).conversationId
}
const note = async (payload: object, of = id) => {
  clock.advance(10)
  return await noor.ask('POST', `/conversations/${of}/messages`, { body: 'look', kind: 'note', ...payload })
}
const read = async (seq: number, token = bo.accessToken) => {
  const url = `/api/manage/conversations/${id}/read`
  const headers = { authorization: `Bearer ${token}` }
  return (await app.http.inject({ method: 'PUT', url, headers, payload: { seq } })).json()
}
const listed = async (query: string, calls = asBo) =>
  (await calls.all(`/conversations?${query}`)).map((row) => row.id)
const eventsSince = async (seq: number) =>
  (await noor.all('/events?limit=200'))
    .filter((event) => Number(event.seq) > seq)
    .map(({ type, conversation_id, data }) => ({ type, conversation_id, data }))
const latest = async () => Number((await noor.all('/events?limit=200')).at(-1)?.seq)

describe('a note that names teammates', () => {
  it('says whom, in the transcript and in the feed', async () => {
    const seq = await latest()
    const { status, body } = await note({ mentions: [bo.id, to.ownerId, bo.id] })
    const named = [
      { id: to.ownerId, name: 'Noor Valdis' },
      { id: bo.id, name: 'Bo' },
    ]
    expect([status, body.mentions]).toEqual([201, named])
    expect((await asBo.all(`/conversations/${id}/messages`)).map((row) => row.mentions)).toEqual([[], named])
    const told = { message_id: body.id, seq: body.seq }
    expect(await eventsSince(seq)).toMatchObject([
      { type: 'message.created', conversation_id: id, data: { ...told, kind: 'note', mentions: named } },
      ...named.map((mate) => ({
        type: 'mention.created',
        conversation_id: id,
        data: { teammate_id: mate.id, ...told },
      })),
    ])
  })

  it('carries the names they have now', async () => {
    await note({ mentions: [bo.id] })
    await noor.must('PATCH', `/teammates/${bo.id}`, { name: 'Bo Derrick', disabled: true })
    const { mentions } = (await noor.all(`/conversations/${id}/messages`))[1] ?? {}
    expect(mentions).toEqual([{ id: bo.id, name: 'Bo Derrick' }])
  })

  it('may name nobody, and then says nothing of it', async () => {
    const seq = await latest()
    expect((await note({ mentions: [] })).body.mentions).toEqual([])
    const [{ type, data } = { type: '', data: {} }, ...others] = await eventsSince(seq)
    expect([type, others]).toEqual(['message.created', []])
    expect(data).not.toHaveProperty('mentions')
  })

  it('may come as a form, with ids as fields or between commas', async () => {
    const send = async (fields: Record<string, FormValue>) => {
      const path = `/api/manage/conversations/${id}/messages`
      const given = { body: 'look', kind: 'note', files: file('x', 'a.txt'), ...fields }
      const answer = await postForm(app, path, `Bearer ${to.accessToken}`, given)
      return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
    }
    for (const mentions of [[to.ownerId, bo.id], `${to.ownerId},${bo.id}`])
      expect((await send({ mentions })).body.mentions).toHaveLength(2)
    expect((await send({ 'mentions[]': bo.id })).body.mentions).toHaveLength(1)
    const refused = await send({ mentions: newId(), files: file('of nobody', 'b.txt') })
    expect(refused).toMatchObject({ status: 422, body: { field: 'mentions' } })
    expect(await app.blobs.has(hash('sha256', 'of nobody'))).toBe(false)
    const files = app.core.read.selectFrom('attachment').select('id').where('org_id', '=', to.org)
    expect(await files.execute()).toHaveLength(3)
  })

  it('is written once under one key, whoever left since', async () => {
    const send = () =>
      noor.ask(
        'POST',
        `/conversations/${id}/messages`,
        { body: 'x', kind: 'note', mentions: [bo.id] },
        { 'idempotency-key': 'k' },
      )
    const first = await send()
    await noor.must('PATCH', `/teammates/${bo.id}`, { disabled: true })
    expect(await send()).toEqual(first)
    expect(
      await app.core.read.selectFrom('mention').selectAll().where('org_id', '=', to.org).execute(),
    ).toHaveLength(1)
  })

  const many = Array.from({ length: 51 }, () => '01ARZ3NDEKTSV4RRFFQ69G5FAV')
  const NOBODY = 'mentions names nobody who works here'
  it.each([
    [{ mentions: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] }, 'mentions', NOBODY],
    [{ mentions: [''] }, 'mentions', NOBODY],
    [{ mentions: ['\0'] }, 'mentions', NOBODY],
    [{ mentions: ["'; drop table mention; --"] }, 'mentions', NOBODY],
    [{ mentions: ['x'.repeat(100_000)] }, 'mentions', NOBODY],
    [{ mentions: 'Bo' }, 'mentions', 'mentions must be a list of ids'],
    [{ mentions: null }, 'mentions', 'mentions must be a list of ids'],
    [{ mentions: { 0: 'x' } }, 'mentions', 'mentions must be a list of ids'],
    [{ mentions: [7] }, 'mentions.0', 'mentions must be a list of ids'],
    [{ mentions: [['x']] }, 'mentions.0', 'mentions must be a list of ids'],
    [{ mentions: many }, 'mentions', 'at most 50 mentions'],
    [{ mentions: many.slice(0, 1), kind: 'reply' }, 'mentions', 'mentions go with a note'],
    [{ mentions: many.slice(0, 1), kind: undefined }, 'mentions', 'mentions go with a note'],
  ])('%j is refused', async (given, field, detail) => {
    const answer = await note(given)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field, detail } })
    expect(await noor.all(`/conversations/${id}/messages`)).toHaveLength(1)
  })

  it('names nobody of another organisation, nor one who is disabled', async () => {
    const other = await app.organisation()
    const gone = await mate(app, to)
    await noor.must('PATCH', `/teammates/${gone.id}`, { disabled: true })
    for (const stranger of [other.ownerId, gone.id])
      expect(await note({ mentions: [bo.id, stranger] })).toMatchObject({
        status: 422,
        body: { field: 'mentions', detail: NOBODY },
      })
  })

  it('names fifty at once', async () => {
    const mates = Array.from({ length: 50 }, () => newId())
    const at = new Date(clock.now()).toISOString()
    const row = (mateId: string) => ({
      ...{ org_id: to.org, id: mateId, name: 'x', role: 'agent' as const, created_at: at },
      ...{ email: `${mateId}@example.com`, email_canonical: `${mateId}@example.com` },
    })
    await meddle(app, (db) => db.insertInto('teammate').values(mates.map(row)).execute())
    expect((await note({ mentions: mates })).body.mentions).toHaveLength(50)
  })
})

describe('who is named', () => {
  it('finds it among their mentions, the newest first, whatever came in between', async () => {
    const second = await open()
    const third = await open()
    await note({ mentions: [bo.id] })
    await note({ mentions: [bo.id] }, second)
    await note({ mentions: [to.ownerId] }, third)
    expect(await listed('mentioned=me')).toEqual([second, id])
    await note({ mentions: [bo.id] })
    await note({ mentions: [] }, second)
    expect(await listed('mentioned=me')).toEqual([id, second])
    expect(await listed('mentioned=me&limit=1')).toEqual([id, second])
    expect(await listed('mentioned=me&sort=last_message')).toEqual([second, id])
    expect(await listed('mentioned=me&sort=created')).toEqual([second, id])
    expect(await listed('mentioned=me', noor)).toEqual([third])
  })

  it('has read it with the conversation, and may make it unread again', async () => {
    const first = (await note({ mentions: [bo.id] })).body
    const next = (await note({ mentions: [bo.id] })).body
    const shown = async () => (await asBo.get(`/conversations/${id}`)).unread_mentions
    const counts = async () => (await asBo.get('/conversation-counts')).mentions
    expect([await shown(), await counts(), await listed('mentioned=unread')]).toEqual([2, 1, [id]])
    const seq = await latest()
    expect(await read(Number(first.seq))).toEqual({ unread: 0, unread_mentions: 1 })
    expect([await shown(), await counts()]).toEqual([1, 1])
    expect(await read(Number(next.seq))).toEqual({ unread: 0, unread_mentions: 0 })
    expect([await shown(), await counts(), await listed('mentioned=unread')]).toEqual([0, 0, []])
    expect(await listed('mentioned=me')).toEqual([id])
    // The second was told although no message of the contact was unread any more; the third changes nothing.
    await read(Number(next.seq))
    const told = (await eventsSince(seq)).filter(({ type }) => type === 'conversation.read')
    expect(told.map(({ data }) => data)).toEqual([
      { teammate_id: bo.id, unread: 0, unread_mentions: 1 },
      { teammate_id: bo.id, unread: 0, unread_mentions: 0 },
    ])
    expect(await read(1)).toEqual({ unread: 0, unread_mentions: 2 })
    expect(await listed('mentioned=unread')).toEqual([id])
    // Somebody else's reading is theirs.
    expect(await read(Number(next.seq), to.accessToken)).toEqual({ unread: 0, unread_mentions: 0 })
    expect(await shown()).toBe(2)
  })

  it('is not told of what they wrote themselves as something new', async () => {
    await note({ mentions: [to.ownerId] })
    expect((await noor.get(`/conversations/${id}`)).unread_mentions).toBe(0)
    expect([await listed('mentioned=unread', noor), await listed('mentioned=me', noor)]).toEqual([[], [id]])
  })
})

it.each([
  ['mentioned=you', 'mentioned', 'mentioned must be me or unread'],
  ['mentioned=me&mentioned=unread', 'mentioned', 'mentioned must be me or unread'],
  ['sort=mentioned', 'sort', 'sort=mentioned goes with mentioned'],
  ['mentioned=me&sort=mentioned&q=lid', 'sort', 'a search has its own order: leave sort out'],
])('?%s is refused', async (query, field, detail) => {
  const answer = await asBo.ask('GET', `/conversations?${query}`)
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field, detail } })
})

it('a cursor of mentions is refused by another order', async () => {
  const other = await open()
  for (const of of [id, other]) await note({ mentions: [bo.id] }, of)
  const page = await asBo.get('/conversations?mentioned=me&limit=1')
  const answer = await asBo.ask('GET', `/conversations?after=${page.next_cursor}`)
  expect(answer).toMatchObject({ status: 422, body: { field: 'after' } })
})
