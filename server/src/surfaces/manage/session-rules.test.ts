// What a session may never be: adopted, kept past its time, or alive after what should have ended it.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { listen } from '../../../test/raw-http.ts'
import { hears } from '../../../test/sse.ts'
import { totpCode } from '../../core/accounts/second-factor/totp.ts'
import { hashSecret } from '../../core/accounts/secrets.ts'
import { timeOf } from '../../core/ids.ts'

const HOUR = 3_600_000
const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close(0))
beforeEach(async () => {
  to = await app.organisation()
})

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Headers = Record<string, string>
const owner = (): Headers => ({ authorization: `Bearer ${to.accessToken}` })
const call = async (method: Method, path: string, headers: Headers = {}, payload?: object) => {
  const answer = await app.http.inject({
    method,
    url: `/api/manage${path}`,
    headers: { host: 'localhost', ...headers },
    ...(payload && { payload }),
  })
  const cookie = String([answer.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
  return {
    status: answer.statusCode,
    headers: answer.headers,
    cookie,
    body: answer.body ? answer.json() : null,
  }
}
const signIn = async (headers: Headers = {}, email = to.email) => {
  const answer = await call('POST', '/session', headers, { email, password: PASSWORD })
  expect(answer.status).toBe(200)
  return answer.cookie
}
/** What each of these cookies opens. */
const opens = async (...cookies: string[]) => {
  const answers = []
  for (const cookie of cookies) answers.push((await call('GET', '/session', { cookie })).status)
  return answers
}
const tokenIn = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1)
const rows = () => app.core.read.selectFrom('session').selectAll().where('org_id', '=', to.org).execute()

/** That it was used is written down behind the answer. */
const noted = (cookie: string) =>
  vi.waitFor(async () => {
    const row = (await rows()).find((each) => each.token_hash === hashSecret(tokenIn(cookie)))
    expect(row?.last_seen_at).toBe(timeOf(clock.now()))
  })

let count = 0
async function mate(role = 'agent') {
  const email = `mate-${++count}@example.com`
  const { body } = await call('POST', '/invitations', owner(), { email, role })
  const given = { token: new URL(body.link).hash.slice('#join='.length), name: 'Ada', password: PASSWORD }
  const joined = await call('POST', '/invitations/accept', {}, given)
  return { id: joined.body.teammate.id, email, cookie: joined.cookie }
}

it('1: has a new id at every sign-in, and lives in a row that knows only its hash', async () => {
  const cookies = [await signIn(), await signIn()]
  const [one = '', two = ''] = cookies.map(tokenIn)
  expect(one).toMatch(/^[0-9A-Za-z]{43}$/)
  expect(two).not.toBe(one)
  const stored = await rows()
  expect(stored.map((row) => row.token_hash).sort()).toEqual([one, two].map(hashSecret).sort())
  for (const token of [one, two]) expect(JSON.stringify(stored)).not.toContain(token)
  // The row is the session: nothing in the cookie outlives it.
  await call('DELETE', '/session', { cookie: cookies[0] ?? '' })
  expect(await opens(...cookies)).toEqual([401, 200])
})

it('2: is never the one a browser brought along, be it invented, ended or somebody else’s', async () => {
  const other = await app.organisation()
  const theirs = await signIn({}, other.email)
  const ended = await signIn()
  await call('DELETE', '/session', { cookie: ended })
  for (const planted of [
    `__Host-parley_session=${'x'.repeat(43)}`,
    '__Host-parley_session=',
    ended,
    theirs,
  ]) {
    const cookie = await signIn({ cookie: planted })
    expect(cookie).not.toBe(planted)
    expect((await call('GET', '/session', { cookie })).body.organisation.id).toBe(to.org)
  }
  // What was planted opens what it opened before, and no more.
  expect((await call('GET', '/session', { cookie: theirs })).body.organisation.id).toBe(other.org)
  expect(await opens(ended)).toEqual([401])
})

it('3: ends after twelve idle hours, and no request brings it back', async () => {
  const [busy, idle] = [await signIn(), await signIn()]
  clock.advance(12 * HOUR - 1)
  expect(await opens(busy)).toEqual([200])
  await noted(busy)
  clock.advance(1)
  expect(await opens(busy, idle, idle)).toEqual([200, 401, 401])
})

it('4: ends seven days after it began, however busy', async () => {
  const cookie = await signIn()
  for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
    clock.advance(8 * HOUR)
    expect(await opens(cookie)).toEqual([200])
    await noted(cookie)
  }
  clock.advance(8 * HOUR - 1)
  expect(await opens(cookie)).toEqual([200])
  clock.advance(1)
  expect(await opens(cookie)).toEqual([401])
})

it('5: ends at signing out, also for requests that cross it, and signing out twice is no error', async () => {
  const [cookie, other] = [await signIn(), await signIn()]
  const ends = await Promise.all(Array.from({ length: 8 }, () => call('DELETE', '/session', { cookie })))
  // Whoever came too late is told that there is no such session.
  for (const { status } of ends) expect([204, 401]).toContain(status)
  expect(ends.map(({ status }) => status)).toContain(204)
  expect(await opens(cookie, other)).toEqual([401, 200])
  // What "last seen" writes must not bring it back.
  clock.advance(2 * 60_000)
  await Promise.all([call('DELETE', '/session', { cookie: other }), opens(other)])
  expect(await opens(other)).toEqual([401])
  expect(await rows()).toEqual([])
})

it('6: ends when its teammate is disabled, and stays ended when they are enabled again', async () => {
  const { id, cookie, email } = await mate()
  const second = await signIn({}, email)
  await call('PATCH', `/teammates/${id}`, owner(), { disabled: true })
  expect(await opens(cookie, second)).toEqual([401, 401])
  await call('PATCH', `/teammates/${id}`, owner(), { disabled: false })
  expect(await opens(cookie, second)).toEqual([401, 401])
  expect(await opens(await signIn({}, email))).toEqual([200])
})

it('7: ends at another password, but for the one that asks, which goes on under a new id', async () => {
  const [here, there] = [await signIn(), await signIn()]
  const given = { current: PASSWORD, new: 'another horse battery' }
  const changed = await call('PUT', '/password', { cookie: here }, given)
  expect(tokenIn(changed.cookie)).toMatch(/^[0-9A-Za-z]{43}$/)
  expect(await opens(here, there, changed.cookie)).toEqual([401, 401, 200])
})

it.each([
  ['more', 'agent', 'admin'],
  ['less', 'admin', 'agent'],
])(
  '8: ends when its teammate may do %s than before, and the next one has a new id',
  async (_, from, role) => {
    const { id, cookie, email } = await mate(from)
    await call('PATCH', `/teammates/${id}`, owner(), { role })
    expect(await opens(cookie)).toEqual([401])
    const next = await signIn({ cookie }, email)
    expect(next).not.toBe(cookie)
    expect((await call('GET', '/session', { cookie: next })).body.teammate.role).toBe(role)
  },
)

it('9: ends when a second factor is switched on, but for the one that asks, which has a new id', async () => {
  const [here, there] = [await signIn(), await signIn()]
  const { body } = await call('POST', '/second-factor', { cookie: here }, { password: PASSWORD })
  const code = totpCode(body.secret, clock.now())
  const confirmed = await call('POST', '/second-factor/confirm', { cookie: here }, { code })
  expect(await opens(here, there, confirmed.cookie)).toEqual([401, 401, 200])
})

it('10: ends when it is deleted in the list, and nobody deletes another’s', async () => {
  const [here, there] = [await signIn(), await signIn()]
  const { body } = await call('GET', '/sessions', { cookie: here })
  const other = body.data.find(({ current }: { current: boolean }) => !current)
  const stranger = await mate('admin')
  expect((await call('DELETE', `/sessions/${other.id}`, { cookie: stranger.cookie })).status).toBe(404)
  expect(await opens(here, there)).toEqual([200, 200])
  expect((await call('DELETE', `/sessions/${other.id}`, { cookie: here })).status).toBe(204)
  expect(await opens(here, there)).toEqual([200, 401])
})

it('11: is of one organisation, and opens nothing in another', async () => {
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to))
  const mine = to
  to = await app.organisation()
  const cookie = await signIn()
  expect((await call('GET', `/conversations/${conversationId}`, { cookie })).status).toBe(404)
  expect((await call('GET', '/conversations', { cookie })).body.data).toEqual([])
  expect((await call('PATCH', `/teammates/${mine.ownerId}`, { cookie }, { name: 'x' })).status).toBe(404)
})

describe('12: that was taken back', () => {
  let port: number
  beforeAll(async () => {
    port = await listen(app.http)
  })

  const takenBack: [string, (cookie: string) => Promise<unknown>][] = [
    ['by signing out', (cookie) => call('DELETE', '/session', { cookie })],
    [
      'in the list',
      async (cookie) => {
        const { body } = await call('GET', '/sessions', { cookie })
        await call('DELETE', `/sessions/${body.data[0].id}`, { cookie: await signIn() })
      },
    ],
    [
      'by another password',
      (cookie) => call('PUT', '/password', { cookie }, { current: PASSWORD, new: `${PASSWORD}!` }),
    ],
  ]
  it.each(takenBack)('%s, hears nothing of what happens a second later', async (_, takeBack) => {
    const cookie = await signIn()
    const heard = await hears(`http://127.0.0.1:${port}/api/manage/events?after=latest`, { cookie })
    await app.core.run('openTicket', ticketArgs(to, { body: 'while it was good' }))
    await heard.until(2)
    await takeBack(cookie)
    clock.advance(1_000)
    await app.core.run('openTicket', ticketArgs(to, { body: 'not for these ears' }))
    await heard.ended
    expect(JSON.stringify(heard.events)).toContain('while it was good')
    expect(JSON.stringify(heard.events)).not.toContain('not for these ears')
  })
})
