import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { timeOf } from '../../core/ids.ts'

const HOUR = 3_600_000
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
const session = (method: 'GET' | 'POST' | 'DELETE', headers: Headers = {}, body?: unknown) =>
  app.http.inject({
    method,
    url: '/api/manage/session',
    headers: { host: 'localhost', ...headers },
    ...(body !== undefined && { payload: body as object }),
  })

const lastSeen = async () => {
  const query = app.core.read.selectFrom('session').select('last_seen_at').where('org_id', '=', to.org)
  return (await query.executeTakeFirst())?.last_seen_at
}

const credentials = () => ({ email: to.email, password: PASSWORD })

async function signedIn(headers: Headers = {}): Promise<Headers> {
  const answer = await session('POST', headers, credentials())
  expect(answer.statusCode).toBe(200)
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
}

describe('signing in', () => {
  it('answers who that is, and where', async () => {
    const answer = await session('POST', {}, credentials())
    const { teammate, organisation } = answer.json()
    expect(teammate).toEqual({ id: to.ownerId, name: 'Noor Valdis', email: to.email, role: 'owner' })
    expect(organisation).toMatchObject({ id: to.org, name: 'Pottle & Pan', prefix: 'ASM' })
    const whoAmI = await session('GET', { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' })
    expect(whoAmI.json()).toEqual(answer.json())
  })

  it('finds the address in any case and with blanks around it', async () => {
    const answer = await session('POST', {}, { email: ` ${to.email.toUpperCase()} `, password: PASSWORD })
    expect(answer.statusCode).toBe(200)
  })

  it.each([
    [{}, 'email', 'email is required'],
    [{ email: 'a@b.co' }, 'password', 'password is required'],
    [{ email: { $ne: '' }, password: { $ne: '' } }, 'email', 'email is required'],
    [{ email: 'a@b.co', password: ['x'] }, 'password', 'password is required'],
    [{ email: 'a@b.co', password: 'x'.repeat(1_001) }, 'password', 'password is too long'],
    [{ email: `${'a'.repeat(250)}@b.co`, password: 'x' }, 'email', 'email is too long'],
    [{ email: '\0', password: 'x' }, 'email', 'email is required'],
  ])('refuses %j with 422', async (body, field, detail) => {
    const answer = await session('POST', {}, body)
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'invalid', field, detail }])
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('answers an unknown address and a wrong password alike', async () => {
    const unknown = await session('POST', {}, { email: 'nobody@example.com', password: PASSWORD })
    const wrong = await session('POST', {}, { ...credentials(), password: 'wrong horse battery' })
    expect([unknown.statusCode, unknown.json()]).toEqual([wrong.statusCode, wrong.json()])
    expect(wrong.json()).toMatchObject({ status: 401, detail: 'wrong e-mail address or password' })
    expect([unknown.headers['set-cookie'], wrong.headers['set-cookie']]).toEqual([undefined, undefined])
    expect((await session('POST', {}, { email: `a\0${to.email}`, password: PASSWORD })).statusCode).toBe(401)
  })
})

describe('the cookie', () => {
  it.each([
    ['localhost', '__Host-parley_session', true],
    ['localhost:3000', '__Host-parley_session', true],
    ['127.0.0.1:3000', '__Host-parley_session', true],
    ['[::1]:3000', '__Host-parley_session', true],
    ['desk.example.com', 'parley_session', false],
    ['localhost.example.com', 'parley_session', false],
  ])('on %s is %s', async (host, name, secure) => {
    const answer = await session('POST', { host }, credentials())
    const cookies = [answer.headers['set-cookie']].flat().map((line) => String(line).split('; '))
    const attributes = ['HttpOnly', 'Path=/', 'SameSite=Lax', ...(secure ? ['Secure'] : [])]
    expect(cookies.map(([pair, ...given]) => [pair?.replace(/=.*/, ''), given.sort()])).toEqual([
      [name, [...attributes, 'Max-Age=604800'].sort()],
      [name.replace('session', 'device'), [...attributes, 'Max-Age=15552000'].sort()],
    ])
    expect(cookies[0]?.[0]).toMatch(new RegExp(`^${name}=[0-9A-Za-z]{43}$`))
  })

  it('is secure behind a proxy that is trusted, and only then', async () => {
    const forwarded = { host: 'desk.example.com', 'x-forwarded-proto': 'https' }
    const answer = await session('POST', forwarded, credentials())
    expect(String(answer.headers['set-cookie'])).not.toContain('Secure')
  })

  it('of a plain connection does not open a secure one', async () => {
    const { cookie = '' } = await signedIn({ host: 'desk.example.com' })
    expect((await session('GET', { host: 'desk.example.com', cookie })).statusCode).toBe(200)
    expect((await session('GET', { cookie })).statusCode).toBe(401)
  })

  it('is new at every sign-in, whatever the browser sent', async () => {
    const first = await signedIn()
    const second = await signedIn(first)
    expect(second).not.toEqual(first)
    const chosen = 'x'.repeat(43)
    const planted = await signedIn({ cookie: `__Host-parley_session=${chosen}` })
    expect(planted.cookie).not.toContain(chosen)
  })
})

describe('a session', () => {
  it('ends when its teammate signs out, and no other one does', async () => {
    const [here, there] = [await signedIn(), await signedIn()]
    const answer = await session('DELETE', here)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-parley_session=; Max-Age=0; Path=\/; /)
    expect((await session('GET', here)).statusCode).toBe(401)
    expect((await session('GET', there)).statusCode).toBe(200)
  })

  it('ends after twelve idle hours', async () => {
    const cookie = await signedIn()
    clock.advance(12 * HOUR - 1)
    expect((await session('GET', cookie)).statusCode).toBe(200)
    clock.advance(12 * HOUR)
    expect((await session('GET', cookie)).statusCode).toBe(401)
  })

  it('ends seven days after signing in, however busy', async () => {
    const cookie = await signedIn()
    for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
      clock.advance(10 * HOUR)
      expect((await session('GET', cookie)).statusCode).toBe(200)
      // That it was seen is written beside the answer, not before it.
      await expect.poll(lastSeen).toBe(timeOf(clock.now()))
    }
    clock.advance(8 * HOUR)
    expect((await session('GET', cookie)).statusCode).toBe(401)
  })

  it('is not needed where a token is used, and signing out with one ends none', async () => {
    const cookie = await signedIn()
    const token = { authorization: `Bearer ${to.accessToken}` }
    expect((await session('DELETE', { ...token, ...cookie })).statusCode).toBe(204)
    expect((await session('GET', cookie)).statusCode).toBe(200)
  })
})

describe('a request that another site made the browser send', () => {
  const home = 'https://desk.example.com'
  const same = { host: 'desk.example.com', origin: home, 'sec-fetch-site': 'same-origin' }
  it.each([
    ['its own page', same, true],
    ['no browser', { host: 'desk.example.com' }, true],
    ['a browser that sends no Origin', { ...same, origin: undefined }, true],
    ['a typed address', { ...same, origin: undefined, 'sec-fetch-site': 'none' }, true],
    ['another site', { ...same, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    [
      'a sibling subdomain',
      { ...same, origin: 'https://x.example.com', 'sec-fetch-site': 'same-site' },
      false,
    ],
    [
      'an old browser on another site',
      { ...same, origin: 'https://evil.example', 'sec-fetch-site': undefined },
      false,
    ],
    ['another port', { ...same, origin: `${home}:8443`, 'sec-fetch-site': undefined }, false],
    ['a sandboxed frame', { ...same, origin: 'null', 'sec-fetch-site': undefined }, false],
    [
      'a name that begins alike',
      { ...same, origin: `${home}.evil.example`, 'sec-fetch-site': undefined },
      false,
    ],
    ['an origin that lies about the fetch', { ...same, 'sec-fetch-site': 'cross-site' }, false],
  ])('from %s', async (_, given, passes) => {
    const headers = Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
    )
    const cookie = await signedIn({ host: 'desk.example.com' })
    expect((await session('POST', headers, credentials())).statusCode).toBe(passes ? 200 : 403)
    // Reading changes nothing, so it is let through.
    expect((await session('GET', { ...headers, ...cookie })).statusCode).toBe(200)
    expect((await session('DELETE', { ...headers, ...cookie })).statusCode).toBe(passes ? 204 : 403)
    expect((await session('GET', { host: 'desk.example.com', ...cookie })).statusCode).toBe(
      passes ? 401 : 200,
    )
  })

  it('is no danger with a token, which no browser adds by itself', async () => {
    const headers = { authorization: `Bearer ${to.accessToken}`, origin: 'https://evil.example' }
    expect((await session('DELETE', headers)).statusCode).toBe(204)
  })
})

describe('guessing', () => {
  let limited: TestApp
  beforeAll(async () => {
    limited = await createTestApp({ rateLimits: true })
  })
  afterAll(() => limited.close())

  it('stops after eight tries of one address from one place, also with the right password', async () => {
    const owner = await limited.organisation()
    const attempt = (password: string) =>
      limited.http.inject({
        method: 'POST',
        url: '/api/manage/session',
        payload: { email: owner.email, password },
      })
    for (let n = 0; n < 8; n++) expect((await attempt('wrong horse battery')).statusCode).toBe(401)
    const answer = await attempt(PASSWORD)
    expect([answer.statusCode, answer.json()]).toMatchObject([429, { code: 'rate_limited' }])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(120)
  })

  it('access tokens stops after twenty a minute from one address, and disturbs nobody else', async () => {
    const owner = await limited.organisation()
    const ask = async (headers: Headers, remoteAddress = '192.0.2.50') =>
      (await limited.http.inject({ url: '/api/manage/session', headers, remoteAddress })).statusCode
    const wrong = () => ({ authorization: `Bearer ${owner.accessToken.replace(/.$/, '_')}` })
    // Nor do pages that find their session ended guess anything.
    for (let n = 0; n < 25; n++) expect(await ask({ cookie: '__Host-parley_session=ended' })).toBe(401)
    const statuses = []
    for (let n = 0; n < 22; n++) statuses.push(await ask(n % 2 ? wrong() : { authorization: 'Bearer x' }))
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429])
    expect(await ask(wrong(), '192.0.2.51')).toBe(401)
    expect(await ask({ authorization: `Bearer ${owner.accessToken}` })).toBe(200)
    expect(await ask({})).toBe(401)
  })
})
