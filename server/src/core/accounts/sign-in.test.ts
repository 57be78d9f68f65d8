import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { tableNames } from '../../db/dialect.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { knownDevice, placeOf } from './sign-in-guard.ts'

let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const from = (ip = '192.0.2.1') => ({ ip, userAgent: 'Mozilla/5.0 (test)' })
const WRONG = { code: 'unauthenticated', message: 'wrong e-mail address or password' }

describe('signing in', () => {
  it('gives a fresh token each time', async () => {
    const given = { email: to.email, password: PASSWORD }
    const [one, two] = [await signIn(app.core, given, from()), await signIn(app.core, given, from())]
    expect(one).toMatchObject({ org: to.org, teammate: { id: to.ownerId } })
    expect(one.token).toMatch(/^[0-9A-Za-z]{43}$/)
    expect(two.token).not.toBe(one.token)
  })

  it.each([
    ['an unknown address', () => ({ email: 'nobody@example.com', password: PASSWORD })],
    ['a wrong password', () => ({ email: to.email, password: 'wrong horse battery' })],
    ['an empty password', () => ({ email: to.email, password: '' })],
    ['no address', () => ({ email: '', password: PASSWORD })],
  ])('is refused in the same words for %s', async (_, given) => {
    await expect(signIn(app.core, given(), from())).rejects.toMatchObject(WRONG)
  })

  it('leads into the organisation whose password it is, for a person who works in two', async () => {
    const input = {
      organisation: 'Second',
      email: to.email,
      password: 'another horse battery',
      prefix: 'SEC',
    }
    const second = await setUp(app.core.run, input, { onlyFirst: false })
    const there = await signIn(app.core, { email: to.email, password: input.password }, from())
    const here = await signIn(app.core, { email: to.email, password: PASSWORD }, from())
    expect([here.org, there.org]).toEqual([to.org, second.shown.organisation_id])
  })
})

describe('guessing', () => {
  let limited: TestApp
  const guess = (email: string, ip: string) =>
    signIn(limited.core, { email, password: 'wrong horse battery' }, from(ip)).catch(
      (error: { code: string; details: unknown }) => error.code,
    )

  const fresh = () => createTestApp({ rateLimits: true })

  it.each([
    ['a known address', async () => (await limited.organisation()).email],
    ['an unknown one', async () => 'nobody@example.com'],
  ])('%s from one place is held up after eight tries', async (_, address) => {
    limited = await fresh()
    const email = await address()
    const codes = []
    for (let n = 0; n < 10; n++) codes.push(await guess(email, '192.0.2.1'))
    expect(codes).toEqual([
      ...Array.from({ length: 8 }, () => 'unauthenticated'),
      'rate_limited',
      'rate_limited',
    ])
    // In any case and with blanks it is the same address.
    expect(await guess(` ${email.toUpperCase()}`, '192.0.2.1')).toBe('rate_limited')
    await limited.close()
  })

  it('is held up, and who is guessed at is not: not in a browser they used, nor elsewhere', async () => {
    limited = await fresh()
    const owner = await limited.organisation()
    const mine = { email: owner.email, password: PASSWORD }
    const { device } = await signIn(limited.core, mine, from('198.51.100.1'))
    for (let n = 0; n < 40; n++) await guess(owner.email, `192.0.2.${n % 5}`)
    expect(await guess(owner.email, '192.0.2.1')).toBe('rate_limited')
    const elsewhere = signIn(limited.core, mine, from('203.0.113.2'))
    await expect(elsewhere).resolves.toMatchObject({ org: owner.org })
    // Not even where the guesses come from.
    const known = signIn(limited.core, mine, { ...from('192.0.2.1'), device })
    await expect(known).resolves.toMatchObject({ org: owner.org, device: undefined })
    await limited.close()
  })

  it('in a browser that somebody signed in with is held up as well, and opens no other account', async () => {
    limited = await fresh()
    const [one, two] = [await limited.organisation(), await limited.organisation()]
    const { device } = await signIn(limited.core, { email: one.email, password: PASSWORD }, from())
    const there = { ...from('192.0.2.7'), device }
    const codes = []
    for (let n = 0; n < 12; n++)
      codes.push(
        await signIn(limited.core, { email: one.email, password: 'wrong horse' }, there).catch((e) => e.code),
      )
    expect(codes.slice(9)).toEqual(['unauthenticated', 'rate_limited', 'rate_limited'])
    const core = limited.core
    expect(knownDevice(core, device, one.email)).toMatch(/^[0-9A-Za-z]{22}$/)
    for (const cookie of [
      undefined,
      '',
      'x',
      `${device}x`,
      device?.slice(1),
      core.seals.seal('other', 'x y'),
    ])
      expect(knownDevice(core, cookie, one.email)).toBeUndefined()
    expect(knownDevice(core, device, two.email)).toBeUndefined()
    await limited.close()
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['192.0.2.1:4711', '192.0.2.1'],
    ['[2001:db8::6]:4711', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [null, 'null'],
  ])('%s counts as %s', (ip, place) => {
    expect(placeOf(ip)).toBe(place)
  })
})

it('stores no secret in any column of any table', async () => {
  const input = {
    organisation: 'Secretive',
    email: 'keeper@example.com',
    password: 'correct horse keeper',
    prefix: 'SEC',
  }
  const { shown } = await setUp(app.core.run, input, { onlyFirst: false })
  const { token } = await signIn(app.core, input, from())
  await app.http.inject({
    method: 'POST',
    url: '/interaction',
    headers: { authorization: shown.api_key, 'content-type': 'application/json', 'idempotency-key': 'k' },
    payload: { query: 'x' },
  })
  const secrets = [
    input.password,
    token,
    shown.access_token,
    shown.api_key,
    shown.client_secret,
    shown.secret_key,
  ]
  let seen = ''
  for (const table of await tableNames(app.core.read)) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(app.core.read)
    seen += JSON.stringify(rows)
  }
  // The site key is public; finding it shows that this looks at the right place.
  expect(seen).toContain(shown.site_key)
  for (const secret of secrets) {
    expect(seen).not.toContain(secret)
    expect(seen).not.toContain(secret.slice(-43))
  }
})
