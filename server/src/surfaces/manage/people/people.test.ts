import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
} from '../../../../test/app.ts'
import { type Headers, peopleCalls } from '../../../../test/people-calls.ts'
import { latestSeq } from '../../../core/spine/queries.ts'

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

const { owner, call, cookieOf, invite, tokenIn, signIn, whoAmI, mate } = peopleCalls(() => ({ app, to }))
const problem = (status: number, code: string, detail: string) => ({ status, body: { code, detail } })

describe('teammates', () => {
  it('are known to everybody, with those who are disabled, page by page', async () => {
    const { id, email, headers } = await mate('agent')
    await call('PATCH', `/teammates/${id}`, { disabled: true })
    const peer = await mate('agent')
    const at = new Date(clock.now()).toISOString()
    const first = await call('GET', '/teammates?limit=2', undefined, peer.headers)
    expect(first.body).toEqual({
      data: [
        expect.objectContaining({ id: to.ownerId, role: 'owner', last_seen_at: null }),
        {
          id,
          name: 'Ada',
          email,
          role: 'agent',
          disabled_at: at,
          created_at: at,
          last_seen_at: null,
          second_factor: null,
        },
      ],
      next_cursor: expect.any(String),
    })
    const after = await call('GET', `/teammates?limit=2&after=${first.body.next_cursor}`)
    expect(after.body).toEqual({
      data: [expect.objectContaining({ id: peer.id, disabled_at: null, last_seen_at: at })],
      next_cursor: null,
    })
    expect(await whoAmI(headers)).toBe(401)
  })

  it('are changed by owners and admins, and keep their conversations when they are disabled', async () => {
    const { id, email } = await mate('agent')
    const ticket = await app.http.inject({
      method: 'POST',
      url: '/interaction',
      headers: { authorization: to.apiKey },
      payload: { query: 'x' },
    })
    const path = `/conversations/${ticket.headers['x-ticket-id']}`
    await call('PATCH', path, { assignee_id: id })
    const admin = await mate('admin')
    const answer = await call(
      'PATCH',
      `/teammates/${id}`,
      { disabled: true, name: ' Ada  L ' },
      admin.headers,
    )
    expect(answer).toMatchObject({ status: 200, body: { id, email, name: 'Ada L', role: 'agent' } })
    expect((await call('GET', path)).body.assignee).toEqual({ id, name: 'Ada L' })
    const events = await call('GET', '/events?limit=200')
    expect(events.body.data.at(-1)).toMatchObject({
      type: 'teammate.updated',
      actor: { kind: 'teammate', id: admin.id, name: 'Ada' },
      data: { id, changes: { disabled: { from: false, to: true } } },
    })
  })

  it.each([
    [{ role: 'root' }, 'role', 'role must be one of: owner, admin, agent'],
    [{ disabled: 'yes' }, 'disabled', 'disabled must be true or false'],
    [{ name: ' ' }, 'name', 'name is required'],
    [{ name: 'x'.repeat(121) }, 'name', 'name is too long (maximum 120 characters)'],
  ])('are not changed to %j', async (change, field, detail) => {
    const { id } = await mate('agent')
    const seq = await latestSeq(app.core.read, to.org)
    expect(await call('PATCH', `/teammates/${id}`, change)).toMatchObject({
      status: 422,
      body: { code: 'invalid', field, detail },
    })
    expect(await latestSeq(app.core.read, to.org)).toBe(seq)
  })

  it('who are agents or admins are told what is not for them', async () => {
    const [agent, admin] = [await mate('agent'), await mate('admin')]
    const only = problem(403, 'forbidden', 'only an owner or admin may do this')
    expect(await call('PATCH', `/teammates/${admin.id}`, { name: 'x' }, agent.headers)).toMatchObject(only)
    expect(await call('PATCH', `/teammates/${to.ownerId}`, { name: 'x' }, admin.headers)).toMatchObject(
      problem(403, 'forbidden', 'only an owner may change an owner'),
    )
    for (const [method, path] of [
      ['GET', '/invitations'],
      ['POST', '/invitations'],
      ['DELETE', '/invitations/abcdefgh'],
      ['GET', '/audit'],
    ] as const)
      expect(await call(method, path, undefined, agent.headers), path).toMatchObject(only)
    expect((await call('PATCH', `/teammates/${agent.id}`, { name: 'x' }, agent.headers)).status).toBe(200)
  })
})

describe('invitations', () => {
  it('lead to BASE_URL when it is set, whatever name the caller used', async () => {
    const known = await createTestApp({ env: { BASE_URL: 'https://desk.example.com/' } })
    try {
      const { accessToken } = await known.organisation()
      const answer = await known.http.inject({
        method: 'POST',
        url: '/api/manage/invitations',
        headers: { host: 'evil.example', authorization: `Bearer ${accessToken}` },
        payload: { email: 'ada@example.com', role: 'agent' },
      })
      expect(answer.json().link).toMatch(/^https:\/\/desk\.example\.com\/#join=prl_invite_/)
    } finally {
      await known.close()
    }
  })

  it('show their link once, and lead in with a session like any other', async () => {
    const made = await call('POST', '/invitations', { email: ' Ada@Example.com', role: 'admin' })
    const expires = new Date(clock.now() + 7 * 24 * 3_600_000).toISOString()
    expect(made).toMatchObject({ status: 201, body: { email: 'Ada@Example.com', expires_at: expires } })
    expect(made.body.link).toMatch(/^http:\/\/localhost\/#join=prl_invite_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/)
    const secret = tokenIn(made.body.link).slice(-49)
    const listed = await call('GET', '/invitations')
    expect(listed.body.data).toEqual([
      {
        id: made.body.id,
        email: 'Ada@Example.com',
        role: 'admin',
        invited_by: to.ownerId,
        created_at: new Date(clock.now()).toISOString(),
        expires_at: expires,
      },
    ])

    const given = { token: tokenIn(made.body.link), name: 'Ada', password: PASSWORD }
    const joined = await call('POST', '/invitations/accept', given, {})
    expect(joined.status).toBe(201)
    expect(joined.body).toMatchObject({
      teammate: { name: 'Ada', email: 'Ada@Example.com', role: 'admin' },
      organisation: { id: to.org },
    })
    expect(String(joined.headers['set-cookie'])).toMatch(/^__Host-parley_session=.*HttpOnly/)
    const me = await call('GET', '/session', undefined, cookieOf(joined))
    expect(me.body).toEqual(joined.body)
    expect((await call('GET', '/invitations')).body.data).toEqual([])
    for (const table of ['invitation', 'audit', 'event', 'teammate', 'session'] as const)
      expect(JSON.stringify(await app.core.read.selectFrom(table).selectAll().execute())).not.toContain(
        secret,
      )
  })

  it('that are used, withdrawn, expired, broken or unknown answer alike', async () => {
    const [used, withdrawn, expired] = [await invite('agent'), await invite('agent'), await invite('agent')]
    const accept = (token: string) =>
      call('POST', '/invitations/accept', { token, name: 'Ada', password: PASSWORD }, {})
    expect((await accept(tokenIn(used.link))).status).toBe(201)
    expect((await call('DELETE', `/invitations/${withdrawn.id}`)).status).toBe(204)
    const answers = [await accept(tokenIn(used.link)), await accept(tokenIn(withdrawn.link))]
    clock.advance(7 * 24 * 3_600_000)
    answers.push(await accept(tokenIn(expired.link)), await accept('x\0'), await accept(''))
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([404, answers[0]?.body])
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it('are not accepted from a page of another origin', async () => {
    const { link } = await invite('agent')
    const given = { token: tokenIn(link), name: 'Ada', password: PASSWORD }
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await call('POST', '/invitations/accept', given, evil)).status).toBe(403)
    expect((await call('POST', '/invitations/accept', given, {})).status).toBe(201)
  })

  it.each([
    [{ role: 'agent' }, 'email', 'email is required'],
    [{ email: 'ada', role: 'agent' }, 'email', 'this is not an e-mail address'],
    [{ email: 'a\0b@example.com', role: 'agent' }, 'email', 'this is not an e-mail address'],
    [{ email: 'ada@example.com' }, 'role', 'role must be one of: owner, admin, agent'],
  ])('are not made of %j', async (given, field, detail) => {
    const answer = await call('POST', '/invitations', given)
    expect(answer).toMatchObject({ status: 422, body: { field, detail } })
  })

  it('are kept as typed and found in any form of the same address, and in no other', async () => {
    const typed = 'Ada@Bücher.example'
    const { body } = await call('POST', '/invitations', { email: typed, role: 'agent' })
    // Another form of it takes the place of the first.
    const second = await call('POST', '/invitations', { email: 'ada@xn--bcher-kva.EXAMPLE', role: 'agent' })
    const again = await call('POST', '/invitations', { email: typed, role: 'agent' })
    expect((await call('GET', '/invitations')).body.data).toMatchObject([{ id: again.body.id, email: typed }])
    const accept = (link: string) =>
      call('POST', '/invitations/accept', { token: tokenIn(link), name: 'Ada', password: PASSWORD }, {})
    for (const { link } of [body, second.body]) expect((await accept(link)).status).toBe(404)
    expect((await accept(again.body.link)).body.teammate.email).toBe(typed)
    for (const email of [typed, ' ADA@BÜCHER.EXAMPLE', 'ada@xn--bcher-kva.example'])
      expect(await whoAmI(await signIn(email)), email).toBe(200)
    for (const email of ['ada@bucher.example', 'аda@bücher.example', 'ada@buecher.example'])
      expect(await whoAmI(await signIn(email)), email).toBe(401)
    expect((await call('POST', '/invitations', { email: 'ADA@bücher.example', role: 'agent' })).status).toBe(
      409,
    )
  })

  it('of who works here answer 409', async () => {
    expect(await call('POST', '/invitations', { email: to.email, role: 'agent' })).toMatchObject(
      problem(409, 'conflict', 'a teammate with this e-mail address exists'),
    )
  })
})

describe('one’s own sessions', () => {
  it('are listed without what opens them, and ended one by one', async () => {
    const [here, there] = [await signIn(), await signIn()]
    const stranger = await mate('admin')
    const list = async () => (await call('GET', '/sessions', undefined, here)).body.data
    const at = new Date(clock.now()).toISOString()
    const entry = {
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      created_at: at,
      last_seen_at: at,
      ip: '127.0.0.1',
      user_agent: 'Firefox',
    }
    const both = await list()
    expect(both).toHaveLength(2)
    expect(both).toEqual(
      expect.arrayContaining([
        { ...entry, current: true },
        { ...entry, current: false },
      ]),
    )
    const other = both.find((one: { current: boolean }) => !one.current)
    expect((await call('DELETE', `/sessions/${other.id}`, undefined, stranger.headers)).status).toBe(404)
    expect((await call('DELETE', `/sessions/${other.id}`, undefined, here)).status).toBe(204)
    expect([await whoAmI(here), await whoAmI(there)]).toEqual([200, 401])

    const [mine] = await list()
    const gone = await call('DELETE', `/sessions/${mine.id}`, undefined, here)
    expect(String(gone.headers['set-cookie'])).toContain('Max-Age=0')
    expect(await whoAmI(here)).toBe(401)
  })

  it('that ended by themselves are not in the list', async () => {
    await signIn()
    clock.advance(12 * 3_600_000)
    expect((await call('GET', '/sessions')).body).toEqual({ data: [], next_cursor: null })
  })
})

describe('one’s own access tokens', () => {
  it('act as oneself until they are deleted or expire, and are shown once', async () => {
    const agent = await mate('agent')
    const soon = new Date(clock.now() + 1_000).toISOString()
    const made = await call('POST', '/access-tokens', { name: 'Script', expires_at: soon }, agent.headers)
    expect(made).toMatchObject({ status: 201, body: { name: 'Script', expires_at: soon } })
    const lasting = (await call('POST', '/access-tokens', { name: 'Other' }, agent.headers)).body
    const as = (token: string): Headers => ({ authorization: `Bearer ${token}` })
    const me = await call('GET', '/session', undefined, as(made.body.token))
    expect(me.body.teammate).toMatchObject({ id: agent.id, role: 'agent' })
    const listed = await call('GET', '/access-tokens', undefined, agent.headers)
    expect(listed.body.data.map((item: { name: string }) => item.name).sort()).toEqual(['Other', 'Script'])
    expect(JSON.stringify(listed.body)).not.toContain(made.body.token.slice(-49))
    expect(listed.body.data[0].begins_with).toMatch(/^pat_\w{8}_$/)

    // An owner cannot see or delete them; disabling does.
    expect((await call('GET', '/access-tokens')).body.data).toMatchObject([{ name: 'Set up' }])
    expect((await call('DELETE', `/access-tokens/${lasting.id}`)).status).toBe(404)
    clock.advance(1_000)
    expect([await whoAmI(as(made.body.token)), await whoAmI(as(lasting.token))]).toEqual([401, 200])
    expect((await call('DELETE', `/access-tokens/${lasting.id}`, undefined, agent.headers)).status).toBe(204)
    expect(await whoAmI(as(lasting.token))).toBe(401)
  })

  it('are made once under an idempotency key, which is the caller’s own', async () => {
    const agent = await mate('agent')
    const key = { 'idempotency-key': 'k' }
    const first = await call('POST', '/access-tokens', { name: 'Script' }, { ...owner(), ...key })
    const again = await call('POST', '/access-tokens', { name: 'Script' }, { ...owner(), ...key })
    expect(again.body).toEqual({ ...first.body, token: null })
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(
      await call('POST', '/access-tokens', { name: 'Script' }, { ...agent.headers, ...key }),
    ).toMatchObject(problem(409, 'conflict', 'an access token with this name exists'))
  })
})

describe('one’s own password', () => {
  const NEW = 'another horse battery'

  it('is changed, and of all sessions only this one goes on, under a new cookie', async () => {
    const [here, there] = [await signIn(), await signIn()]
    const answer = await call('PUT', '/password', { current: PASSWORD, new: NEW }, here)
    expect([answer.status, answer.body]).toEqual([204, undefined])
    const next = cookieOf(answer)
    expect([await whoAmI(here), await whoAmI(there), await whoAmI(next)]).toEqual([401, 401, 200])
    expect(await whoAmI(await signIn(to.email, NEW))).toBe(200)
    expect((await call('POST', '/session', { email: to.email, password: PASSWORD }, {})).status).toBe(401)
  })

  it('changed with a token sets no cookie', async () => {
    const answer = await call('PUT', '/password', { current: PASSWORD, new: NEW })
    expect([answer.status, answer.headers['set-cookie']]).toEqual([204, undefined])
  })

  it.each([
    [{}, 'current', 'current is required'],
    [{ current: PASSWORD }, 'new', 'new is required'],
    [{ current: PASSWORD, new: 'short' }, 'new', 'the password needs at least 10 characters'],
    [{ current: 'wrong', new: NEW }, 'current', 'this is not your password'],
  ])('is not changed by %j', async (given, field, detail) => {
    const here = await signIn()
    expect(await call('PUT', '/password', given, here)).toMatchObject({
      status: 422,
      body: { code: 'invalid', field, detail },
    })
    expect(await whoAmI(here)).toBe(200)
  })
})

it('keeps an audit trail that is read page by page, newest first, without secrets', async () => {
  const agent = await mate('agent')
  await call('PATCH', `/teammates/${agent.id}`, { role: 'admin' })
  const rows: { id: string; action: string; subject: string; actor: { name: string } }[] = []
  let path = '/audit?limit=3'
  for (;;) {
    const { body } = await call('GET', path)
    rows.push(...body.data)
    if (body.next_cursor === null) break
    path = `/audit?limit=3&after=${body.next_cursor}`
  }
  expect(rows.slice(0, 5).map(({ action }) => action)).toEqual([
    'teammate.updated',
    'session.started',
    'teammate.created',
    'invitation.accepted',
    'invitation.created',
  ])
  expect(rows[0]).toMatchObject({ subject: agent.id, ip: '127.0.0.1', actor: { name: 'Noor Valdis' } })
  // Six rows of set-up.
  expect(rows).toHaveLength(11)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(11)
})
