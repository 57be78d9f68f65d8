// Sample data in a real organisation: it comes, goes on after a crash, and goes again without a trace in what people see.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../test/app.ts'
import { manageCalls } from '../../test/manage-calls.ts'
import { wrongTallies } from '../core/conversations/tallies/queries.ts'
import type { Core } from '../core/core.ts'
import { indexSome } from '../core/search/index-messages.ts'
import type { Schema } from '../db/schema.ts'
import { loadSample } from './load-sample.ts'
import { removeSample } from './remove-sample.ts'

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
})

/** The jobs by hand: nothing else runs them in this app. */
const job = () => ({ id: 'job', org: to.org, kind: 'x', payload: {}, attempt: 1, lane: null })
const signal = new AbortController().signal
const load = (core = app.core) => loadSample(core, app.blobs)(job(), signal)
const remove = (core = app.core) => removeSample(core)(job(), signal)

const rows = async (table: keyof Schema) =>
  await app.core.read
    .selectFrom(table as 'event')
    .selectAll()
    .where('org_id', '=', to.org)
    .execute()
const count = async (table: keyof Schema) => (await rows(table)).length
const state = async () => (await calls.get('/getting-started')).sample

/** Does so many verbs of it and no more, as a process that is killed between two transactions. */
async function cutOffAfter(verbs: number, work: (core: Core) => Promise<void>): Promise<void> {
  let left = verbs
  const run: Core['run'] = async (name, args) => {
    if (left-- === 0) throw new Error('killed')
    return await app.core.run(name, args)
  }
  await expect(work({ ...app.core, run })).rejects.toThrow('killed')
}

const TABLES = [
  'conversation',
  'conversation_tag',
  'conversation_read',
  'message',
  'attachment',
  'search_entry',
  'sample',
  'sample_item',
] as const

describe('loading it', () => {
  it('brings sixty marked conversations that add up, and says how far it is with each', async () => {
    expect(await calls.ask('POST', '/sample-data')).toEqual({
      status: 202,
      body: { state: 'loading', done: 0, total: 60 },
    })
    const before = await count('event')
    await load()
    expect(await state()).toEqual({ state: 'loaded', done: 60, total: 60, may_load: false })
    expect(await count('conversation')).toBe(60)
    for (const { additional_properties } of await calls.all('/conversations?limit=50'))
      expect(additional_properties).toMatchObject({ sample: true })
    const marked = (await rows('sample_item')) as unknown as { noun: string; id: string }[]
    const ids = (noun: string) => marked.filter((item) => item.noun === noun).map(({ id }) => id)
    const own = async (table: 'contact' | 'company' | 'conversation') =>
      (await app.core.read.selectFrom(table).select('id').where('org_id', '=', to.org).execute()).map(
        ({ id }) => id,
      )
    for (const noun of ['contact', 'company', 'conversation'] as const)
      expect(ids(noun).sort()).toEqual((await own(noun)).sort())
    // Nobody who could sign in was made up.
    expect(await count('teammate')).toBe(1)
    expect(await wrongTallies(app.core.read)).toEqual([])
    const told = (await calls.all('/events?limit=200')).slice(before)
    const progress = told.filter(({ type }) => type === 'sample.changed').map(({ data }) => data)
    expect(progress).toEqual(
      Array.from({ length: 60 }, (_, place) => ({
        state: place === 59 ? 'loaded' : 'loading',
        done: place + 1,
        total: 60,
      })),
    )
  }, 60_000)

  it('goes on where it was cut off, and brings nothing twice', async () => {
    await calls.must('POST', '/sample-data')
    await cutOffAfter(17, load)
    expect(await state()).toEqual({ state: 'loading', done: 17, total: 60, may_load: false })
    await load()
    // Its lease may run out while it is at work: then two of them are.
    await load()
    expect(await state()).toMatchObject({ state: 'loaded', done: 60 })
    expect(await count('conversation')).toBe(60)
    expect(await wrongTallies(app.core.read)).toEqual([])
    const numbers = (await calls.all('/conversations?limit=50')).flatMap(({ number }) => number ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
  }, 60_000)

  it('two at once bring it once', async () => {
    await calls.must('POST', '/sample-data')
    const outcomes = await Promise.allSettled([load(), load()])
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    // Whoever lost a race on PostgreSQL runs again, as every failed job does.
    await load()
    expect(await count('conversation')).toBe(60)
    expect(await wrongTallies(app.core.read)).toEqual([])
  }, 60_000)

  it('asked for twice at once, it is asked for once', async () => {
    const both = await Promise.all([calls.ask('POST', '/sample-data'), calls.ask('POST', '/sample-data')])
    expect(both.map(({ status }) => status)).toEqual([202, 202])
    expect(await count('sample')).toBe(1)
    const trail = await calls.all('/audit')
    expect(trail.filter(({ action }) => action === 'sample.loaded')).toHaveLength(1)
  })

  it('is not for an organisation that has conversations, nor a second time', async () => {
    const refusal = {
      status: 409,
      body: {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'sample data is for an organisation without conversations',
        code: 'conflict',
      },
    }
    await app.core.run('openTicket', ticketArgs(to))
    expect(await calls.ask('POST', '/sample-data')).toEqual(refusal)
    expect(await count('sample')).toBe(0)
    to = await app.organisation()
    calls = manageCalls(app, to)
    await calls.must('POST', '/sample-data')
    await load()
    expect(await calls.ask('POST', '/sample-data')).toEqual(refusal)
  }, 60_000)
})

describe('removing it', () => {
  beforeEach(async () => {
    await calls.must('POST', '/sample-data')
    await load()
    while (await indexSome(app.core, to.org));
  }, 60_000)

  it('leaves nothing of it to be seen, and the organisation may load it again', async () => {
    expect(await count('search_entry')).toBeGreaterThan(100)
    const items = await count('sample_item')
    expect(await calls.ask('DELETE', '/sample-data')).toEqual({
      status: 202,
      body: { state: 'removing', done: 0, total: items },
    })
    await remove()
    for (const table of TABLES) expect([table, await count(table)]).toEqual([table, 0])
    expect(await calls.all('/contacts')).toEqual([])
    expect(await calls.all('/companies')).toEqual([])
    expect(await wrongTallies(app.core.read)).toEqual([])
    expect(await calls.get('/conversation-counts')).toMatchObject({
      open: 0,
      pending: 0,
      snoozed: 0,
      closed: 0,
    })
    expect(await state()).toEqual({ state: 'none', done: 0, total: 0, may_load: true })
    const trail = (await calls.all('/audit')).map(({ action }) => action)
    expect(trail.filter((action) => String(action).startsWith('sample.'))).toEqual([
      'sample.removed',
      'sample.loaded',
    ])
    expect(trail).not.toContain('contact.deleted')
    const last = (await calls.all('/events?limit=200')).at(-1)
    expect(last).toMatchObject({ type: 'sample.changed', data: { state: 'none', done: 0, total: 0 } })

    await calls.must('POST', '/sample-data')
    await load()
    expect(await count('conversation')).toBe(60)
    expect(await wrongTallies(app.core.read)).toEqual([])
  }, 60_000)

  it('goes on where it was cut off', async () => {
    await calls.must('DELETE', '/sample-data')
    await cutOffAfter(4, remove)
    expect(await state()).toMatchObject({ state: 'removing', done: 20 })
    expect(await count('conversation')).toBe(40)
    await remove()
    expect(await state()).toMatchObject({ state: 'none' })
    expect(await count('conversation')).toBe(0)
    expect(await wrongTallies(app.core.read)).toEqual([])
  }, 60_000)

  it('also while it is still coming: what is asked away comes no further', async () => {
    to = await app.organisation()
    calls = manageCalls(app, to)
    await calls.must('POST', '/sample-data')
    await cutOffAfter(9, load)
    await calls.must('DELETE', '/sample-data')
    await load()
    expect(await count('conversation')).toBe(9)
    await remove()
    expect(await count('conversation')).toBe(0)
  }, 60_000)

  it('keeps what became part of real work', async () => {
    const [first, second] = await calls.all('/conversations?limit=50')
    const real = await app.core.run('openTicket', ticketArgs(to, { user: { email: 'real@mail.example' } }))
    // A contact of the sample who writes a real ticket, and a conversation of theirs that takes a real one in.
    const contact = first?.contact as { id: string; email: string }
    const again = await app.core.run('openTicket', ticketArgs(to, { user: { email: contact.email } }))
    const survivor = String(first?.id)
    await calls.must('POST', `/conversations/${survivor}/merge`, { from: again.conversationId })
    // One that was answered by hand goes all the same: it was made up.
    await calls.must('POST', `/conversations/${second?.id}/messages`, { body: 'Hello?' })
    await calls.must('DELETE', '/sample-data')
    await remove()

    const left = (await calls.all('/conversations')).map(({ id }) => id)
    expect(left.sort()).toEqual([survivor, real.conversationId].sort())
    expect((await calls.all('/contacts')).map(({ id }) => id)).toContain(contact.id)
    expect((await calls.ask('GET', `/conversations/${second?.id}`)).status).toBe(404)
    expect(await wrongTallies(app.core.read)).toEqual([])
    expect(await state()).toEqual({ state: 'none', done: 0, total: 0, may_load: false })
  }, 60_000)
})

it('is refused to agents, for both ways', async () => {
  await calls.must('POST', '/invitations', { email: 'mate@example.com', role: 'agent' })
  const { link } = await calls.must('POST', '/invitations', { email: 'mate@example.com', role: 'agent' })
  const token = new URL(String(link)).hash.slice('#join='.length)
  const joined = await app.http.inject({
    method: 'POST',
    url: '/api/manage/invitations/accept',
    payload: { token, name: 'Mate', password: 'correct horse battery' },
  })
  const cookie = String([joined.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
  for (const [method, path] of [
    ['GET', '/getting-started'],
    ['PUT', '/getting-started'],
    ['POST', '/sample-data'],
    ['DELETE', '/sample-data'],
  ] as const) {
    const answer = await app.http.inject({ method, url: `/api/manage${path}`, headers: { cookie } })
    expect([path, answer.statusCode, answer.json().detail]).toEqual([
      path,
      403,
      'only an owner or admin may do this',
    ])
  }
  expect(await count('sample')).toBe(0)
})
