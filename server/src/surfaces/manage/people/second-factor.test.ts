import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  PASSWORD,
  type TestApp,
  type TestOrganisation,
  testClock,
} from '../../../../test/app.ts'
import { totpCode } from '../../../core/accounts/second-factor/totp.ts'
import { tableNames } from '../../../db/dialect.ts'

const STEP = 30_000
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

type Headers = Record<string, string>
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const token = (): Headers => ({ authorization: `Bearer ${to.accessToken}` })
const call = async (method: Method, path: string, payload?: object, headers: Headers = token(), on = app) => {
  const answer = await on.http.inject({
    method,
    url: `/api/manage${path}`,
    headers: { host: 'localhost', ...headers },
    ...(payload && { payload }),
  })
  return { ...answer, status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
}
type Called = Awaited<ReturnType<typeof call>>
const cookieOf = ({ headers }: Called): Headers => ({
  cookie: String([headers['set-cookie']].flat()[0]).split(';')[0] ?? '',
})
const signIn = (more: object = {}, email = to.email) =>
  call('POST', '/session', { email, password: PASSWORD, ...more }, {})
const whoAmI = async (headers: Headers) => (await call('GET', '/session', undefined, headers)).status
const problem = (status: number, code: string, field?: string) => ({
  status,
  body: { status, code, ...(field && { field }) },
})
const actions = async () =>
  (await call('GET', '/audit')).body.data.map(({ action }: { action: string }) => action)

/** The next code, in a step nobody used yet. */
const nextCode = (secret: string) => {
  clock.advance(STEP)
  return totpCode(secret, clock.now())
}
/** Switched on, by the token unless said. */
async function enrol(headers: Headers = token()) {
  const started = await call('POST', '/second-factor', { password: PASSWORD }, headers)
  expect(started.status).toBe(201)
  const secret: string = started.body.secret
  const confirmed = await call('POST', '/second-factor/confirm', { code: nextCode(secret) }, headers)
  expect(confirmed.status).toBe(201)
  const codes: string[] = confirmed.body.recovery_codes
  return { secret, codes, confirmed }
}

describe('switching it on', () => {
  it('takes the password and a code, and shows secret and recovery codes once', async () => {
    const off = { enabled: false, enabled_at: null, recovery_codes_left: 0 }
    expect((await call('GET', '/second-factor')).body).toEqual(off)
    const started = await call('POST', '/second-factor', { password: PASSWORD })
    expect(started).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/) } })
    const uri = new URL(started.body.otpauth_uri)
    expect(decodeURIComponent(uri.pathname)).toBe(`/Pottle & Pan:${to.email}`)
    expect(uri.searchParams.get('secret')).toBe(started.body.secret)
    // Begun is not done: nobody is asked for a code yet.
    expect((await call('GET', '/second-factor')).body).toEqual(off)
    expect((await signIn()).status).toBe(200)

    const code = totpCode(started.body.secret, clock.now())
    const confirmed = await call('POST', '/second-factor/confirm', {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    })
    expect(confirmed.status).toBe(201)
    expect(new Set(confirmed.body.recovery_codes).size).toBe(10)
    expect((await call('GET', '/second-factor')).body).toEqual({
      enabled: true,
      enabled_at: new Date(clock.now()).toISOString(),
      recovery_codes_left: 10,
    })
    expect((await actions()).slice(0, 2)).toEqual(['second_factor.enabled', 'session.started'])
  })

  it('begun twice counts the second time', async () => {
    const first = await call('POST', '/second-factor', { password: PASSWORD })
    const second = await call('POST', '/second-factor', { password: PASSWORD })
    const old = totpCode(first.body.secret, clock.now())
    expect(await call('POST', '/second-factor/confirm', { code: old })).toMatchObject(
      problem(422, 'invalid', 'code'),
    )
    const code = totpCode(second.body.secret, clock.now())
    expect((await call('POST', '/second-factor/confirm', { code })).status).toBe(201)
  })

  it('ends every session but the one that asks, which goes on under a new cookie', async () => {
    const [here, there] = [cookieOf(await signIn()), cookieOf(await signIn())]
    const { confirmed } = await enrol(here)
    const next = cookieOf(confirmed)
    expect([await whoAmI(here), await whoAmI(there), await whoAmI(next)]).toEqual([401, 401, 200])
    expect(await whoAmI(token())).toBe(200)
  })

  it.each([
    ['/second-factor', {}, problem(422, 'invalid', 'password')],
    ['/second-factor', { password: 'wrong' }, problem(422, 'invalid', 'password')],
    ['/second-factor', { password: [PASSWORD] }, problem(422, 'invalid', 'password')],
    ['/second-factor/confirm', {}, problem(422, 'invalid', 'code')],
    ['/second-factor/confirm', { code: 123456 }, problem(422, 'invalid', 'code')],
    ['/second-factor/confirm', { code: 'x'.repeat(101) }, problem(422, 'invalid', 'code')],
    ['/second-factor/confirm', { code: '123456' }, problem(409, 'conflict')],
    ['/second-factor/disable', { password: PASSWORD, code: '1' }, problem(409, 'conflict')],
    ['/second-factor/recovery-codes', { password: PASSWORD, code: '1' }, problem(409, 'conflict')],
  ])('POST %s with %j is refused while there is none', async (path, given, refusal) => {
    expect(await call('POST', path, given)).toMatchObject(refusal)
    expect((await call('GET', '/second-factor')).body.enabled).toBe(false)
  })

  it('a second time is refused', async () => {
    const { secret } = await enrol()
    expect(await call('POST', '/second-factor', { password: PASSWORD })).toMatchObject(
      problem(409, 'conflict'),
    )
    expect(await call('POST', '/second-factor/confirm', { code: nextCode(secret) })).toMatchObject(
      problem(409, 'conflict'),
    )
  })
})

describe('signing in with it', () => {
  it('asks for a code, and only after a right password', async () => {
    const { secret } = await enrol()
    expect(await signIn()).toMatchObject({
      status: 401,
      body: { code: 'second_factor_required', detail: 'a code of your second factor is needed' },
    })
    const wrong = await call(
      'POST',
      '/session',
      { email: to.email, password: 'wrong', code: nextCode(secret) },
      {},
    )
    expect(wrong).toMatchObject(problem(401, 'unauthenticated'))
    const answer = await signIn({ code: nextCode(secret) })
    expect(answer).toMatchObject({ status: 200, body: { teammate: { id: to.ownerId } } })
    const [newest] = (await call('GET', '/audit')).body.data
    expect(newest).toMatchObject({ action: 'session.started', data: { second_factor: 'code' } })
  })

  it('takes each code once, and none that is older', async () => {
    const { secret } = await enrol()
    clock.advance(2 * STEP)
    const [older, code] = [totpCode(secret, clock.now() - STEP), totpCode(secret, clock.now())]
    expect((await signIn({ code })).status).toBe(200)
    for (const used of [code, older])
      expect(await signIn({ code: used })).toMatchObject(problem(401, 'second_factor_invalid'))
    expect((await actions()).slice(0, 2)).toEqual(['second_factor.refused', 'second_factor.refused'])
    expect((await signIn({ code: nextCode(secret) })).status).toBe(200)
  })

  it('takes one code once also when it comes twice at the same moment', async () => {
    const { secret } = await enrol()
    const code = nextCode(secret)
    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn({ code })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
  })

  it('does not take the code that switched it on', async () => {
    const started = await call('POST', '/second-factor', { password: PASSWORD })
    const code = totpCode(started.body.secret, clock.now())
    await call('POST', '/second-factor/confirm', { code })
    expect(await signIn({ code })).toMatchObject(problem(401, 'second_factor_invalid'))
  })

  it('takes each recovery code once, however it is typed', async () => {
    const { codes } = await enrol()
    const [one = '', two = ''] = codes
    expect((await signIn({ recovery_code: ` ${one.toUpperCase().replaceAll('-', ' ')}` })).status).toBe(200)
    expect(await signIn({ recovery_code: one })).toMatchObject(problem(401, 'second_factor_invalid'))
    expect((await call('GET', '/second-factor')).body.recovery_codes_left).toBe(9)
    const both = await Promise.all([signIn({ recovery_code: two }), signIn({ recovery_code: two })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    const row = (await call('GET', '/audit')).body.data.find(
      ({ action }: { action: string }) => action === 'session.started',
    )
    expect(row.data).toEqual({ second_factor: 'recovery_code', recovery_codes_left: 8 })
  })

  it.each([
    [{ code: '' }, 401],
    [{ code: '000 000' }, 401],
    [{ code: '\0' }, 401],
    [{ recovery_code: '' }, 401],
    [{ recovery_code: '0000-0000-0000-0000' }, 401],
    [{ code: 123456 }, 422],
    [{ code: null }, 422],
    [{ code: { $gt: '' } }, 422],
    [{ recovery_code: ['x'] }, 422],
    [{ recovery_code: 'x'.repeat(101) }, 422],
  ])('refuses %j with %i', async (given, status) => {
    await enrol()
    expect((await signIn(given)).status).toBe(status)
  })

  it('does not take the code of somebody else, nor a secret that was moved to their row', async () => {
    const { secret, codes } = await enrol()
    const first = to
    to = await app.organisation()
    await enrol()
    expect((await signIn({ code: nextCode(secret) })).status).toBe(401)
    expect((await signIn({ recovery_code: codes[0] })).status).toBe(401)
    const rows = await app.core.read.selectFrom('second_factor').select(['org_id', 'secret']).execute()
    const sealed = rows.find((row) => row.org_id === first.org)?.secret ?? ''
    expect(app.core.seals.open(`second factor ${first.ownerId}`, sealed)).toBe(secret)
    expect(app.core.seals.open(`second factor ${to.ownerId}`, sealed)).toBeUndefined()
  })

  it('lets access tokens be', async () => {
    await enrol()
    expect(await whoAmI(token())).toBe(200)
  })

  it('counts codes, wrong or right: ten at once, and never those of a browser that signed in before', async () => {
    const limited = await createTestApp({ clock, rateLimits: true })
    const owner = await limited.organisation()
    const headers = { authorization: `Bearer ${owner.accessToken}` }
    const given = { email: owner.email, password: PASSWORD }
    const known = await call('POST', '/session', given, {}, limited)
    const device = String([known.headers['set-cookie']].flat()[1]).split(';')[0] ?? ''
    const started = await call('POST', '/second-factor', { password: PASSWORD }, headers, limited)
    const { secret } = started.body
    await call('POST', '/second-factor/confirm', { code: nextCode(secret) }, headers, limited)
    const attempt = async (n: number, more: object) => {
      const payload = { ...given, ...more }
      const remoteAddress = `192.0.2.${n}`
      const answer = await limited.http.inject({
        method: 'POST',
        url: '/api/manage/session',
        payload,
        remoteAddress,
      })
      return answer.json().code
    }
    const codes = []
    for (let n = 0; n < 12; n++) codes.push(await attempt(Math.min(n, 8), { code: '000000' }))
    expect(codes).toEqual([...Array(10).fill('second_factor_invalid'), 'rate_limited', 'rate_limited'])
    // It is the codes that are held up: there were tries left.
    expect(await attempt(8, {})).toBe('second_factor_required')
    const here = { cookie: device }
    expect((await call('POST', '/session', { ...given, code: nextCode(secret) }, here, limited)).status).toBe(
      200,
    )
    await limited.close()
  })
})

describe('giving it up', () => {
  it('takes the password and a code, and then the password signs in alone', async () => {
    const { secret } = await enrol()
    for (const given of [{}, { code: '000000' }, { recovery_code: 'x' }])
      expect((await call('POST', '/second-factor/disable', { password: PASSWORD, ...given })).status).toBe(
        422,
      )
    const code = nextCode(secret)
    expect(await call('POST', '/second-factor/disable', { password: 'wrong', code })).toMatchObject(
      problem(422, 'invalid', 'password'),
    )
    expect((await call('POST', '/second-factor/disable', { password: PASSWORD, code })).status).toBe(204)
    expect((await call('GET', '/second-factor')).body).toMatchObject({
      enabled: false,
      recovery_codes_left: 0,
    })
    expect((await signIn()).status).toBe(200)
    expect((await actions())[1]).toBe('second_factor.disabled')
  })

  it('takes a recovery code as well', async () => {
    const { codes } = await enrol()
    const given = { password: PASSWORD, recovery_code: codes[3] }
    expect((await call('POST', '/second-factor/disable', given)).status).toBe(204)
  })
})

describe('recovery codes', () => {
  it('are made anew, and the old ones end', async () => {
    const { secret, codes } = await enrol()
    const given = { password: PASSWORD, code: nextCode(secret) }
    const renewed = await call('POST', '/second-factor/recovery-codes', given)
    expect([renewed.status, new Set(renewed.body.recovery_codes).size]).toEqual([201, 10])
    expect((await signIn({ recovery_code: codes[0] })).status).toBe(401)
    expect((await signIn({ recovery_code: renewed.body.recovery_codes[9] })).status).toBe(200)
    expect(await actions()).toContain('recovery_codes.renewed')
  })
})

describe('under an idempotency key', () => {
  it('what was shown once is not shown again, and nothing happens twice', async () => {
    const keyed = (): Headers => ({ ...token(), 'idempotency-key': 'k' })
    const started = await call('POST', '/second-factor', { password: PASSWORD }, keyed())
    const again = await call('POST', '/second-factor', { password: PASSWORD }, keyed())
    expect([again.status, again.body]).toEqual([201, { secret: null, otpauth_uri: null }])
    expect(again.headers['idempotency-replayed']).toBe('true')
    const code = totpCode(started.body.secret, clock.now())
    const confirmed = await call('POST', '/second-factor/confirm', { code }, keyed())
    expect(confirmed.body.recovery_codes).toHaveLength(10)
    clock.advance(10 * STEP)
    const repeated = await call('POST', '/second-factor/confirm', { code }, keyed())
    expect([repeated.status, repeated.body]).toEqual([201, { recovery_codes: null }])
    expect((await signIn({ recovery_code: confirmed.body.recovery_codes[0] })).status).toBe(200)
    const renewal = { password: PASSWORD, code: nextCode(started.body.secret) }
    const renewed = await call('POST', '/second-factor/recovery-codes', renewal, keyed())
    clock.advance(10 * STEP)
    const same = await call('POST', '/second-factor/recovery-codes', renewal, keyed())
    expect([renewed.body.recovery_codes.length, same.body]).toEqual([10, { recovery_codes: null }])
    // And no repeat without the password.
    expect((await call('POST', '/second-factor', { password: 'wrong' }, keyed())).status).toBe(422)
  })
})

describe('a reset', () => {
  let count = 0
  async function mate(role: string): Promise<{ id: string; email: string; cookie: Headers }> {
    const email = `mate-${++count}@example.com`
    const { body } = await call('POST', '/invitations', { email, role })
    const given = { token: new URL(body.link).hash.slice('#join='.length), name: 'Ada', password: PASSWORD }
    const joined = await call('POST', '/invitations/accept', given, {})
    return { id: joined.body.teammate.id, email, cookie: cookieOf(joined) }
  }

  it('by an owner or admin ends sessions, and the password signs in alone', async () => {
    const [agent, admin] = [await mate('agent'), await mate('admin')]
    const { confirmed } = await enrol(agent.cookie)
    const session = cookieOf(confirmed)
    expect(
      (await call('DELETE', `/teammates/${agent.id}/second-factor`, undefined, admin.cookie)).status,
    ).toBe(204)
    expect(await whoAmI(session)).toBe(401)
    expect((await signIn({}, agent.email)).status).toBe(200)
    const rows = (await call('GET', '/audit')).body.data
    expect(rows[1]).toMatchObject({
      action: 'second_factor.reset',
      subject: agent.id,
      actor: { id: admin.id },
      data: { sessions_ended: 1 },
    })
  })

  it('is not for agents, not of oneself, and not of an owner by an admin', async () => {
    const [agent, admin] = [await mate('agent'), await mate('admin')]
    await enrol()
    const reset = (id: string, headers: Headers) =>
      call('DELETE', `/teammates/${id}/second-factor`, undefined, headers)
    const refused = [
      await reset(to.ownerId, agent.cookie),
      await reset(to.ownerId, token()),
      await reset(to.ownerId, admin.cookie),
    ]
    for (const answer of refused) expect(answer).toMatchObject(problem(403, 'forbidden'))
    expect((await call('GET', '/second-factor')).body.enabled).toBe(true)
    expect(await reset(agent.id, token())).toMatchObject({
      status: 404,
      body: { detail: 'second factor not found' },
    })
  })
})

it('leaves neither secret nor recovery code in any column of any table', async () => {
  const { secret, codes } = await enrol()
  await signIn({ code: nextCode(secret) })
  await signIn({ recovery_code: codes[0] })
  let seen = ''
  for (const table of await tableNames(app.core.read)) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(app.core.read)
    seen += JSON.stringify(rows)
  }
  expect(seen).toContain('second_factor.enabled')
  for (const text of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    expect(seen.toLowerCase()).not.toContain(text.toLowerCase())
})
