// Every unsafe route, as a page of another origin would have a browser call it: with the session cookie, and an effect
// if it got through. A route that is added fails here until it stands in the table below.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, testClock, ticketArgs } from '../../../test/app.ts'
import { answeringLines } from '../../../test/csrf/answering.ts'
import {
  type Call,
  FORM,
  formOf,
  type Line,
  line,
  type Method,
  type Place,
  type Post,
} from '../../../test/csrf/line.ts'
import { siteLines } from '../../../test/csrf/sites.ts'
import { meddle } from '../../../test/meddle.ts'
import { tableParts } from '../../../test/table-parts.ts'
import { totpCode } from '../../core/accounts/second-factor/totp.ts'
import { tableNames } from '../../db/dialect.ts'
import { manage } from './routes.ts'

const clock = testClock()
let app: TestApp
beforeAll(async () => {
  // Behind a proxy that takes the TLS off, so that this is `https://desk.example.com`.
  app = await createTestApp({ clock, env: { TRUST_PROXY: '127.0.0.1' } })
})
afterAll(() => app.close())

const HOME = 'https://desk.example.com'
type Headers = Record<string, string>
const send = (method: Method | 'GET', path: string, headers: Headers, payload?: string | object) =>
  app.http.inject({
    method,
    url: `/api/manage${path}`,
    headers: { host: 'desk.example.com', 'x-forwarded-proto': 'https', ...headers },
    ...(payload !== undefined && { payload }),
  })

let count = 0
const somebody = () => ({ name: 'Jo', email: `jo-${++count}@example.com` })
const firm = () => ({ name: 'Firm', domain: `firm-${++count}.example.com` })
const invite = async ({ post }: Place) => {
  const email = `mate-${++count}@example.com`
  const { id, link = '' } = await post('/invitations', { email, role: 'agent' })
  return { id, token: new URL(link).hash.slice('#join='.length) }
}
const switchedOn = async ({ post }: Place): Promise<Call> => {
  const { secret = '' } = await post('/second-factor', { password: PASSWORD })
  // With the code of the step before, so that the one of now was not used yet.
  const { recovery_codes } = await post('/second-factor/confirm', {
    code: totpCode(secret, clock.now() - 30_000),
  })
  return {
    payload: { password: PASSWORD, code: totpCode(secret, clock.now()) },
    signIn: { recovery_code: recovery_codes?.[0] },
  }
}

/** As an organisation is before its first ticket. */
const withoutConversations = async ({ to }: Place): Promise<Call> => {
  await meddle(app, async (db) => {
    await db.deleteFrom('message').where('org_id', '=', to.org).execute()
    await db.deleteFrom('conversation').where('org_id', '=', to.org).execute()
  })
  return {}
}

/** What each route does for its own page: a call that has an effect, and the status it is answered with. */
const table: Record<string, Line> = {
  'POST /session': line(200, ({ to }) => ({ payload: { email: to.email, password: PASSWORD } })),
  'DELETE /session': line(204, () => ({})),
  'PATCH /conversations/:id': line(200, ({ conversation }) => ({
    path: `/conversations/${conversation}`,
    payload: { status: 'closed' },
  })),
  'PATCH /conversations': line(200, ({ conversation }) => ({
    payload: { ids: [conversation], status: 'closed' },
  })),
  'POST /conversations/:id/hand-back': line(200, async ({ to, conversation }) => {
    await meddle(app, (db) =>
      db
        .updateTable('conversation')
        .set({ handed_from_kind: 'bot', handed_from_id: 'b' })
        .where('org_id', '=', to.org)
        .where('id', '=', conversation)
        .execute(),
    )
    return { path: `/conversations/${conversation}/hand-back` }
  }),
  'POST /conversations/:id/merge': line(200, async ({ to, conversation }) => {
    const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
    return { path: `/conversations/${conversation}/merge`, payload: { from: conversationId } }
  }),
  'POST /conversations/:id/merges/:merge/undo': line(200, async ({ to, conversation, post }) => {
    const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
    await post(`/conversations/${conversation}/merge`, { from: conversationId })
    return { path: `/conversations/${conversation}/merges/${conversationId}/undo` }
  }),
  'PUT /conversations/:id/read': line(200, ({ conversation }) => ({
    path: `/conversations/${conversation}/read`,
    payload: { seq: 1 },
  })),
  'PUT /conversations/:id/drafts/:kind': line(204, ({ conversation }) => ({
    path: `/conversations/${conversation}/drafts/note`,
    payload: { body: 'x', base_seq: 1 },
  })),
  'DELETE /conversations/:id/drafts/:kind': line(204, async ({ conversation, post }) => {
    const path = `/conversations/${conversation}/drafts/note`
    await post(path, { body: 'x', base_seq: 1 }, 'PUT')
    return { path }
  }),
  'POST /conversations/:id/messages': line(201, ({ conversation }) => ({
    path: `/conversations/${conversation}/messages`,
    payload: { body: 'x' },
  })),
  ...answeringLines(() => app),
  ...siteLines,
  'POST /views': line(201, () => ({ payload: { name: 'evil', shared: true, filters: {} } })),
  'PATCH /views/:id': line(200, async ({ post }) => ({
    path: `/views/${(await post('/views', { name: 'good', filters: {} })).id}`,
    payload: { filters: { status: 'closed' } },
  })),
  'DELETE /views/:id': line(204, async ({ post }) => ({
    path: `/views/${(await post('/views', { name: 'good', filters: {} })).id}`,
  })),
  'PUT /presence': line(204, ({ to }) => ({
    payload: { status: 'online' },
    // In no table.
    elsewhere: async () =>
      (await send('GET', '/presence', { authorization: `Bearer ${to.accessToken}` })).body,
  })),
  'POST /contacts': line(201, () => ({ payload: { name: 'evil', email: 'evil@example.com' } })),
  'PATCH /contacts/:id': line(200, async ({ post }) => ({
    path: `/contacts/${(await post('/contacts', somebody())).id}`,
    payload: { name: 'evil' },
  })),
  'POST /contacts/:id/merge': line(200, async ({ post }) => {
    const [into, from] = [await post('/contacts', somebody()), await post('/contacts', somebody())]
    return { path: `/contacts/${into.id}/merge`, payload: { from: from.id } }
  }),
  'POST /contacts/merges/:id/undo': line(200, async ({ post }) => {
    const [into, from] = [await post('/contacts', somebody()), await post('/contacts', somebody())]
    const { merge_id } = await post(`/contacts/${into.id}/merge`, { from: from.id })
    return { path: `/contacts/merges/${merge_id}/undo` }
  }),
  'POST /contacts/:id/erase': line(202, async ({ post }) => ({
    path: `/contacts/${(await post('/contacts', somebody())).id}/erase`,
  })),
  'POST /companies': line(201, () => ({ payload: firm() })),
  'PATCH /companies/:id': line(200, async ({ post }) => ({
    path: `/companies/${(await post('/companies', firm())).id}`,
    payload: { name: 'evil' },
  })),
  'POST /companies/:id/merge': line(200, async ({ post }) => {
    const [into, from] = [await post('/companies', firm()), await post('/companies', firm())]
    return { path: `/companies/${into.id}/merge`, payload: { from: from.id } }
  }),
  'POST /companies/merges/:id/undo': line(200, async ({ post }) => {
    const [into, from] = [await post('/companies', firm()), await post('/companies', firm())]
    const { merge_id } = await post(`/companies/${into.id}/merge`, { from: from.id })
    return { path: `/companies/merges/${merge_id}/undo` }
  }),
  'PATCH /organisation': line(200, () => ({ payload: { limits: { replies_per_minute: 5 } } })),
  'PUT /getting-started': line(200, () => ({ payload: { hidden: true } })),
  'POST /sample-data': line(202, withoutConversations),
  'DELETE /sample-data': line(202, async (place) => {
    await withoutConversations(place)
    await place.post('/sample-data', {})
    return { path: '/sample-data' }
  }),
  'POST /api-keys': line(201, () => ({ payload: { name: 'evil' } })),
  'DELETE /api-keys/:id': line(204, async ({ post }) => ({
    path: `/api-keys/${(await post('/api-keys', { name: 'good' })).id}`,
  })),
  'PATCH /teammates/:id': line(200, ({ to }) => ({
    path: `/teammates/${to.ownerId}`,
    payload: { name: 'evil' },
  })),
  'POST /invitations': line(201, () => ({ payload: { email: 'evil@example.com', role: 'admin' } })),
  'POST /invitations/accept': line(201, async (place) => ({
    payload: { token: (await invite(place)).token, name: 'x', password: PASSWORD },
  })),
  'DELETE /invitations/:id': line(204, async (place) => ({
    path: `/invitations/${(await invite(place)).id}`,
  })),
  'DELETE /sessions/:id': line(204, async ({ to }) => {
    await send('POST', '/session', {}, { email: to.email, password: PASSWORD })
    const list = await send('GET', '/sessions', { authorization: `Bearer ${to.accessToken}` })
    return { path: `/sessions/${list.json().data[0].id}` }
  }),
  'DELETE /sessions': line(200, async ({ to }) => {
    await send('POST', '/session', {}, { email: to.email, password: PASSWORD })
    return {}
  }),
  'PUT /email': line(204, () => ({ payload: { email: `evil-${++count}@example.com`, password: PASSWORD } })),
  'POST /access-tokens': line(201, () => ({ payload: { name: 'evil' } })),
  'DELETE /access-tokens/:id': line(204, async ({ post }) => ({
    path: `/access-tokens/${(await post('/access-tokens', { name: 'good' })).id}`,
  })),
  'PUT /password': line(204, () => ({ payload: { current: PASSWORD, new: 'another horse battery' } })),
  'POST /second-factor': line(201, () => ({ payload: { password: PASSWORD } })),
  'POST /second-factor/confirm': line(201, async ({ post }) => {
    const { secret = '' } = await post('/second-factor', { password: PASSWORD })
    return { payload: { code: totpCode(secret, clock.now()) } }
  }),
  'POST /second-factor/recovery-codes': line(201, switchedOn),
  'POST /second-factor/disable': line(204, switchedOn),
  'DELETE /teammates/:id/second-factor': line(204, async (place) => {
    const { token } = await invite(place)
    const joined = await send('POST', '/invitations/accept', {}, { token, name: 'x', password: PASSWORD })
    const headers = { cookie: sessionIn(joined) }
    const started = await send('POST', '/second-factor', headers, { password: PASSWORD })
    const code = totpCode(started.json().secret, clock.now())
    await send('POST', '/second-factor/confirm', headers, { code })
    return { path: `/teammates/${joined.json().teammate.id}/second-factor` }
  }),
}

const sessionIn = (answer: { headers: Record<string, unknown> }) =>
  String([answer.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''

async function place(): Promise<Place> {
  const to = await app.organisation()
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  const post: Post = async (path, payload, method = 'POST') => {
    const answer = await send(method, path, { authorization: `Bearer ${to.accessToken}` }, payload)
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.body === '' ? {} : answer.json()
  }
  return { to, conversation: conversationId, post }
}

const origins: [name: string, value: string | undefined, ours: boolean][] = [
  ['none', undefined, true],
  ['its own', HOME, true],
  ['another', 'https://evil.example', false],
  ['null', 'null', false],
  ['empty', '', false],
  ['of a sibling port', `${HOME}:8443`, false],
  ['of its own port, as no browser writes it', `${HOME}:443`, false],
  ['of another scheme', 'http://desk.example.com', false],
  ['of a file', 'file://desk.example.com', false],
  ['of a sibling name', 'https://evil.example.com', false],
  ['of the name above', 'https://example.com', false],
  ['of a name that begins alike', `${HOME}.evil.example`, false],
  ['of a name that ends alike', 'https://evildesk.example.com', false],
  ['with a dot at the end', `${HOME}.`, false],
  ['with a path', `${HOME}/`, false],
  ['with its own user', 'https://x@desk.example.com', false],
  ['with ours as user', 'https://desk.example.com@evil.example', false],
  ['with ours as password', 'https://x:desk.example.com@evil.example', false],
  ['with a backslash', 'https://evil.example\\@desk.example.com', false],
  ['of two', `${HOME} https://evil.example`, false],
  ['malformed', 'desk.example.com', false],
  ['in capitals', HOME.toUpperCase(), false],
]
const sites: [value: string | undefined, ours: boolean | undefined][] = [
  [undefined, undefined],
  ['same-origin', true],
  ['none', true],
  ['same-site', false],
  ['cross-site', false],
  ['SAME-ORIGIN', false],
  ['same-origin, cross-site', false],
]
const types: [value: string | undefined, json: boolean][] = [
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['application/json;charset=UTF-8', true],
  ['Application/JSON', true],
  [undefined, false],
  ['text/plain', false],
  ['text/plain; charset=utf-8', false],
  ['TEXT/PLAIN;application/json', false],
  ['application/x-www-form-urlencoded', false],
  ['multipart/form-data; boundary=x', false],
  ['application/json garbage', false],
  ['application/json,text/plain', false],
  ['text/plain,application/json', false],
  ['application/jsonp', false],
  ['text/json', false],
  ['application/', false],
]

type Cell = {
  origin: string | undefined
  site: string | undefined
  type: string | undefined
  ours: boolean
  json: boolean
}
const everyCell: Cell[] = origins.flatMap(([, origin, ourOrigin]) =>
  sites.flatMap(([site, ourSite]) =>
    types.map(([type, json]) => ({ origin, site, type, ours: ourSite ?? ourOrigin, json })),
  ),
)
/** Every origin with every site, and every type from our own page and from another. */
const plainCells = everyCell.filter(
  ({ origin, site, type }) =>
    type === 'application/json' ||
    (origin === HOME && site === 'same-origin') ||
    (origin === 'https://evil.example' && site === 'cross-site'),
)

async function everything(): Promise<string> {
  const seen: unknown[] = []
  for (const name of (await tableNames(app.core.read)).sort()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(app.core.read)
    seen.push([name, ...rows.map((row) => JSON.stringify(row)).sort()])
  }
  // The token that prepares the test is "last used" a moment later.
  return JSON.stringify(seen).replaceAll(/\\"last_used_at\\":(null|\\"[^"]*\\")/g, '')
}

const takeForms = ['POST /conversations/:id/messages', 'POST /files']
const unsafe = manage(tableParts).routes.filter(({ method }) => method !== 'GET')

/**
 * The whole matrix, of 2,464 cells, on the first route of every method and of every kind of credential; what refuses is
 * the same code on all of them.
 */
const full = new Set(
  ['method', 'kind'].flatMap((by) => {
    const seen = new Map<string, string>()
    for (const { method, path, auth } of unsafe) {
      const value = by === 'method' ? method : auth.kind
      if (!seen.has(value)) seen.set(value, `${method} ${path}`)
    }
    return [...seen.values()]
  }),
)

it('refuses nearly all of the matrix', () => {
  const count = (cells: Cell[]) => [cells.length, cells.filter(({ ours, json }) => ours && json).length]
  expect([count(everyCell), count(plainCells)]).toEqual([
    [2_464, 184],
    [184, 49],
  ])
  expect(full.size).toBeGreaterThan(4)
})

it('knows every unsafe route there is', () => {
  expect(Object.keys(table).sort()).toEqual(unsafe.map(({ method, path }) => `${method} ${path}`).sort())
})

describe.each(Object.entries(table))('%s', (route, { status, call }) => {
  it('does for its own page what it does for no other', async () => {
    const [method, pattern = ''] = route.split(' ') as [Method, string]
    const here = await place()
    const prepared = await call(here)
    const path = prepared.path ?? pattern
    const credentials = { email: here.to.email, password: PASSWORD, ...prepared.signIn }
    const cookie = sessionIn(await send('POST', '/session', {}, credentials))
    const payload =
      prepared.file === undefined ? JSON.stringify(prepared.payload ?? {}) : formOf(prepared.file)

    const state = async () => `${await everything()}${await prepared.elsewhere?.()}`
    const before = await state()
    const wrong: unknown[] = []
    const cells = full.has(route) ? everyCell : plainCells
    for (const { origin, site, type, ours, json } of cells) {
      const headers: Headers = { cookie }
      if (origin !== undefined) headers.origin = origin
      if (site !== undefined) headers['sec-fetch-site'] = site
      if (type !== undefined) headers['content-type'] = type
      // What may pass is broken off at its body, so that it changes nothing either.
      const answer = await send(
        method,
        path,
        headers,
        ours && (json || type === FORM) ? '{' : Buffer.from(payload),
      )
      // Of its own page a form is as good as JSON there, and broken off as well.
      const formsToo = takeForms.includes(route) && type === FORM
      const expected = !ours ? 403 : json || formsToo ? 400 : 415
      if (answer.statusCode !== expected) wrong.push([origin, site, type, answer.statusCode, expected])
    }
    expect(wrong).toEqual([])
    expect(await state()).toBe(before)

    // The very same call from its own page.
    const own = {
      cookie,
      origin: HOME,
      'sec-fetch-site': 'same-origin',
      ...(prepared.payload && { 'content-type': 'application/json' }),
      ...(prepared.file && { 'content-type': FORM }),
    }
    const answer = await send(method, path, own, (prepared.payload ?? prepared.file) && payload)
    expect([answer.statusCode, answer.body]).toEqual([status, answer.body])
    expect(await state()).not.toBe(before)
  })
})
