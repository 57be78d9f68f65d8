import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { latestSeq } from '../../core/spine/queries.ts'
import { cursorOf } from './paging.ts'

const HOUR = 3_600_000
const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

type Headers = Record<string, string>
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: unknown, headers: Headers = {}) =>
  app.http.inject({
    method,
    url: `/api/manage/api-keys${path}`,
    headers: { authorization: `Bearer ${to.accessToken}`, ...headers },
    ...(payload !== undefined && { payload: payload as object }),
  })
const create = (name: string, more: object = {}, headers?: Headers) =>
  call('POST', '', { name, ...more }, headers)
const list = async (query = '') => (await call('GET', query)).json()
const ticket = (key: string) =>
  app.http.inject({
    method: 'POST',
    url: '/interaction',
    headers: { authorization: key },
    payload: { query: 'The lid does not close' },
  })
const seq = () => latestSeq(app.core.read, to.org)

describe('creating a key', () => {
  it('answers it whole, this once, and it takes tickets', async () => {
    const answer = await create('Website', { expires_at: '2030-01-31T00:00:00+02:00' })
    const at = new Date(clock.now()).toISOString()
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9A-Za-z]{8}$/),
        name: 'Website',
        key: expect.stringMatching(/^prl_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/),
        expires_at: '2030-01-30T22:00:00.000Z',
        created_at: at,
      },
    ])
    expect(answer.headers['cache-control']).toBe('no-store')
    const { id, key } = answer.json()
    expect((await ticket(key)).json()).toEqual({ created_ticket_number: 'ASM-1' })

    const shown = async () => (await list()).data.find((item: { id: string }) => item.id === id)
    // Noted beside the ticket, not before its answer.
    await expect.poll(shown).toEqual({
      id,
      name: 'Website',
      begins_with: `prl_live_${id}_`,
      created_at: at,
      expires_at: '2030-01-30T22:00:00.000Z',
      last_used_at: at,
    })
    const events = await app.http.inject({
      url: '/api/manage/events?limit=200',
      headers: { authorization: `Bearer ${to.accessToken}` },
    })
    expect(events.body).toContain('credential.created')
    for (const text of [JSON.stringify(await list()), events.body]) expect(text).not.toContain(key.slice(18))
  })

  it('keeps of it a hash and nothing else, wherever one looks', async () => {
    const { key } = (await create('Website', {}, { 'idempotency-key': 'k' })).json()
    const tables = ['credential', 'audit', 'event', 'idempotency'] as const
    const rows = await Promise.all(
      tables.map((table) => app.core.read.selectFrom(table).selectAll().execute()),
    )
    expect(JSON.stringify(rows)).toContain(key.slice(9, 17))
    expect(JSON.stringify(rows)).not.toContain(key.slice(18))
  })

  it('never expires unless asked to', async () => {
    for (const [index, more] of [{}, { expires_at: null }].entries())
      expect((await create(`key ${index}`, more)).json()).toMatchObject({ expires_at: null })
  })

  it('repeated under its idempotency key answers the same without the key', async () => {
    const headers = { 'idempotency-key': 'k1' }
    const first = await create('Website', {}, headers)
    const second = await call('POST', '', { expires_at: null, name: ' Website ' }, headers)
    expect([second.statusCode, second.json()]).toEqual([201, { ...first.json(), key: null }])
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ])
    expect((await list()).data).toHaveLength(2)
    expect((await ticket(first.json().key)).statusCode).toBe(200)
    const other = await create('Shop', {}, headers)
    expect([other.statusCode, other.json()]).toMatchObject([422, { code: 'mismatch' }])
  })

  it('under one idempotency key at the same time shows one of twenty the key', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => create('Website', {}, { 'idempotency-key': 'k1' })),
    )
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    const [key, ...more] = answers.flatMap((answer) => answer.json().key ?? [])
    expect(more).toEqual([])
    expect((await ticket(key)).statusCode).toBe(200)
  })

  it('of a name that exists is 409, for all but one of twenty at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('Website')))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, ...Array(19).fill(409)])
    const refused = answers.find((answer) => answer.statusCode === 409)
    expect(refused?.json()).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'an API key with this name exists',
      code: 'conflict',
      field: 'name',
    })
    expect((await list()).data).toHaveLength(2)
    expect(await seq()).toBe(3)
  })

  const expiry = 'expires_at must be a time with Z or an offset (RFC 3339), such as 2030-01-31T00:00:00Z'
  it.each([
    [{}, 'name', 'name is required'],
    [{ name: ' \n' }, 'name', 'name is required'],
    [{ name: ['x'] }, 'name', 'name is required'],
    [{ name: 'é'.repeat(121) }, 'name', 'name is too long (maximum 120 characters)'],
    [{ name: 'x', expires_at: '' }, 'expires_at', expiry],
    [{ name: 'x', expires_at: '2030-01-31' }, 'expires_at', expiry],
    [{ name: 'x', expires_at: '2030-01-31T00:00:00' }, 'expires_at', expiry],
    [{ name: 'x', expires_at: '2030-02-30T00:00:00Z' }, 'expires_at', expiry],
    [{ name: 'x', expires_at: 1_900_000_000 }, 'expires_at', expiry],
    [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 'expires_at', 'the expiry must lie in the future'],
    [{ name: 'x', expires_at: '2999-01-01T00:00:00Z' }, 'expires_at', 'the expiry must be within 10 years'],
  ])('is refused with 422, and nothing is stored, for %j', async (body, field, detail) => {
    const answer = await call('POST', '', body)
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'invalid', field, detail }])
    expect((await list()).data).toHaveLength(1)
    expect(await seq()).toBe(2)
  })

  it('ignores fields that are not its own', async () => {
    const answer = await create('Website', { id: 'AAAAAAAA', key: 'prl_live_x', org_id: 'x', kind: 'client' })
    expect(answer.statusCode).toBe(201)
    expect(answer.json().id).not.toBe('AAAAAAAA')
    expect((await ticket(answer.json().key)).statusCode).toBe(200)
  })
})

describe('deleting a key', () => {
  it('refuses it from then on, as a key nobody issued', async () => {
    const { id, key } = (await create('Website')).json()
    expect((await ticket(key)).statusCode).toBe(200)
    const answer = await call('DELETE', `/${id}`)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    const refused = await ticket(key)
    expect([refused.statusCode, refused.body]).toEqual([401, '{"error":"invalid API key"}'])
    expect((await ticket(to.apiKey)).statusCode).toBe(200)
    expect((await list()).data.map((item: { name: string }) => item.name)).toEqual(['Set up'])
  })

  it("that is gone, unknown or somebody else's is 404, in the same words", async () => {
    const { id, key } = (await create('Website')).json()
    const token = to.accessToken.slice(4, 12)
    const owner = to
    to = await app.organisation()
    const before = await seq()
    const foreign = await call('DELETE', `/${id}`)
    expect([foreign.statusCode, foreign.json()]).toMatchObject([
      404,
      { code: 'not_found', detail: 'API key not found' },
    ])
    for (const other of [token, id.toLowerCase(), 'unknown', '%00', 'x'.repeat(5_000), `${id}%20`, '%zz']) {
      const answer = await call('DELETE', `/${other}`)
      expect([other, answer.statusCode, answer.json()]).toEqual([other, 404, foreign.json()])
    }
    expect(await seq()).toBe(before)
    expect((await ticket(key)).statusCode).toBe(200)
    to = owner
    expect((await call('DELETE', `/${id}`)).statusCode).toBe(204)
    const again = await call('DELETE', `/${id}`)
    expect([again.statusCode, again.json()]).toEqual([404, foreign.json()])
  })
})

describe('the list', () => {
  it.each([1, 2, 3, 200])('in pages of %i visits each key once, newest first', async (limit) => {
    const expected: string[] = []
    for (let n = 0; n < 4; n++) {
      clock.advance(1)
      expected.unshift((await create(`key ${n}`)).json().name)
    }
    const names: string[] = []
    for (let after = ''; ; ) {
      const page = await list(`?limit=${limit}${after && `&after=${after}`}`)
      names.push(...page.data.map((item: { name: string }) => item.name))
      expect(names.length).toBeLessThan(10)
      if (page.next_cursor === null) break
      after = page.next_cursor
    }
    expect(names).toEqual([...expected, 'Set up'])
  })

  it('breaks a page within one millisecond without losing or repeating a key', async () => {
    for (let n = 0; n < 4; n++) await create(`key ${n}`)
    const first = await list('?limit=2')
    const rest = await list(`?limit=200&after=${first.next_cursor}`)
    const ids = [...first.data, ...rest.data].map((item: { id: string }) => item.id)
    expect([ids.length, new Set(ids).size]).toEqual([5, 5])
  })

  it.each(['garbage', cursorOf('one part'), cursorOf('nul\0', 'x')])(
    'refuses the cursor %s',
    async (after) => {
      const answer = await call('GET', `?after=${after}`)
      expect([answer.statusCode, answer.json()]).toMatchObject([422, { field: 'after' }])
    },
  )

  it('shows an expired key, and nothing of another organisation', async () => {
    await create('Short', { expires_at: new Date(clock.now() + HOUR).toISOString() })
    clock.advance(HOUR)
    expect((await list()).data).toHaveLength(2)
    to = await app.organisation()
    expect((await list()).data).toHaveLength(1)
  })
})

describe('the role', () => {
  const become = (role: 'owner' | 'admin' | 'agent') =>
    meddle(app, (db) => db.updateTable('teammate').set({ role }).where('id', '=', to.ownerId).execute())

  it.each(['owner', 'admin'] as const)('of %s may do it all', async (role) => {
    await become(role)
    const created = await create('Website')
    expect(created.statusCode).toBe(201)
    expect((await call('GET', '')).statusCode).toBe(200)
    expect((await call('DELETE', `/${created.json().id}`)).statusCode).toBe(204)
  })

  it('of agent may do nothing, and learns nothing either', async () => {
    const { id, key } = (await create('Website')).json()
    const before = await seq()
    await become('agent')
    const answers = [
      await call('GET', ''),
      await create('Shop'),
      await create('Website'),
      await call('POST', '', {}),
      await call('DELETE', `/${id}`),
      await call('DELETE', '/AAAAAAAA'),
    ]
    for (const answer of answers)
      expect([answer.statusCode, answer.json()]).toEqual([
        403,
        {
          type: 'about:blank',
          title: 'Forbidden',
          status: 403,
          detail: 'only an owner or admin may do this',
          code: 'forbidden',
        },
      ])
    expect(await seq()).toBe(before)
    expect((await ticket(key)).statusCode).toBe(200)
  })
})
