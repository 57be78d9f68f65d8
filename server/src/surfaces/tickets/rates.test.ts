import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { postForm } from '../../../test/forms.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ rateLimits: true })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const create = (key = to.apiKey, path = '/interactions') =>
  postForm(app, path, key, { query: 'x', source_specific_id: crypto.randomUUID() })
const reply = (key = to.apiKey) =>
  postForm(app, '/interactions/reply?source_specific_id=none', key, {
    content: 'x',
    user: '{"email": "a@example.com"}',
  })
const limits = (own: Record<string, unknown>) =>
  app.http.inject({
    method: 'PATCH',
    url: '/api/manage/organisation',
    headers: { authorization: `Bearer ${to.accessToken}` },
    payload: { limits: own },
  })
const LIMITED = [429, { error: 'rate limit exceeded' }]

describe('creating tickets', () => {
  it('passes exactly thirty times in a second per key, by either path', async () => {
    const answers = await Promise.all(
      Array.from({ length: 31 }, (_, n) => create(to.apiKey, n % 2 ? '/interaction' : '/interactions')),
    )
    const refused = answers.filter((answer) => answer.statusCode !== 200)
    expect(refused.map((answer) => [answer.statusCode, answer.json()])).toEqual([LIMITED])
    expect(refused[0]?.headers['retry-after']).toBe('1')
    expect((await create((await app.organisation()).apiKey)).statusCode).toBe(200)
    // Replies are counted apart.
    expect((await reply()).statusCode).toBe(404)
  })
})

describe('replies', () => {
  it('pass exactly sixty times in a minute per key, refused ones included', async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => reply()))
    const statuses = answers.map((answer) => answer.statusCode)
    expect(statuses.filter((status) => status === 404)).toHaveLength(60)
    const refused = answers.filter((answer) => answer.statusCode === 429)
    expect(refused.map((answer) => [answer.statusCode, answer.json()])).toEqual([LIMITED])
    const wait = Number(refused[0]?.headers['retry-after'])
    expect(wait).toBeGreaterThan(50)
    expect(wait).toBeLessThanOrEqual(60)
    expect((await reply((await app.organisation()).apiKey)).statusCode).toBe(404)
    expect((await create()).statusCode).toBe(200)
  })
})

describe('an organisation’s own rate', () => {
  it('holds from the next request on, above or below the published one, until it is taken back', async () => {
    const answer = await limits({ replies_per_minute: 2, tickets_per_second: 40 })
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        id: to.org,
        slug: expect.any(String),
        name: 'Pottle & Pan',
        prefix: 'ASM',
        limits: { tickets_per_second: 40, replies_per_minute: 2 },
      },
    ])
    const replies = [await reply(), await reply(), await reply()]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([404, 404, 429])
    const tickets = await Promise.all(Array.from({ length: 41 }, () => create()))
    expect(tickets.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1)
    expect((await limits({ replies_per_minute: null })).json().limits).toEqual({
      tickets_per_second: 40,
      replies_per_minute: null,
    })
    expect((await reply()).statusCode).toBe(404)
    const headers = { authorization: `Bearer ${to.accessToken}` }
    const shown = await app.http.inject({ url: '/api/manage/organisation', headers })
    expect(shown.json().limits).toEqual({ tickets_per_second: 40, replies_per_minute: null })
  })

  it.each([0, -1, 1.5, 100_001, '30', true])('is refused as %j', async (rate) => {
    const answer = await limits({ replies_per_minute: rate })
    expect([answer.statusCode, answer.json()]).toMatchObject([
      422,
      { detail: 'replies_per_minute must be a whole number from 1 to 100000, or null' },
    ])
  })
})

describe('strangers', () => {
  it('may fail to name themselves sixty times a minute per address, and stand in nobody’s way', async () => {
    const ask = (ip: string) =>
      app.http.inject({
        method: 'POST',
        url: '/interactions/reply?id=x',
        headers: { authorization: 'wrong' },
        remoteAddress: ip,
      })
    const answers = await Promise.all(Array.from({ length: 61 }, () => ask('192.0.2.1')))
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(60)
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(1)
    expect((await ask('192.0.2.2')).statusCode).toBe(401)
    expect((await create()).statusCode).toBe(200)
  })
})
