// Who may ask: keys, origins, switched-off sites, limits, guesses.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { tableParts } from '../../../test/table-parts.ts'
import { chat as surface } from './routes.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const change = (site: object) => manageCalls(app, to).must('PATCH', `/sites/${to.site.id}`, site)
const routes = surface(tableParts).routes.map(({ method, path }) => ({
  method,
  path: path.replace(':visitor_token', 'v').replace(/:(activity_id|id)/g, '1'),
}))
const call = (method: string, path: string, headers: Record<string, string> = {}) =>
  app.http.inject({
    method: method as 'GET',
    url: `/api/v1/chat${path}`,
    headers,
    ...(method !== 'GET' && { payload: {} }),
  })

describe.each(routes)('$method $path', ({ method, path }) => {
  const invalid = { error: 'Invalid API key' }
  it.each([
    ['no key', () => ({})],
    ['an empty one', () => ({ 'x-api-key': '' })],
    ['one of nobody', () => ({ 'x-api-key': 'site_0123456789012345678901' })],
    ['a long one', () => ({ 'x-api-key': 'x'.repeat(5_000) })],
    ['the secret key', () => ({ 'x-api-key': to.site.secret })],
    ['an API key', () => ({ 'x-api-key': to.apiKey })],
    ['Basic', () => ({ authorization: `Basic ${to.site.key}` })],
    ['the key without Bearer', () => ({ authorization: to.site.key })],
    ['a cookie', () => ({ cookie: `site_key=${to.site.key}` })],
  ])('answers %s with 401', async (_, headers) => {
    const answer = await call(method, path, headers())
    expect([answer.statusCode, answer.json()]).toEqual([401, invalid])
  })

  it('is gone where chat is switched off, and where the site was deleted', async () => {
    await change({ enabled: false })
    const off = await call(method, path, { 'x-api-key': to.site.key })
    expect([off.statusCode, off.json()]).toEqual([404, { error: 'Chat is not enabled' }])
    await manageCalls(app, to).must('DELETE', `/sites/${to.site.id}`)
    expect((await call(method, path, { 'x-api-key': to.site.key })).json()).toEqual(invalid)
  })

  it('is for pages of allowed origins, and for those that are no page', async () => {
    await change({ allowed_origins: ['https://shop.example'] })
    const ask = (origin: Record<string, string>) =>
      call(method, path, { 'x-api-key': to.site.key, ...origin })
    for (const origin of [
      'https://evil.example',
      'null',
      'https://shop.example.evil.example',
      'http://shop.example',
    ]) {
      const answer = await ask({ origin })
      expect([origin, answer.statusCode, answer.json()]).toEqual([
        origin,
        403,
        { error: 'Origin not allowed' },
      ])
      // A page must be able to read why.
      expect(answer.headers['access-control-allow-origin']).toBe(origin)
    }
    for (const origin of [{ origin: 'https://shop.example' }, {}])
      expect((await ask(origin)).statusCode).not.toBe(403)
  })

  it('may be asked about by any page beforehand, without a key', async () => {
    const answer = await app.http.inject({
      method: 'OPTIONS',
      url: `/api/v1/chat${path}`,
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': method,
        'access-control-request-headers': 'x-api-key,content-type',
      },
    })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'x-api-key,content-type',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      vary: 'Origin, Access-Control-Request-Headers',
    })
  })
})

it('takes the key in four ways', async () => {
  const ways = [
    call('GET', '/config', { 'x-api-key': to.site.key }),
    call('GET', '/config', { 'x-site-key': to.site.key }),
    call('GET', '/config', { authorization: `Bearer ${to.site.key}` }),
    call('GET', `/config?site_key=${to.site.key}`),
  ]
  expect((await Promise.all(ways)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
})

it('tells pages what else the answers say', async () => {
  const answer = await call('GET', '/config', { 'x-api-key': to.site.key, origin: 'https://a.example' })
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  expect(answer.headers['access-control-expose-headers']).toContain('Retry-After')
})

it('answers what is not there in its own shape', async () => {
  expect((await call('GET', '/nothing')).json()).toEqual({ error: 'not found' })
  const answer = await call('POST', '/config')
  expect([answer.statusCode, answer.json(), answer.headers.allow]).toEqual([
    405,
    { error: 'method not allowed' },
    'GET, HEAD, OPTIONS',
  ])
})

describe('limits', () => {
  const clock = testClock()
  let limited: TestApp
  let org: TestOrganisation
  beforeAll(async () => {
    limited = await createTestApp({ clock, rateLimits: true, env: { TRUST_PROXY: '127.0.0.1' } })
  })
  afterAll(() => limited.close())
  beforeEach(async () => {
    org = await limited.organisation()
    // Limits are counted by the time of the machine.
  })
  const from = (ip: string) => ({ 'x-forwarded-for': ip })
  const chat = () => chatCalls(limited, org)
  const statuses = async (count: number, ask: (n: number) => Promise<{ status: number }>) => {
    const list: number[] = []
    for (let n = 0; n < count; n++) list.push((await ask(n)).status)
    return list
  }
  const opening = (n: number, ip = '192.0.2.1') =>
    chat().ask(
      'POST',
      '/conversations',
      { name: 'A', email: 'a@b.example', message: 'x', visitor_token: `v-${n}` },
      from(ip),
    )

  it('are those published: as many pass, and one more is told when to come back', async () => {
    expect(await statuses(6, (n) => opening(n))).toEqual([201, 201, 201, 201, 201, 429])
    const refused = await opening(7)
    expect(refused.body).toEqual({ error: 'Rate limit exceeded' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    const send = () =>
      chat().ask('POST', `${chat().path('v-0')}/messages`, { message: 'x' }, from('192.0.2.1'))
    expect((await statuses(21, send)).filter((status) => status === 201)).toHaveLength(20)
    const poll = () => chat().ask('GET', `${chat().path('v-0')}/messages`, undefined, from('192.0.2.1'))
    expect((await statuses(61, poll)).filter((status) => status === 200)).toHaveLength(60)
    const config = () => chat().ask('GET', '/config', undefined, from('192.0.2.1'))
    expect((await statuses(61, config)).filter((status) => status === 200)).toHaveLength(60)
  })

  it('are those of a place: of others nobody hears', async () => {
    await statuses(10, (n) => opening(n, '198.51.100.1'))
    expect((await opening(20, '198.51.100.2')).status).toBe(201)
    // One provider's customer has a whole /64 of these.
    expect(await statuses(6, (n) => opening(30 + n, `2001:db8::${n + 1}`))).toEqual([
      201, 201, 201, 201, 201, 429,
    ])
    expect((await opening(40, '2001:db8:0:1::1')).status).toBe(201)
  })

  it('are those of a site: another one has its own', async () => {
    await statuses(6, (n) => opening(n, '198.51.100.7'))
    const other = await limited.organisation()
    const theirs = chatCalls(limited, other).ask(
      'POST',
      '/conversations',
      { name: 'A', email: 'a@b.example', message: 'x', visitor_token: 'v' },
      from('198.51.100.7'),
    )
    expect((await theirs).status).toBe(201)
  })

  it('hold up whoever guesses tokens, in their place alone', async () => {
    const ask = (token: string, ip: string) =>
      chat().ask('GET', `${chat().path(token)}/messages`, undefined, from(ip))
    await opening(1, '203.0.113.1')
    const guesses = await statuses(25, (n) => ask(`guess-${n}`, '203.0.113.9'))
    expect(guesses).toEqual([...Array(20).fill(404), ...Array(5).fill(429)])
    // Also a right one, or guessing would go on.
    expect(await ask('v-1', '203.0.113.9')).toMatchObject({
      status: 429,
      body: { error: 'Rate limit exceeded' },
    })
    expect((await ask('v-1', '203.0.113.1')).status).toBe(200)
    const other = await limited.organisation()
    const elsewhere = await chatCalls(limited, other).ask(
      'GET',
      '/conversations/x/messages',
      undefined,
      from('203.0.113.9'),
    )
    expect(elsewhere.status).toBe(404)
    clock.advance(61_000)
    expect((await ask('v-1', '203.0.113.9')).status).toBe(200)
  })
})
