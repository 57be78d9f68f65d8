import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, PASSWORD, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { tableNames } from '../../db/dialect.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'

let app: TestApp
let limited: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
  limited = await createTestApp({ rateLimits: true })
})
afterAll(() => Promise.all([app.close(), limited.close()]))
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
  const guess = (email: string, ip: string) =>
    signIn(limited.core, { email, password: 'wrong horse battery' }, from(ip)).catch(
      (error: { code: string; details: unknown }) => error.code,
    )

  it('one address is held up after five tries, wherever they come from', async () => {
    const owner = await limited.organisation()
    const codes = []
    for (let n = 0; n < 7; n++) codes.push(await guess(owner.email, `192.0.2.${n}`))
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'unauthenticated'),
      'rate_limited',
      'rate_limited',
    ])
    // In any case and with blanks it is the same address.
    expect(await guess(` ${owner.email.toUpperCase()}`, '192.0.2.9')).toBe('rate_limited')
  })

  it('an unknown address is held up just the same', async () => {
    const codes = []
    for (let n = 0; n < 6; n++) codes.push(await guess('nobody@example.com', `198.51.100.${n}`))
    expect(codes.slice(4)).toEqual(['unauthenticated', 'rate_limited'])
  })

  it('from one place is held up after thirty tries, and nobody else is', async () => {
    const codes = []
    for (let n = 0; n < 32; n++) codes.push(await guess(`guess-${n}@example.com`, '203.0.113.1'))
    expect(codes.slice(29)).toEqual(['unauthenticated', 'rate_limited', 'rate_limited'])
    const owner = await limited.organisation()
    const elsewhere = signIn(limited.core, { email: owner.email, password: PASSWORD }, from('203.0.113.2'))
    await expect(elsewhere).resolves.toMatchObject({ org: owner.org })
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
