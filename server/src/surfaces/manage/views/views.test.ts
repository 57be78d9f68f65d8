import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { type Mate, mate } from '../../../../test/mate.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let bo: Mate
let cy: Mate
type Calls = ReturnType<typeof manageCalls>
/** The owner, an agent, and an admin. */
let noor: Calls
let asBo: Calls
let asCy: Calls
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  bo = await mate(app, to, { name: 'Bo' })
  cy = await mate(app, to, { name: 'Cy', role: 'admin' })
  noor = manageCalls(app, to)
  asBo = manageCalls(app, to, bo.accessToken)
  asCy = manageCalls(app, to, cy.accessToken)
})

const named = async (calls: Calls) => (await calls.all('/views?limit=200')).map(({ name }) => name)
const make = (calls: Calls, name: string, more: object = {}) =>
  calls.make('/views', { name, filters: {}, ...more })
const latest = async () => Number((await noor.all('/events?limit=200')).at(-1)?.seq ?? 0)
const told = async (seq: number) =>
  (await noor.all('/events?limit=200')).filter((event) => Number(event.seq) > seq)
const refused = (status: number, code: string, field?: string) => ({
  status,
  body: { code, ...(field && { field }) },
})

describe('a view', () => {
  it('is made, shown, listed, changed and deleted', async () => {
    const filters = {
      status: ['open', 'pending'],
      assignee: 'me',
      unread: 'false',
      tag: 'Cafe\u0301',
      q: '  ',
    }
    const made = await noor.ask('POST', '/views', { name: '  Waiting\u200b  for us ', filters })
    const at = new Date(clock.now()).toISOString()
    expect(made).toEqual({
      status: 201,
      body: {
        id: expect.stringMatching(/^[0-9A-Z]{26}$/),
        name: 'Waiting for us',
        shared: false,
        owner_id: to.ownerId,
        filters: { status: 'open,pending', assignee: 'me', tag: 'Café' },
        position: 0,
        created_at: at,
        updated_at: at,
        count: 0,
        count_is_capped: false,
      },
    })
    const path = `/views/${made.body.id}`
    expect(await noor.get(path)).toEqual(made.body)
    expect(await noor.get('/views')).toEqual({ data: [made.body], next_cursor: null })
    clock.advance(1_000)
    const changed = await noor.ask('PATCH', path, {
      name: 'Hot',
      filters: { priority: 'urgent', sort: 'oldest' },
    })
    expect(changed).toEqual({
      status: 200,
      body: {
        ...made.body,
        name: 'Hot',
        filters: { priority: 'urgent', sort: 'oldest' },
        updated_at: new Date(clock.now()).toISOString(),
      },
    })
    expect((await noor.ask('DELETE', path)).status).toBe(204)
    for (const method of ['GET', 'DELETE'] as const)
      expect(await noor.ask(method, path)).toMatchObject(refused(404, 'not_found'))
    expect(await noor.ask('PATCH', path, { name: 'x' })).toMatchObject(refused(404, 'not_found'))
    expect(await named(noor)).toEqual([])
  })

  it('gives back what its list is asked for, letter by letter', async () => {
    for (const [filters, kept] of [
      [{}, {}],
      [{ status: 'closed,closed' }, { status: 'closed' }],
      [
        { unread: 'true', mentioned: 'unread' },
        { unread: 'true', mentioned: 'unread' },
      ],
      [
        { mentioned: 'me', sort: 'mentioned' },
        { mentioned: 'me', sort: 'mentioned' },
      ],
      [
        { q: 'lid from:jo', sort: 'last_message' },
        { q: 'lid from:jo', sort: 'last_message' },
      ],
      [
        { assignee: '', channel: 'tickets', priority: 'none' },
        { channel: 'tickets', priority: 'none' },
      ],
      [
        { contact: 'x', company: "'; drop table saved_view; --" },
        { contact: 'x', company: "'; drop table saved_view; --" },
      ],
    ]) {
      const { id, filters: given } = await noor.must('POST', '/views', { name: 'x', filters })
      expect(given).toEqual(kept)
      // With these the list answers, whatever they are.
      const query = new URLSearchParams(given as Record<string, string>)
      expect((await noor.ask('GET', `/conversations?${query}`)).status).toBe(200)
      await noor.ask('DELETE', `/views/${id}`)
    }
  })

  it('is made once under one key', async () => {
    const send = (name: string) =>
      noor.ask('POST', '/views', { name, filters: { status: 'open' } }, { 'idempotency-key': 'k' })
    const first = await send('Open')
    expect(await send('Open')).toEqual(first)
    expect(await named(noor)).toEqual(['Open'])
    expect(await send('Other')).toMatchObject(refused(422, 'mismatch'))
    // Somebody else's key is another one.
    const other = await asBo.ask('POST', '/views', { name: 'Open', filters: {} }, { 'idempotency-key': 'k' })
    expect(other.status).toBe(201)
  })
})

describe('who sees and changes it', () => {
  it('of a personal one nobody but its owner, whatever their role', async () => {
    const id = await make(asBo, 'Mine')
    for (const calls of [noor, asCy]) {
      expect(await named(calls)).toEqual([])
      for (const [method, payload] of [['GET'], ['DELETE'], ['PATCH', { name: 'x' }], ['PATCH', {}]] as const)
        expect(await calls.ask(method, `/views/${id}`, payload)).toEqual({
          status: 404,
          body: {
            ...{ type: 'about:blank', title: 'Not Found', status: 404 },
            ...{ detail: 'view not found', code: 'not_found' },
          },
        })
    }
    expect(await named(asBo)).toEqual(['Mine'])
  })

  it('of a shared one everybody sees it; its author, an owner or an admin changes it', async () => {
    const byBo = await make(asBo, 'By Bo', { shared: true })
    const byNoor = await make(noor, 'By Noor', { shared: true })
    for (const calls of [noor, asBo, asCy]) expect(await named(calls)).toEqual(['By Bo', 'By Noor'])
    const no = {
      ...refused(403, 'forbidden'),
      body: { detail: 'only its author, an owner or an admin may change a shared view' },
    }
    expect(await asBo.ask('PATCH', `/views/${byNoor}`, { name: 'x' })).toMatchObject(no)
    expect(await asBo.ask('DELETE', `/views/${byNoor}`)).toMatchObject(no)
    expect((await asCy.ask('PATCH', `/views/${byBo}`, { name: 'By Bo, better' })).status).toBe(200)
    expect((await asBo.ask('PATCH', `/views/${byBo}`, { position: 1 })).status).toBe(200)
    expect(await named(asBo)).toEqual(['By Noor', 'By Bo, better'])
    // Who made it is not changed by who changes it.
    expect(await noor.get(`/views/${byBo}`)).toMatchObject({ owner_id: bo.id })
    expect((await asCy.ask('DELETE', `/views/${byBo}`)).status).toBe(204)
    expect((await asCy.ask('DELETE', `/views/${byNoor}`)).status).toBe(204)
  })

  it('becomes shared, and personal again by its author alone', async () => {
    const id = await make(asBo, 'Mine')
    expect(await asBo.ask('PATCH', `/views/${id}`, { shared: true })).toMatchObject({
      body: { shared: true },
    })
    expect(await asCy.ask('PATCH', `/views/${id}`, { shared: false })).toMatchObject({
      status: 403,
      body: { detail: 'only its author may make a shared view personal' },
    })
    expect(await named(asCy)).toEqual(['Mine'])
    expect(await asBo.ask('PATCH', `/views/${id}`, { shared: false })).toMatchObject({ status: 200 })
    expect(await named(asCy)).toEqual([])
  })

  it('stays when its author is disabled: a shared one for everybody', async () => {
    await make(asBo, 'Mine')
    const id = await make(asBo, 'Ours', { shared: true })
    await noor.must('PATCH', `/teammates/${bo.id}`, { disabled: true })
    expect(await named(noor)).toEqual(['Ours'])
    expect((await noor.ask('PATCH', `/views/${id}`, { name: 'Ours still' })).status).toBe(200)
  })

  it('is told of in the feed, without its name and what it asks for', async () => {
    const seq = await latest()
    const id = await make(asBo, 'Secret of Bo', { filters: { q: 'salary' } })
    await asBo.must('PATCH', `/views/${id}`, { filters: { tag: 'salary' } })
    await asBo.must('PATCH', `/views/${id}`, { shared: true })
    await asBo.must('PATCH', `/views/${id}`, { shared: true, name: 'Secret of Bo' })
    await noor.ask('DELETE', `/views/${id}`)
    const events = await told(seq)
    expect(JSON.stringify(events)).not.toMatch(/Secret|salary/)
    const facts = { id, owner_id: bo.id }
    expect(events.map(({ type, data, actor }) => [type, data, Object(actor).id])).toEqual([
      ['view.created', { ...facts, shared: false }, bo.id],
      ['view.changed', { ...facts, shared: false }, bo.id],
      ['view.changed', { ...facts, shared: true }, bo.id],
      ['view.deleted', { ...facts, shared: true }, to.ownerId],
    ])
  })
})

describe('names', () => {
  it('are unique among one’s own, and among the shared ones', async () => {
    await make(asBo, 'Hot')
    await make(asCy, 'Hot')
    const shared = await make(asBo, 'Hot', { shared: true })
    const own = await make(asBo, 'Cold')
    const mine = {
      status: 409,
      body: { code: 'conflict', field: 'name', detail: 'you have a view with this name' },
    }
    const ours = { ...mine, body: { ...mine.body, detail: 'a shared view with this name exists' } }
    expect(await asBo.ask('POST', '/views', { name: ' Hot ', filters: {} })).toMatchObject(mine)
    expect(await asCy.ask('POST', '/views', { name: 'Hot', shared: true, filters: {} })).toMatchObject(ours)
    expect(await asBo.ask('PATCH', `/views/${own}`, { name: 'Hot' })).toMatchObject(mine)
    expect(await asBo.ask('PATCH', `/views/${shared}`, { shared: false })).toMatchObject(mine)
    expect(await asBo.ask('PATCH', `/views/${own}`, { name: 'Hot', shared: true })).toMatchObject(ours)
    expect((await asBo.ask('POST', '/views', { name: 'hot', filters: {} })).status).toBe(201)
    expect((await asBo.ask('PATCH', `/views/${own}`, { name: 'Cold' })).status).toBe(200)
  })

  it('of two at once goes to one', async () => {
    const all = await Promise.all(
      [1, 2, 3].map(() => noor.ask('POST', '/views', { name: 'Hot', filters: {} })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })
})

describe('the order', () => {
  it('is one’s own first, then the shared ones, each as they are put', async () => {
    for (const name of ['a', 'b', 'c']) await make(asBo, name)
    const d = await make(asBo, 'd')
    for (const name of ['X', 'Y']) await make(noor, name, { shared: true })
    expect(await named(asBo)).toEqual(['a', 'b', 'c', 'd', 'X', 'Y'])
    for (const [position, names] of [
      [0, 'dabc'],
      [2, 'abdc'],
      [2, 'abdc'],
      [99, 'abcd'],
      [1, 'adbc'],
    ] as const) {
      await asBo.must('PATCH', `/views/${d}`, { position })
      expect((await named(asBo)).join('')).toBe(`${names}XY`)
    }
    await asBo.must('PATCH', `/views/${d}`, { shared: true, position: 1 })
    expect((await named(asBo)).join('')).toBe('abcXdY')
    await asBo.must('PATCH', `/views/${d}`, { shared: false })
    expect((await named(asBo)).join('')).toBe('abcdXY')
    expect((await named(noor)).join('')).toBe('XY')
    const pages = await asBo.all('/views?limit=1')
    expect(pages.map(({ name }) => name).join('')).toBe('abcdXY')
  })

  it('says nothing of a move to where it is', async () => {
    const [a] = [await make(noor, 'a'), await make(noor, 'b')]
    const seq = await latest()
    await noor.must('PATCH', `/views/${a}`, { position: 0 })
    expect(await told(seq)).toEqual([])
  })
})

describe('how many there may be', () => {
  it.each([
    [50, false, 'you have 50 views, and there can be no more'],
    [100, true, 'there are 100 shared views, and there can be no more'],
  ])('%i, shared %s', async (most, shared, detail) => {
    for (let n = 0; n < most; n++) await make(noor, `view ${n}`, { shared })
    const one = { name: 'one more', shared, filters: {} }
    expect(await noor.ask('POST', '/views', one)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail },
    })
    const other = await make(noor, 'other', { shared: !shared })
    expect(await noor.ask('PATCH', `/views/${other}`, { shared })).toMatchObject({
      status: 409,
      body: { detail },
    })
    // Those that are there can be changed.
    const [first] = (await noor.get('/views?limit=200')).data as { id: string }[]
    expect((await noor.ask('PATCH', `/views/${first?.id}`, { name: 'renamed' })).status).toBe(200)
  })
})
