import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { mate } from '../../../../test/mate.ts'
import { authenticate } from '../../../core/accounts/authenticate.ts'
import { timeOf } from '../../../core/ids.ts'
import { identityHash, isProven } from '../../../core/sites/identity.ts'
import { findSite } from '../../../core/sites/queries.ts'
import { listEvents } from '../../../core/spine/queries.ts'

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

const calls = (token?: string) => manageCalls(app, to, token)
const make = (site: object = {}) => calls().must('POST', '/sites', { name: 'Shop', ...site })
const opens = (secret: unknown) =>
  authenticate(app.core.read, 'site_secret', String(secret), timeOf(clock.now())).then(
    () => true,
    () => false,
  )
const nine = { from: '09:00', to: '17:00' }

it('lists the site of set-up, with defaults', async () => {
  const [site, ...more] = await calls().all('/sites')
  expect(more).toEqual([])
  expect(site).toMatchObject({
    name: 'Website chat',
    greeting: 'Hello! How can we help?',
    auto_reply: 'Thank you for your message. We will answer here as soon as we can.',
    closed_reply: null,
    allowed_origins: [],
    enabled: true,
    show_names: false,
    office_hours: null,
    has_identity_secret: false,
    appearance: { colour: '#1f6feb', position: 'right', texts: {} },
  })
})

describe('a new site', () => {
  it('has keys of its own, which only this answer shows', async () => {
    const made = await make({ greeting: 'Hi!', auto_reply: ' ', show_names: true })
    expect(made).toMatchObject({ name: 'Shop', greeting: 'Hi!', auto_reply: null, show_names: true })
    expect(made.site_key).toMatch(/^site_\w{22}$/)
    expect(made.secret_key).toMatch(/^prl_site_\w{8}_\w{49}$/)
    expect(made.identity_secret).toMatch(/^prl_ident_\w{8}_\w{49}$/)
    expect(await opens(made.secret_key)).toBe(true)
    const { secret_key, identity_secret, ...rest } = made
    expect(await calls().get(`/sites/${made.id}`)).toEqual(rest)
    expect((await calls().all('/sites')).map(({ id }) => id)).toHaveLength(2)
    const everything = await app.core.read.selectFrom('site').selectAll().execute()
    expect(JSON.stringify(everything)).not.toContain(String(identity_secret))
  })

  it('is made once under one key, and its repetition has no secrets', async () => {
    const key = { 'idempotency-key': 'a' }
    const first = await calls().ask('POST', '/sites', { name: 'Shop' }, key)
    const again = await calls().ask('POST', '/sites', { name: 'Shop' }, key)
    expect(again).toEqual({
      status: 201,
      body: { ...first.body, secret_key: null, identity_secret: null },
    })
    expect(await calls().ask('POST', '/sites', { name: 'Other' }, key)).toMatchObject({ status: 422 })
  })

  it('stands in the audit trail, without its secrets', async () => {
    const made = await make()
    const [entry] = await calls().all('/audit')
    expect(entry).toMatchObject({
      action: 'site.created',
      subject: made.id,
      data: { site_key: made.site_key },
    })
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.at(-1)).toMatchObject({ type: 'site.created', data: JSON.stringify({ id: made.id }) })
    const told = JSON.stringify([await calls().all('/audit'), events])
    expect(told).not.toContain(String(made.secret_key))
    expect(told).not.toContain(String(made.identity_secret))
  })

  it('is one of a hundred at most', async () => {
    for (let n = 1; n < 100; n++) await make()
    expect(await calls().ask('POST', '/sites', { name: 'One more' })).toMatchObject({
      status: 409,
      body: { detail: 'an organisation has at most 100 sites' },
    })
    expect(await calls().all('/sites')).toHaveLength(100)
  })
})

describe('changing a site', () => {
  it('leaves what is not named, of its appearance too', async () => {
    const made = await make({ greeting: 'Hi!' })
    const path = `/sites/${made.id}`
    const first = await calls().must('PATCH', path, {
      allowed_origins: ['https://Shop.example:443/', 'https://shop.example', 'http://localhost:8080'],
      appearance: { colour: '#FF0000', texts: { 'pt-BR': { title: 'Olá' } } },
    })
    expect(first).toMatchObject({
      greeting: 'Hi!',
      allowed_origins: ['https://shop.example', 'http://localhost:8080'],
      appearance: { colour: '#ff0000', position: 'right', texts: { 'pt-BR': { title: 'Olá' } } },
    })
    const week = { mon: [nine], fri: [{ from: '00:00', to: '24:00' }] }
    const hours = { time_zone: 'Europe/Berlin', week, holidays: [{ date: '2026-12-25', name: '' }] }
    const second = await calls().must('PATCH', path, {
      appearance: { position: 'left' },
      office_hours: hours,
      enabled: false,
    })
    expect(second).toEqual({
      ...first,
      enabled: false,
      office_hours: hours,
      appearance: { ...(first.appearance as object), position: 'left' },
    })
    expect(await calls().must('PATCH', path, { office_hours: null, auto_reply: null })).toEqual({
      ...second,
      office_hours: null,
      auto_reply: null,
    })
  })

  it('that changes nothing is nothing', async () => {
    const { id } = await make()
    const before = await calls().all('/audit')
    await calls().must('PATCH', `/sites/${id}`, { name: 'Shop', appearance: { colour: '#1f6feb' } })
    expect(await calls().all('/audit')).toEqual(before)
  })

  const text = 'x'.repeat(1_001)
  it.each([
    [{ name: ' ' }, 'name', 'name is required'],
    [{ greeting: text }, 'greeting', 'greeting is too long (maximum 1000 characters)'],
    [{ auto_reply: 5 }, 'auto_reply', 'auto_reply must be a text'],
    [{ enabled: 'yes' }, 'enabled', 'enabled must be true or false'],
    [{ allowed_origins: 'https://a.example' }, 'allowed_origins', 'allowed_origins must be a list'],
    ...['*', 'shop.example', 'https://a.example/shop', 'https://u@a.example', 'javascript:x', 'null', ''].map(
      (origin): [object, string, string] => [
        { allowed_origins: [origin] },
        'allowed_origins.0',
        'allowed_origins are addresses such as https://shop.example, without a path',
      ],
    ),
    [{ appearance: { colour: 'red' } }, 'appearance.colour', 'colour must be like #1f6feb'],
    [{ appearance: { colour: '#fff;}*{x' } }, 'appearance.colour', 'colour must be like #1f6feb'],
    [{ appearance: { position: 'top' } }, 'appearance.position', 'position must be one of: right, left'],
    [
      { appearance: { offset: { x: -1, y: 0 } } },
      'appearance.offset.x',
      'offset is {x, y} in whole pixels from 0 to 400',
    ],
    [
      { office_hours: { time_zone: 'Mars', week: {} } },
      'office_hours.time_zone',
      'time_zone must be a name such as Europe/Berlin',
    ],
    [
      { office_hours: { time_zone: 'UTC', week: { mon: [nine, { from: '16:00', to: '18:00' }] } } },
      'office_hours.week.mon',
      'a day is a list of {from, to} such as 09:00 and 17:00, in order and apart from each other',
    ],
    [
      { office_hours: { time_zone: 'UTC', week: { mon: [{ from: '17:00', to: '09:00' }] } } },
      'office_hours.week.mon',
      'a day is a list of {from, to} such as 09:00 and 17:00, in order and apart from each other',
    ],
    [
      { office_hours: { time_zone: 'UTC', week: {}, holidays: [{ date: '25.12.2026' }] } },
      'office_hours.holidays.0.date',
      'a holiday has a date such as 2026-12-25',
    ],
  ] as [object, string, string][])('refuses %j', async (wanted, field, detail) => {
    const { id } = await make()
    const answer = await calls().ask('PATCH', `/sites/${id}`, wanted)
    expect(answer).toMatchObject({ status: 422, body: { field, detail } })
    expect(await calls().ask('POST', '/sites', { name: 'Shop', ...wanted })).toMatchObject({ status: 422 })
  })
})

describe('renewing secrets', () => {
  it('keeps the old secret key for as long as asked', async () => {
    const { id, secret_key: old } = await make()
    const renewed = await calls().must('POST', `/sites/${id}/secret-key`, { overlap_hours: 2 })
    expect(renewed.old_until).toBe(timeOf(clock.now() + 2 * 3_600_000))
    expect([await opens(old), await opens(renewed.secret_key)]).toEqual([true, true])
    clock.advance(2 * 3_600_000)
    expect([await opens(old), await opens(renewed.secret_key)]).toEqual([false, true])
    const third = await calls().must('POST', `/sites/${id}/secret-key`, { overlap_hours: 0 })
    expect([await opens(renewed.secret_key), await opens(third.secret_key)]).toEqual([false, true])
    const { secret_keys } = await calls().get(`/sites/${id}`)
    expect(secret_keys).toMatchObject([{ expires_at: timeOf(clock.now()) }, { expires_at: null }])
  })

  it('never lengthens the life of one that ends sooner', async () => {
    const { id, secret_key: old } = await make()
    await calls().must('POST', `/sites/${id}/secret-key`, { overlap_hours: 1 })
    await calls().must('POST', `/sites/${id}/secret-key`, { overlap_hours: 100 })
    clock.advance(3_600_000)
    expect(await opens(old)).toBe(false)
  })

  it('keeps the old identity secret for as long as asked', async () => {
    const { id, identity_secret: old } = await make()
    const path = `/sites/${id}/identity-secret`
    const { identity_secret: fresh } = await calls().must('POST', path, { overlap_hours: 1 })
    const ada = { id: null, email: 'ada@example.com' }
    const proven = async (secret: unknown) => {
      const site = await findSite(app.core.read, to.org, String(id))
      const hash = identityHash(String(secret), ada)
      return isProven(app.core.seals, site?.identity_secret ?? null, { ...ada, hash }, timeOf(clock.now()))
    }
    expect([await proven(old), await proven(fresh), await proven('')]).toEqual([true, true, false])
    clock.advance(3_600_000)
    expect([await proven(old), await proven(fresh)]).toEqual([false, true])
  })

  it.each([-1, 1.5, 169, '24', null])('refuses %s hours', async (overlap_hours) => {
    const { id } = await make()
    expect(await calls().ask('POST', `/sites/${id}/secret-key`, { overlap_hours })).toMatchObject({
      status: 422,
      body: { field: 'overlap_hours', detail: 'overlap_hours must be a whole number from 0 to 168' },
    })
  })
})

it('is gone when it was deleted, keys and all', async () => {
  const { id, secret_key } = await make()
  await calls().must('DELETE', `/sites/${id}`)
  expect(await opens(secret_key)).toBe(false)
  const gone = { status: 404, body: { detail: 'site not found' } }
  for (const method of ['GET', 'DELETE'] as const)
    expect(await calls().ask(method, `/sites/${id}`)).toMatchObject(gone)
  expect(await calls().ask('PATCH', `/sites/${id}`, { name: 'x' })).toMatchObject(gone)
  expect(await calls().ask('POST', `/sites/${id}/secret-key`, {})).toMatchObject(gone)
  expect(await calls().all('/sites')).toHaveLength(1)
})

it('is for owners and admins', async () => {
  const { accessToken } = await mate(app, to)
  const answer = await calls(accessToken).ask('GET', '/sites')
  expect(answer).toMatchObject({ status: 403, body: { detail: 'only an owner or admin may do this' } })
})
