// Whose tickets: tokens, their scopes, and the account that is named (docs/contracts.md 4c#34).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'
import { helpdeskCalls } from '../../../../test/helpdesk-calls.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { mate } from '../../../../test/mate.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const desk = () => helpdeskCalls(app, to)
const manage = () => manageCalls(app, to)
/** So that `/tickets/1` is there. */
const opened = () => desk().post()

describe('GET /me and /members', () => {
  it('are the account of the token, and who works there', async () => {
    const bo = await mate(app, to, { name: 'Bo' })
    const gone = await mate(app, to, { name: 'Gone' })
    await manage().must('PATCH', `/teammates/${gone.id}`, { disabled: true })
    const slug = await desk().slug()
    expect(await desk().get('/me')).toMatchObject({
      status: 200,
      body: { accounts: [{ slug, name: 'Pottle & Pan' }] },
    })
    const { status, body } = await desk().get('/members')
    expect([status, body]).toEqual([
      200,
      {
        members: [
          { id: to.ownerId, name: 'Noor Valdis' },
          { id: bo.id, name: 'Bo' },
        ],
      },
    ])
    const page = await desk().get('/members?limit=1')
    expect(page.body).toEqual({ members: [{ id: to.ownerId, name: 'Noor Valdis' }] })
    const next = /^<\/api\/v1(\/members\?.*)>; rel="next"$/.exec(String(page.headers.link))?.[1]
    expect((await desk().get(String(next))).body).toEqual({ members: [{ id: bo.id, name: 'Bo' }] })
    expect(await desk().get('/members?cursor=x')).toMatchObject({
      status: 422,
      body: { error: 'Invalid cursor' },
    })
  })

  it('asks /me for no account, because it says which there are', async () => {
    const headers = { authorization: `Bearer ${to.accessToken}` }
    expect((await desk().ask('GET', '/me', headers)).status).toBe(200)
  })
})

describe.each(['/tickets', '/tickets/1', '/members'])('%s', (path) => {
  const bearer = () => ({ authorization: `Bearer ${to.accessToken}` })

  it.each([{}, { 'x-account-slug': '' }])('wants the account named (%j)', async (headers) => {
    const { status, body } = await desk().ask('GET', path, { ...bearer(), ...headers })
    const account = { slug: await desk().slug(), name: 'Pottle & Pan' }
    expect([status, body]).toEqual([400, { error: 'Account required', available_accounts: [account] }])
  })

  it('is of no other account, whether there is one or not', async () => {
    const theirs = await helpdeskCalls(app, await app.organisation()).slug()
    for (const slug of [theirs, 'nobody', (await desk().slug()).toUpperCase()]) {
      const { status, body } = await desk().get(path, { 'x-account-slug': slug })
      expect([slug, status, body]).toEqual([slug, 403, { error: 'Account not accessible' }])
    }
  })
})

describe.each([
  ['/tickets', 'conversations:read'],
  ['/tickets/1', 'conversations:read'],
  ['/members', 'team:read'],
  ['/me', null],
] as const)('%s', (path, scope) => {
  it.each([
    ['no token', () => ({})],
    [
      'one of nobody',
      () => ({
        authorization: `Bearer ${to.accessToken.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))}`,
      }),
    ],
    ['no Bearer', () => ({ authorization: to.accessToken })],
    ['a site key', () => ({ 'x-api-key': to.site.key })],
    ['a secret key', () => ({ authorization: `Bearer ${to.site.secret}` })],
    ['an API key', () => ({ authorization: `Bearer ${to.apiKey}` })],
    ['a session', () => ({ cookie: 'parley_session=x; __Host-parley_session=x' })],
  ])('answers %s with 401', async (_, headers) => {
    const { status, body } = await desk().ask('GET', path, { ...headers(), 'x-account-slug': 'pottle' })
    expect([status, body]).toEqual([401, { error: 'Invalid access token' }])
  })

  it(`takes a token of the scope ${scope}, and none without it`, async () => {
    await opened()
    const token = async (scopes: string[]) =>
      String(
        (await manage().must('POST', '/access-tokens', { name: 'x'.repeat(scopes.length), scopes })).token,
      )
    const ask = async (scopes: string[]) => {
      const { status, body } = await desk().get(path, { authorization: `Bearer ${await token(scopes)}` })
      return [status, status === 200 || body]
    }
    expect(await ask(['contacts:read', ...(scope ? [scope] : [])])).toEqual([200, true])
    const lacking = [403, { error: `this access token lacks the scope ${scope}` }]
    expect(await ask(['contacts:read', 'events:read', 'keys:read'])).toEqual(scope ? lacking : [200, true])
  })

  it('is open to every role, and to nobody who left', async () => {
    await opened()
    const bo = await mate(app, to, { role: 'agent' })
    const headers = { authorization: `Bearer ${bo.accessToken}` }
    expect((await desk().get(path, headers)).status).toBe(200)
    await manage().must('PATCH', `/teammates/${bo.id}`, { disabled: true })
    expect((await desk().get(path, headers)).status).toBe(401)
  })

  it('has no other methods, and answers pages of other origins', async () => {
    const wrong = await app.http.inject({ method: 'DELETE', url: `/api/v1${path}` })
    expect([wrong.statusCode, wrong.json(), wrong.headers.allow]).toEqual([
      405,
      { error: 'method not allowed' },
      'GET, HEAD, OPTIONS',
    ])
    const before = await app.http.inject({
      method: 'OPTIONS',
      url: `/api/v1${path}`,
      headers: {
        origin: 'https://a.example',
        'access-control-request-headers': 'x-account-slug,authorization',
      },
    })
    expect([before.statusCode, before.headers['access-control-allow-headers']]).toEqual([
      204,
      'x-account-slug,authorization',
    ])
    const { headers } = await desk().get(path, { origin: 'https://a.example' })
    expect(headers['access-control-expose-headers']).toContain('Link')
  })
})

it.each(['/tickets/1/nothing', '/me/nothing', '/members/1'])('answers %s in its own shape', async (path) => {
  const { status, body } = await desk().get(path)
  expect([status, body]).toEqual([404, { error: 'not found' }])
})
