import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { tableParts } from '../../../test/table-parts.ts'
import { newId } from '../../core/ids.ts'
import { latestSeq } from '../../core/spine/queries.ts'
import { manage } from './routes.ts'

let app: TestApp
let to: TestOrganisation
let conversation: string
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  const { conversationId } = await app.core.run(
    'openTicket',
    ticketArgs(to, { user: { email: 'ada@example.com', name: 'Ada' } }),
  )
  conversation = conversationId
})
afterAll(() => app.close())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Answer = { statusCode: number; headers: Record<string, unknown>; json(): unknown }

/** The surface's own table: a route that is added is tested from its first day. */
const routes = manage(tableParts).routes.map(({ method, path, auth }) => ({
  method,
  path,
  auth: auth.kind,
}))
const closed = routes.filter((route) => route.auth !== 'none, same origin')

const writes = (method: Method) => method === 'POST' || method === 'PUT' || method === 'PATCH'

function call(method: Method, path: string, headers: Record<string, string>, id: string): Promise<Answer> {
  return app.http.inject({
    method,
    url: `/api/manage${path
      .replace(/:(id|number)/, id)
      .replace(':kind', 'reply')
      .replace(/:(merge|macro)/, id)}`,
    headers: { ...headers, ...(writes(method) && { 'content-type': 'application/json' }) },
    // Right for whichever route it is.
    ...(writes(method) && {
      payload: `{"body": "x", "seq": 1, "status": "closed", "name": "x", "from": "${conversation}"}`,
    }),
  })
}

it('has two routes that need no credential', () => {
  const open = routes.filter((route) => !closed.includes(route))
  expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /session',
    'POST /invitations/accept',
  ])
})

describe.each(closed)('$method $path', ({ method, path }) => {
  it.each([
    ['no credential', {}],
    ['an empty one', { authorization: '' }],
    ['an API key', () => ({ authorization: `Bearer ${to.apiKey}` })],
    ['a raw access token', () => ({ authorization: to.accessToken })],
    ['a wrong access token', () => ({ authorization: `Bearer ${to.accessToken.replace(/.$/, '_')}` })],
    ['Basic', () => ({ authorization: `Basic ${Buffer.from(`x:${to.accessToken}`).toString('base64')}` })],
    ['a cookie nobody issued', { cookie: '__Host-parley_session=x; parley_session=x' }],
    ['the right token in a cookie', () => ({ cookie: `__Host-parley_session=${to.accessToken}` })],
  ] as const)('answers %s with 401', async (_, given) => {
    const before = await latestSeq(app.core.read, to.org)
    const answer = await call(method, path, typeof given === 'function' ? given() : given, conversation)
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      code: 'unauthenticated',
    })
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
  })
})

describe.each(closed.filter((route) => route.path.includes(':')))('$method $path', ({ method, path }) => {
  it('answers ids of another organisation exactly as it answers unknown ones', async () => {
    const other = await app.organisation()
    const headers = { authorization: `Bearer ${other.accessToken}` }
    const foreign = await call(method, path, headers, conversation)
    expect(foreign.statusCode).toBe(404)
    const unknown = [
      newId(),
      'x',
      conversation.toLowerCase(),
      '%00',
      '%20',
      '..%2f',
      'x'.repeat(5_000),
      '%zz',
      "'--",
    ]
    for (const id of unknown) {
      const answer = await call(method, path, headers, id)
      expect([id, answer.statusCode, answer.json()]).toEqual([id, 404, foreign.json()])
    }
    const messages = app.core.read
      .selectFrom('message')
      .select('id')
      .where('conversation_id', '=', conversation)
      .execute()
    expect(await messages).toHaveLength(1)
  })
})

it('shows one organisation nothing of another', async () => {
  const other = await app.organisation()
  const headers = { authorization: `Bearer ${other.accessToken}` }
  const list = await app.http.inject({ url: '/api/manage/conversations', headers })
  expect(list.json()).toEqual({ data: [], next_cursor: null })
  const events = await app.http.inject({ url: '/api/manage/events?limit=200', headers })
  expect(JSON.stringify(events.json())).not.toContain('lid')
})

it('lets no disabled teammate in', async () => {
  const gone = await app.organisation()
  const headers = { authorization: `Bearer ${gone.accessToken}` }
  const ask = () => app.http.inject({ url: '/api/manage/session', headers })
  expect((await ask()).statusCode).toBe(200)
  await meddle(app, (db) =>
    db
      .updateTable('teammate')
      .set({ disabled_at: '2026-01-01T00:00:00.000Z' })
      .where('id', '=', gone.ownerId)
      .execute(),
  )
  expect((await ask()).statusCode).toBe(401)
})
