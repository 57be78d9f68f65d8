import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import type { OrgId } from '../../core/ids.ts'
import { latestSeq } from '../../core/spine/queries.ts'

const DAY = 24 * 3_600_000
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

type Fields = Record<string, unknown>
type Headers = Record<string, string>

const post = (fields: Fields, headers: Headers = {}, on = app) =>
  on.http.inject({
    method: 'POST',
    url: '/interaction',
    headers: { authorization: to.apiKey, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(fields),
  })

async function everything(org: OrgId): Promise<unknown[]> {
  const tables = [
    'conversation',
    'message',
    'contact',
    'contact_identity',
    'event',
    'job',
    'idempotency',
  ] as const
  return await Promise.all(
    tables.map((table) => app.core.read.selectFrom(table).selectAll().where('org_id', '=', org).execute()),
  )
}

describe('a ticket that is taken', () => {
  it('is answered with its number and nothing else', async () => {
    const answer = await post({ query: 'The kettle lid does not close' })
    expect([answer.statusCode, answer.body]).toEqual([200, '{"created_ticket_number":"ASM-1"}'])
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect((await post({ query: 'and again' })).body).toBe('{"created_ticket_number":"ASM-2"}')
  })

  it('is known by the ULID in X-Ticket-Id', async () => {
    const id = String((await post({ query: 'x' })).headers['x-ticket-id'])
    expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    const row = app.core.read.selectFrom('conversation').select('number').where('id', '=', id)
    expect(await row.executeTakeFirst()).toEqual({ number: 'ASM-1' })
  })

  it('ignores fields nobody documented', async () => {
    const fields = { query: 'x', id: 'mine', number: 'ASM-9', org_id: 'theirs', status: 'closed', epoch: 7 }
    expect((await post(fields)).body).toBe('{"created_ticket_number":"ASM-1"}')
    const [row] = await app.core.read
      .selectFrom('conversation')
      .selectAll()
      .where('org_id', '=', to.org)
      .execute()
    expect(row).toMatchObject({ status: 'open', epoch: 0, number: 'ASM-1' })
  })

  it('takes every documented field in a multipart form', async () => {
    const form = new FormData()
    const fields = {
      query: 'Where is my order?',
      title: 'Order',
      user_name: 'Ada',
      user_email: 'Ada@Example.com',
      user_image_url: 'https://example.com/ada.png',
      user_username: 'ada',
    }
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const request = new Request('http://x', { method: 'POST', body: form })
    const answer = await app.http.inject({
      method: 'POST',
      url: '/interaction',
      headers: { authorization: to.apiKey, 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    })
    expect(answer.statusCode).toBe(200)
    const [contact] = await app.core.read
      .selectFrom('contact')
      .selectAll()
      .where('org_id', '=', to.org)
      .execute()
    expect(contact).toMatchObject({
      name: 'Ada',
      email: 'ada@example.com',
      image_url: 'https://example.com/ada.png',
      username: 'ada',
      verified: 0,
    })
  })
})

describe('a ticket that is refused stores nothing', () => {
  const long = (length: number) => 'x'.repeat(length)
  it.each([
    ['no query', {}, 'query is required'],
    ['a blank query', { query: ' \n\t\u2028 ' }, 'query is required'],
    ['a query of NUL characters', { query: '\0\0' }, 'query is required'],
    ['an object as query', { query: { $ne: null } }, 'query is required'],
    ['a long query', { query: long(256 * 1024 + 1) }, 'query is too long (maximum 256 KiB)'],
    [
      'a long query of two-byte letters',
      { query: 'é'.repeat(131_073) },
      'query is too long (maximum 256 KiB)',
    ],
    ['a long name', { query: 'x', user_name: long(256) }, 'user_name is too long (maximum 255 characters)'],
    [
      'a long address',
      { query: 'x', user_email: long(255) },
      'user_email is too long (maximum 254 characters)',
    ],
    [
      'a long username',
      { query: 'x', user_username: long(256) },
      'user_username is too long (maximum 255 characters)',
    ],
    [
      'a long image address',
      { query: 'x', user_image_url: long(2_049) },
      'user_image_url is too long (maximum 2048 characters)',
    ],
  ])('%s', async (_, fields, message) => {
    const before = await everything(to.org)
    const answer = await post(fields)
    expect([answer.statusCode, answer.json()]).toEqual([400, { error: message }])
    expect(await everything(to.org)).toEqual(before)
  })

  it.each([
    ['a blank idempotency key', { 'idempotency-key': ' ' }],
    ['a long idempotency key', { 'idempotency-key': 'k'.repeat(256) }],
  ])('%s', async (_, headers) => {
    const before = await everything(to.org)
    const answer = await post({ query: 'x' }, headers)
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { error: 'Idempotency-Key must have 1 to 255 characters' },
    ])
    expect(await everything(to.org)).toEqual(before)
  })
})

describe('a key that is refused', () => {
  const INVALID = { error: 'invalid API key' }
  it.each([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['with Bearer before it', () => `Bearer ${to.apiKey}`],
    ['with a letter changed', () => flipped(to.apiKey)],
    ['in the documents’ own look', () => 'ab'.repeat(48)],
    ['of another kind', () => to.accessToken],
    ['with something after it', () => `${to.apiKey}, ${to.apiKey}`],
    ['of 15,000 characters', () => 'x'.repeat(15_000)],
  ])('%s', async (_, keyOf) => {
    const before = await everything(to.org)
    const authorization = keyOf()
    const headers: Headers = { 'content-type': 'application/json' }
    if (authorization !== undefined) headers.authorization = authorization
    const answer = await app.http.inject({
      method: 'POST',
      url: '/interaction',
      headers,
      payload: '{"query": "x"}',
    })
    expect([answer.statusCode, answer.json()]).toEqual([401, INVALID])
    expect(await everything(to.org)).toEqual(before)
  })

  it('is refused before the body is looked at', async () => {
    const answer = await post({}, { authorization: 'wrong', 'content-type': 'text/nonsense' })
    expect([answer.statusCode, answer.json()]).toEqual([401, INVALID])
  })

  it('expired says so, from the millisecond it is due', async () => {
    const expires_at = new Date(clock.now() + DAY).toISOString()
    await meddle(app, (db) =>
      db
        .updateTable('credential')
        .set({ expires_at })
        .where('org_id', '=', to.org)
        .where('kind', '=', 'api_key')
        .execute(),
    )
    expect((await post({ query: 'x' })).statusCode).toBe(200)
    clock.advance(DAY)
    const answer = await post({ query: 'x' })
    expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'expired API key' }])
    // Only the holder of the whole secret learns that it expired.
    expect((await post({ query: 'x' }, { authorization: flipped(to.apiKey) })).json()).toEqual(INVALID)
  })
})

function flipped(key: string): string {
  return key.slice(0, 30) + (key[30] === 'a' ? 'b' : 'a') + key.slice(31)
}

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'order-17' }

  it('replays the first answer and says so', async () => {
    const first = await post({ query: 'once', user_email: 'ada@example.com' }, key)
    const seq = await latestSeq(app.core.read, to.org)
    // The order of the fields is the client's business.
    const second = await post({ user_email: 'ada@example.com', query: 'once' }, key)
    expect([second.statusCode, second.body]).toEqual([200, first.body])
    expect(second.headers['x-ticket-id']).toBe(first.headers['x-ticket-id'])
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ])
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it('is refused with 422 for another ticket, which is not stored', async () => {
    await post({ query: 'one' }, key)
    const before = await everything(to.org)
    const answer = await post({ query: 'two' }, key)
    expect([answer.statusCode, answer.json()]).toEqual([
      422,
      { error: 'this idempotency key was used for a different request' },
    ])
    expect(await everything(to.org)).toEqual(before)
  })

  it('is not used up by a ticket that is refused', async () => {
    await post({ query: ' ' }, key)
    expect((await post({ query: 'now' }, key)).headers['idempotency-replayed']).toBeUndefined()
  })

  it('belongs to its organisation', async () => {
    await post({ query: 'once' }, key)
    to = await app.organisation()
    const answer = await post({ query: 'once' }, key)
    expect([answer.body, answer.headers['idempotency-replayed']]).toEqual([
      '{"created_ticket_number":"ASM-1"}',
      undefined,
    ])
  })

  it('lets one of twenty simultaneous twins write', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ query: 'twin' }, key)))
    expect(new Set(answers.map((answer) => answer.body))).toEqual(
      new Set(['{"created_ticket_number":"ASM-1"}']),
    )
    expect(answers.filter((answer) => !answer.headers['idempotency-replayed'])).toHaveLength(1)
  })
})

describe('the published limit', () => {
  let limited: TestApp
  beforeAll(async () => {
    limited = await createTestApp({ rateLimits: true })
  })
  afterAll(() => limited.close())

  it('lets 30 of 31 tickets in one second pass, and another key is not affected', async () => {
    to = await limited.organisation()
    const other = await limited.organisation()
    const answers = await Promise.all(
      Array.from({ length: 31 }, (_, n) => post({ query: `ticket ${n}` }, {}, limited)),
    )
    const refused = answers.filter((answer) => answer.statusCode !== 200)
    expect(
      refused.map((answer) => [answer.statusCode, answer.json(), answer.headers['retry-after']]),
    ).toEqual([[429, { error: 'rate limit exceeded' }, '1']])
    expect((await post({ query: 'x' }, { authorization: other.apiKey }, limited)).statusCode).toBe(200)
    expect(await latestSeq(limited.core.read, to.org)).toBe(2 + 60)
  })

  it('does not count what a wrong key sends', async () => {
    to = await limited.organisation()
    const wrong = { authorization: flipped(to.apiKey) }
    await Promise.all(Array.from({ length: 40 }, () => post({ query: 'x' }, wrong, limited)))
    expect((await post({ query: 'x' }, {}, limited)).statusCode).toBe(200)
  })
})
