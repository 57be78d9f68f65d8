// Two organisations side by side: every route of every surface, called by one with everything it may know of the other.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../test/app.ts'
import { chatCalls } from '../../test/chat-calls.ts'
import { failDelivery } from '../../test/fail-delivery.ts'
import { file, png, postForm } from '../../test/forms.ts'
import { helpdeskCalls } from '../../test/helpdesk-calls.ts'
import { tableParts } from '../../test/table-parts.ts'
import { chatProbes } from '../../test/tenants/chat.ts'
import {
  conversationProbes,
  deliveryProbes,
  fileProbes,
  nothingNamed,
  sentAhead,
} from '../../test/tenants/conversations.ts'
import { everythingOf } from '../../test/tenants/everything.ts'
import { helpdeskProbes } from '../../test/tenants/helpdesk.ts'
import { macroProbes } from '../../test/tenants/macros.ts'
import { organisationProbes } from '../../test/tenants/organisation.ts'
import { NOT_FOUND, type Probe } from '../../test/tenants/probe.ts'
import { makeProfile, profileProbes, theirProfiles } from '../../test/tenants/profiles.ts'
import { beginSecondFactor, secondFactorProbes } from '../../test/tenants/second-factor.ts'
import { siteProbes } from '../../test/tenants/sites.ts'
import { viewProbes } from '../../test/tenants/views.ts'
import { sessionIdOf } from '../core/accounts/own/end-own-session.ts'
import { hashSecret, issueSecret } from '../core/accounts/secrets.ts'
import { openSession } from '../core/accounts/sign-in.ts'
import { surfaces } from './index.ts'

let app: TestApp
let mine: TestOrganisation
let theirs: TestOrganisation
/** What the other organisation has, as its clients know it. */
let known: Record<string, string>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const MARK = 'for-their-eyes-only'

beforeEach(async () => {
  mine = await app.organisation()
  theirs = await app.organisation()
  const account = async (payload: object) => {
    const headers = { authorization: theirs.apiKey }
    const answer = await app.http.inject({ method: 'POST', url: '/accounts', headers, payload })
    return String(answer.json().id)
  }
  const company = await account({
    type: 'Company',
    name: MARK,
    domain: 'their.example',
    source_specific_ids: ['their-company'],
  })
  const customer = await account({
    type: 'Customer',
    name: MARK,
    domain: 'them@their.example',
    source_specific_ids: ['their-user'],
  })
  const user = JSON.stringify({ id: customer })
  const created = await postForm(app, '/interactions', theirs.apiKey, {
    query: MARK,
    user,
    company_id: company,
    source_specific_id: 'their-ticket',
    files: file(png(1, 1), `${MARK}.png`),
  })
  known = { company, customer, conversation: String(created.headers['x-ticket-id']) }
  const manage = async (path: string, payload: object) => {
    const headers = { authorization: `Bearer ${theirs.accessToken}` }
    const answer = await app.http.inject({ method: 'POST', url: `/api/manage${path}`, headers, payload })
    return String(answer.json().id)
  }
  known.apiKey = await manage('/api-keys', { name: MARK })
  const second = await postForm(app, '/interactions', theirs.apiKey, { query: MARK, user })
  known.merged = String(second.headers['x-ticket-id'])
  const own = await postForm(app, '/interactions', mine.apiKey, { query: 'my own' })
  known.own = String(own.headers['x-ticket-id'])
  const merged = await app.http.inject({
    method: 'POST',
    url: `/api/manage/conversations/${known.conversation}/merge`,
    headers: { authorization: `Bearer ${theirs.accessToken}` },
    payload: { from: known.merged },
  })
  known.merge = merged.json().merge_id
  known.message = await manage(`/conversations/${known.conversation}/messages`, { body: MARK })
  await failDelivery(app, theirs, known.conversation ?? '', known.message)
  known.file = await sentAhead(app, theirs, MARK)
  known.macro = await manage('/macros', {
    name: MARK,
    shortcut: 'their-own',
    shared: true,
    actions: [{ type: 'status', value: 'closed' }],
  })
  known.visitor = await chatCalls(app, theirs).open({ message: MARK, name: MARK })
  known.ownSlug = await helpdeskCalls(app, mine).slug()
  known.theirSlug = await helpdeskCalls(app, theirs).slug()
  known.site = await manage('/sites', { name: MARK, greeting: MARK })
  known.accessToken = await manage('/access-tokens', { name: MARK })
  known.view = await manage('/views', { name: MARK, filters: { tag: MARK } })
  known.sharedView = await manage('/views', { name: MARK, shared: true, filters: { q: MARK } })
  known.invitation = await manage('/invitations', { email: 'them@their.example', role: 'admin' })
  const from = { ip: '192.0.2.1', userAgent: MARK }
  await beginSecondFactor(app, theirs, MARK)
  Object.assign(known, await theirProfiles(app, theirs, known, MARK))
  known.session = sessionIdOf(hashSecret(await openSession(app.core, theirs.org, theirs.ownerId, from)))
})

const NO_ACCOUNT = () => [404, { error: 'account not found' }] as [number, unknown]
const TAKEN_FROM_NOBODY = 200
const ticket = (url: string): Probe => ({
  sends: ({ company, customer }) => [
    {
      url,
      payload: {
        query: 'x',
        source_specific_id: 'their-ticket',
        user: { id: customer },
        company_id: company,
      },
    },
    {
      url,
      payload: {
        query: 'x',
        user: { source_specific_id: 'their-user' },
        company_source_specific_id: 'their-company',
      },
    },
    { url, payload: { query: 'x', user: { email: 'them@their.example' } } },
    { url, payload: { query: 'x', user: { id: theirs.ownerId } } },
  ],
  answers: TAKEN_FROM_NOBODY,
})
const namedAccounts = (known: Record<string, string>) =>
  [known.company, known.customer, 'their.example', encodeURIComponent('them@their.example')].map(
    (key) => `/accounts/${key}`,
  )
const bySource = ['their-company', 'their-user'].map((source) => `/accounts?source_specific_id=${source}`)
const newAccounts = (url: string): Probe => ({
  sends: ({ company }) => [
    {
      url,
      payload: {
        type: 'Company',
        name: 'Own',
        domain: 'their.example',
        source_specific_ids: ['their-company'],
      },
    },
    {
      url,
      payload: {
        type: 'Customer',
        name: 'Own',
        domain: 'them@their.example',
        source_specific_ids: ['their-user'],
        company_id: company,
      },
    },
  ],
  answers: TAKEN_FROM_NOBODY,
})

const probes: Record<string, Probe> = {
  'POST /interaction': ticket('/interaction'),
  'POST /interactions': ticket('/interactions'),
  'POST /interactions/reply': {
    sends: ({ conversation }) =>
      [`id=${conversation}`, 'source_specific_id=their-ticket'].map((query) => ({
        url: `/interactions/reply?${query}`,
        payload: { content: 'x', user: { id: theirs.ownerId, email: 'them@their.example' } },
      })),
    answers: ({ url }) => [404, { error: `ticket not found for identifier: ${url.split('=')[1]}` }],
  },
  'POST /accounts': newAccounts('/accounts'),
  'POST /accounts/upsert': newAccounts('/accounts/upsert'),
  'GET /accounts': nothingNamed('/accounts?limit=200'),
  'GET /accounts/:account': {
    sends: (known) => namedAccounts(known).map((url) => ({ url })),
    answers: NO_ACCOUNT,
  },
  'PUT /accounts/:account': {
    sends: (known) => namedAccounts(known).map((url) => ({ url, payload: { name: 'stolen' } })),
    answers: NO_ACCOUNT,
  },
  'PATCH /accounts/:account': {
    sends: (known) => namedAccounts(known).map((url) => ({ url, payload: { tags: ['stolen'] } })),
    answers: NO_ACCOUNT,
  },
  'DELETE /accounts/:account': {
    sends: (known) => namedAccounts(known).map((url) => ({ url })),
    answers: NO_ACCOUNT,
  },
  'PATCH /accounts': {
    sends: () => bySource.map((url) => ({ url, payload: { name: 'stolen' } })),
    answers: NO_ACCOUNT,
  },
  'PUT /accounts': {
    sends: () => bySource.map((url) => ({ url, payload: { name: 'stolen' } })),
    answers: NO_ACCOUNT,
  },
  'DELETE /accounts': { sends: () => bySource.map((url) => ({ url })), answers: NO_ACCOUNT },
  'POST /api/manage/session': {
    sends: () => [
      { url: '/api/manage/session', payload: { email: theirs.email, password: 'a guess of mine' } },
    ],
    answers: 401,
  },
  'GET /api/manage/session': nothingNamed('/api/manage/session'),
  'DELETE /api/manage/session': { sends: () => [{ url: '/api/manage/session' }], answers: 204 },
  'GET /api/manage/conversations': nothingNamed('/api/manage/conversations?limit=200'),
  'GET /api/manage/conversations/:id': {
    sends: ({ conversation }) => [{ url: `/api/manage/conversations/${conversation}` }],
    answers: NOT_FOUND('conversation'),
  },
  'PATCH /api/manage/conversations/:id': {
    sends: ({ conversation }) => [
      { url: `/api/manage/conversations/${conversation}`, payload: { status: 'closed' } },
    ],
    answers: NOT_FOUND('conversation'),
  },
  'PUT /api/manage/conversations/:id/read': {
    sends: ({ conversation }) => [
      { url: `/api/manage/conversations/${conversation}/read`, payload: { seq: 1 } },
    ],
    answers: NOT_FOUND('conversation'),
  },
  'GET /api/manage/conversations/:id/drafts': {
    sends: ({ conversation }) => [{ url: `/api/manage/conversations/${conversation}/drafts` }],
    answers: NOT_FOUND('conversation'),
  },
  'PUT /api/manage/conversations/:id/drafts/:kind': {
    sends: ({ conversation }) => [
      { url: `/api/manage/conversations/${conversation}/drafts/reply`, payload: { body: 'x' } },
    ],
    answers: NOT_FOUND('conversation'),
  },
  'DELETE /api/manage/conversations/:id/drafts/:kind': {
    sends: ({ conversation }) => [{ url: `/api/manage/conversations/${conversation}/drafts/note` }],
    answers: NOT_FOUND('conversation'),
  },
  'GET /api/manage/conversations/:id/messages': {
    sends: ({ conversation }) => [{ url: `/api/manage/conversations/${conversation}/messages` }],
    answers: NOT_FOUND('conversation'),
  },
  'POST /api/manage/conversations/:id/messages': {
    sends: ({ conversation }) => [
      { url: `/api/manage/conversations/${conversation}/messages`, payload: { body: 'x' } },
    ],
    answers: NOT_FOUND('conversation'),
  },
  ...conversationProbes,
  ...fileProbes,
  ...deliveryProbes,
  ...macroProbes(MARK),
  'GET /api/manage/attachments/:number': {
    sends: () => [{ url: '/api/manage/attachments/1' }],
    answers: NOT_FOUND('attachment'),
  },
  'GET /api/manage/attachments/:number/thumbnail': {
    sends: () => [{ url: '/api/manage/attachments/1/thumbnail' }],
    answers: NOT_FOUND('thumbnail'),
  },
  'GET /api/manage/events': nothingNamed('/api/manage/events?limit=200'),
  'GET /api/manage/presence': nothingNamed('/api/manage/presence'),
  'PUT /api/manage/presence': {
    sends: ({ conversation }) => [
      {
        url: '/api/manage/presence',
        payload: { status: 'online', conversation_id: conversation, typing: true },
      },
    ],
    answers: NOT_FOUND('conversation'),
  },
  ...organisationProbes,
  'GET /api/manage/api-keys': nothingNamed('/api/manage/api-keys?limit=200'),
  'POST /api/manage/api-keys': {
    sends: () => [{ url: '/api/manage/api-keys', payload: { name: MARK } }],
    answers: 201,
  },
  'DELETE /api/manage/api-keys/:id': {
    sends: ({ apiKey }) => [{ url: `/api/manage/api-keys/${apiKey}` }],
    answers: NOT_FOUND('API key'),
  },
  'GET /api/manage/teammates': nothingNamed('/api/manage/teammates?limit=200'),
  'PATCH /api/manage/teammates/:id': {
    sends: () => [
      { url: `/api/manage/teammates/${theirs.ownerId}`, payload: { name: 'stolen' } },
      { url: `/api/manage/teammates/${theirs.ownerId}`, payload: { disabled: true } },
    ],
    answers: NOT_FOUND('teammate'),
  },
  'GET /api/manage/invitations': nothingNamed('/api/manage/invitations?limit=200'),
  'POST /api/manage/invitations': {
    sends: () => [
      { url: '/api/manage/invitations', payload: { email: 'them@their.example', role: 'agent' } },
      { url: '/api/manage/invitations', payload: { email: theirs.email, role: 'agent' } },
    ],
    answers: 201,
  },
  'POST /api/manage/invitations/accept': {
    sends: ({ invitation }) =>
      [invitation, issueSecret('invitation').text].map((token) => ({
        url: '/api/manage/invitations/accept',
        payload: { token, name: 'Me', password: 'a guess of mine' },
      })),
    answers: NOT_FOUND('invitation'),
  },
  'DELETE /api/manage/invitations/:id': {
    sends: ({ invitation }) => [{ url: `/api/manage/invitations/${invitation}` }],
    answers: NOT_FOUND('invitation'),
  },
  'GET /api/manage/sessions': nothingNamed('/api/manage/sessions'),
  'DELETE /api/manage/sessions': nothingNamed('/api/manage/sessions'),
  'DELETE /api/manage/sessions/:id': {
    sends: ({ session }) => [{ url: `/api/manage/sessions/${session}` }],
    answers: NOT_FOUND('session'),
  },
  'GET /api/manage/access-tokens': nothingNamed('/api/manage/access-tokens?limit=200'),
  'POST /api/manage/access-tokens': {
    sends: () => [{ url: '/api/manage/access-tokens', payload: { name: MARK } }],
    answers: 201,
  },
  'DELETE /api/manage/access-tokens/:id': {
    sends: ({ accessToken }) => [{ url: `/api/manage/access-tokens/${accessToken}` }],
    answers: NOT_FOUND('access token'),
  },
  'PUT /api/manage/email': {
    sends: () => [
      {
        url: '/api/manage/email',
        payload: { id: theirs.ownerId, email: 'x@y.example', password: 'a guess' },
      },
    ],
    answers: 422,
  },
  'PUT /api/manage/password': {
    sends: () => [
      {
        url: '/api/manage/password',
        payload: { id: theirs.ownerId, current: 'a guess of mine', new: 'stolen horse battery' },
      },
    ],
    answers: 422,
  },
  ...secondFactorProbes(() => theirs),
  ...profileProbes(MARK),
  ...viewProbes(MARK),
  ...siteProbes(MARK),
  ...chatProbes(() => mine),
  ...helpdeskProbes(() => mine),
  'GET /api/manage/audit': nothingNamed('/api/manage/audit?limit=200'),
}

const all = surfaces(tableParts).flatMap(({ base, routes }) =>
  routes.map(({ method, path }) => `${method} ${base}${path === '/' ? '' : path}`),
)

const everythingTheirs = () => everythingOf(app, theirs.org)

it('knows every route there is', () => {
  expect(Object.keys(probes).sort()).toEqual([...new Set(all)].sort())
})

describe.each(Object.entries(probes))('%s', (route, { sends, answers }) => {
  it('neither shows nor touches what is another organisation’s', async () => {
    const [method = ''] = route.split(' ')
    if (route === 'POST /api/manage/contacts/:id/merge')
      known.own = await makeProfile(app, mine, '/contacts', 'Own')
    const before = await everythingTheirs()
    for (const sent of sends(known)) {
      const bearer = sent.url.startsWith('/api/manage')
      const answer = await app.http.inject({
        method: method as 'GET',
        url: sent.url,
        headers: {
          authorization: bearer ? `Bearer ${mine.accessToken}` : mine.apiKey,
          'sec-fetch-site': 'same-origin',
          ...sent.headers,
        },
        ...(sent.payload && { payload: sent.payload }),
      })
      const body = answer.body === '' ? undefined : answer.json()
      const expected = typeof answers === 'function' ? answers(sent) : [answers, body]
      expect([sent.url, answer.statusCode, body]).toEqual([sent.url, ...expected])
      if (sent.payload === undefined || !JSON.stringify(sent.payload).includes(MARK))
        expect(answer.body).not.toContain(MARK)
    }
    expect(await everythingTheirs()).toBe(before)
    // What was made of their names belongs to us: their contact and company are not in it.
    const tickets = app.core.read.selectFrom('conversation').selectAll().where('org_id', '=', mine.org)
    expect(JSON.stringify(await tickets.execute())).not.toContain(MARK)
  })
})
