// Access tokens that may do part of what their teammate may, held against the surface's own table of routes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { tableParts } from '../../../test/table-parts.ts'
import { type Scope, scopes } from '../../core/accounts/scopes.ts'
import { newId } from '../../core/ids.ts'
import { latestSeq } from '../../core/spine/queries.ts'
import { route } from '../../http/surface.ts'
import { anybodySameOrigin, teammate } from './auth.ts'
import { manage } from './routes.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
  to = await app.organisation()
})
afterAll(() => app.close())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
async function call(method: Method, path: string, headers: Record<string, string>, payload?: object) {
  const url = `/api/manage${path}`
  const answer = await app.http.inject({ method, url, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
}
let count = 0
async function made(asked: object, by = to.accessToken) {
  return await call('POST', '/access-tokens', bearer(by), { name: `token ${++count}`, ...asked })
}
const token = async (...given: Scope[]): Promise<string> => (await made({ scopes: given })).body.token

const routes = manage(tableParts).routes
const limitable = routes.filter(({ scope }) => scope !== 'none' && scope !== 'any')

describe('the table of routes', () => {
  it('states a scope in every line, and `none` exactly where no credential is asked for', () => {
    for (const { method, path, scope } of routes)
      expect([...scopes, 'any', 'all', 'none'], `${method} ${path}`).toContain(scope)
    const open = routes.filter(({ auth }) => auth.kind === anybodySameOrigin.kind)
    expect(routes.filter(({ scope }) => scope === 'none')).toEqual(open)
    expect(limitable.length).toBeGreaterThan(20)
  })

  it('compiles no line without one', () => {
    const handle = async () => undefined
    const doc = { summary: 'x', answers: { 204: null } }
    // @ts-expect-error: whoever has scopes is asked for one.
    expect(route('GET', '/x', { auth: teammate, doc, handle }).scope).toBeUndefined()
    // @ts-expect-error: and for one that exists.
    expect(route('GET', '/x', { auth: teammate, scope: 'everything', doc, handle }).scope).toBe('everything')
    expect(route('GET', '/x', { auth: teammate, scope: 'any', doc, handle }).scope).toBe('any')
  })

  it.each(['GET', 'PUT', 'POST', 'DELETE', 'PATCH'])(
    'lets a reading scope do nothing but read: %s',
    (method) => {
      for (const { path, scope } of routes.filter((each) => each.method === method))
        if (scope?.endsWith(':read')) expect(method, path).toBe('GET')
        else if (scope?.endsWith(':write')) expect(method, path).not.toBe('GET')
    },
  )
})

describe.each(limitable)('$method $path', ({ method, path, scope }) => {
  // An id that nothing has: whoever gets past the scope finds nothing, and the test breaks nothing.
  const url = path.replace(/:(id|number)/, newId()).replace(':kind', 'reply')
  const payload =
    method === 'GET' || method === 'DELETE' ? undefined : { name: '', email: '', body: 1, seq: 'x' }

  it(`refuses a token that has every scope but ${scope}`, async () => {
    const others = scopes.filter((each) => each !== scope)
    const before = await latestSeq(app.core.read, to.org)
    const headers = bearer(await token(...others))
    const answer = await call(method, url, headers, payload)
    expect(answer).toEqual({
      status: 403,
      body: {
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        code: 'forbidden',
        ...(scope === 'all'
          ? { detail: 'this takes a session, or an access token without scopes' }
          : { detail: `this access token lacks the scope ${scope}`, scope }),
      },
    })
    // The token was made; nothing else happened.
    expect(await latestSeq(app.core.read, to.org)).toBe(before + 1)
  })

  it('lets a token through that has it, and one without limits', async () => {
    const able = scope === 'all' ? to.accessToken : await token(scope as Scope)
    for (const headers of [bearer(able), bearer(to.accessToken)])
      expect((await call(method, url, headers, payload)).status).not.toBe(403)
  })
})

it('every token may ask who it is', async () => {
  const answer = await call('GET', '/session', bearer(await token('audit:read')))
  expect(answer).toMatchObject({ status: 200, body: { teammate: { id: to.ownerId } } })
})

describe('a limited token', () => {
  it('is made with its scopes in the order of the list, each once, and listed with them', async () => {
    const answer = await made({ scopes: ['events:read', 'contacts:read', 'events:read'] })
    expect(answer).toMatchObject({ status: 201, body: { scopes: ['contacts:read', 'events:read'] } })
    const { body } = await call('GET', '/access-tokens?limit=200', bearer(to.accessToken))
    const listed = new Map<string, unknown>(
      body.data.map((row: { id: string; scopes: unknown }) => [row.id, row.scopes]),
    )
    expect(listed.get(answer.body.id)).toEqual(['contacts:read', 'events:read'])
    // Those made before there were scopes, and those made without.
    expect([...listed.values()]).toContain(null)
    const trail = await call('GET', '/audit?limit=1', bearer(to.accessToken))
    expect(trail.body.data[0]).toMatchObject({ data: { scopes: ['contacts:read', 'events:read'] } })
  })

  it.each([
    [[], 'scopes', 'name at least one scope, or leave scopes out'],
    [['conversations'], 'scopes.0', `scopes must be of: ${scopes.join(', ')}`],
    [['team:read', 7], 'scopes.1', `scopes must be of: ${scopes.join(', ')}`],
    ['team:read', 'scopes', `scopes must be of: ${scopes.join(', ')}`],
    [{ 0: 'team:read' }, 'scopes', `scopes must be of: ${scopes.join(', ')}`],
  ])('is not made of %j', async (given, field, detail) => {
    expect(await made({ scopes: given })).toMatchObject({
      status: 422,
      body: { code: 'invalid', field, detail },
    })
  })

  it('makes others that may do as much or less, and none that may do more', async () => {
    const parent = await token('keys:write', 'team:read')
    expect((await made({ scopes: ['team:read'] }, parent)).status).toBe(201)
    for (const wider of [{ scopes: ['team:read', 'team:write'] }, { scopes: null }, {}])
      expect(await made(wider, parent)).toMatchObject({
        status: 403,
        body: { code: 'forbidden', field: 'scopes', detail: 'a token cannot make one that may do more' },
      })
  })

  it('makes none that outlives it', async () => {
    const at = (seconds: number) => new Date(clock.now() + seconds * 1_000).toISOString()
    const parent = (await made({ scopes: ['keys:write'], expires_at: at(60) })).body.token
    const child = (expires_at: string | null) => made({ scopes: ['keys:write'], expires_at }, parent)
    expect((await child(at(60))).status).toBe(201)
    for (const later of [at(61), null])
      expect(await child(later)).toMatchObject({
        status: 403,
        body: { field: 'expires_at', detail: 'a token cannot make one that outlives it' },
      })
  })

  it('never reaches beyond the role of its teammate', async () => {
    const { body } = await call('POST', '/invitations', bearer(to.accessToken), {
      email: 'agent@example.com',
      role: 'agent',
    })
    const given = { token: new URL(body.link).hash.slice('#join='.length), name: 'Ada', password: PASSWORD }
    const joined = await app.http.inject({
      method: 'POST',
      url: '/api/manage/invitations/accept',
      payload: given,
    })
    const cookie = String(joined.headers['set-cookie']).split(';')[0] ?? ''
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const answer = await call('POST', '/access-tokens', headers, { name: 'agent', scopes: [...scopes] })
    expect(answer.status).toBe(201)
    expect(await call('GET', '/audit', bearer(answer.body.token))).toMatchObject({
      status: 403,
      body: { detail: 'only an owner or admin may do this' },
    })
  })

  it('sees nothing of messages in the feed without the scope for it', async () => {
    const headers = bearer(await token('contacts:read', 'conversations:write'))
    for (const accept of ['application/json', 'text/event-stream'])
      expect((await call('GET', '/events', { ...headers, accept })).body).toMatchObject({
        scope: 'events:read',
      })
  })
})
