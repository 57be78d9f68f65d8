import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountCalls, storedBy } from '../../../../test/account-calls.ts'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const clock = testClock(Date.parse('2026-03-01T10:00:00.000Z'))
const [CREATED, LATER] = ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:05.000Z']
let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof accountCalls>
const ask: typeof calls.ask = (...request) => calls.ask(...request)
const call: typeof calls.call = (...request) => calls.call(...request)
const save: typeof calls.save = (...request) => calls.save(...request)
const show: typeof calls.show = (path) => calls.show(path)
beforeAll(async () => {
  app = await createTestApp({ clock })
  calls = accountCalls(app, () => to)
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  clock.advance(Date.parse(CREATED) - clock.now())
})

const acme = { type: 'Company', name: 'Acme', domain: 'acme.example' }
const ada = { type: 'Customer', name: 'Ada', domain: 'ada@acme.example' }
const events = async () =>
  (
    await app.core.read
      .selectFrom('event')
      .select(['type', 'actor', 'data'])
      .where('org_id', '=', to.org)
      .where((eb) => eb.or([eb('type', 'like', 'company.%'), eb('type', 'like', 'contact.%')]))
      .orderBy('seq')
      .execute()
  ).map(({ type, data, actor }) => [type, JSON.parse(data), JSON.parse(actor).kind])

describe('POST /accounts', () => {
  it('makes a company with every field', async () => {
    const answer = await ask('POST', '', {
      ...acme,
      domain: ' Acme.Example ',
      source_specific_ids: ['crm-2', 'crm-1', 'crm-2'],
      image_url: 'https://acme.example/logo.png',
      phone: ['+44 20 7946 0000', '+44 20 7946 0001'],
      contract_value: 1200.5,
      contract_type: 'Month',
      tags: ['vip', 'beta', 'vip'],
      company_type: 'Maker of lids',
      number_of_seats: 12,
      role: 'not for companies',
      company_id: { not: 'looked at' },
      nobody_documented: [[[]]],
    })
    expect([answer.statusCode, answer.json()]).toEqual([200, { id: expect.stringMatching(UUID) }])
    expect(await show('/acme.example')).toEqual({
      type: 'Company',
      id: answer.json().id,
      name: 'Acme',
      domain: 'acme.example',
      source_specific_ids: ['crm-1', 'crm-2'],
      image_url: 'https://acme.example/logo.png',
      phone: ['+44 20 7946 0000', '+44 20 7946 0001'],
      contract_value: 1200.5,
      contract_type: 'Month',
      tags: ['beta', 'vip'],
      company_type: 'Maker of lids',
      number_of_seats: 12,
      created_at: CREATED,
      updated_at: CREATED,
    })
  })

  it('makes a customer with every field', async () => {
    const company_id = await save('POST', '', acme)
    const answer = await ask('POST', '', {
      ...ada,
      domain: 'Ada@Acme.Example',
      source_specific_ids: ['u-1'],
      image_url: 'http://acme.example/ada.png',
      phone: ['1'],
      contract_value: -3,
      contract_type: 'Year',
      tags: ['a'],
      role: 'Potter',
      company_id: company_id.toUpperCase(),
      company_type: { not: 'looked at' },
      number_of_seats: 'neither',
    })
    expect([answer.statusCode, answer.json()]).toEqual([200, { id: expect.stringMatching(UUID) }])
    expect(await show('/ada%40acme.example')).toEqual({
      type: 'Customer',
      id: answer.json().id,
      name: 'Ada',
      domain: 'ada@acme.example',
      source_specific_ids: ['u-1'],
      image_url: 'http://acme.example/ada.png',
      phone: ['1'],
      contract_value: -3,
      contract_type: 'Year',
      tags: ['a'],
      role: 'Potter',
      company_id,
      created_at: CREATED,
      updated_at: CREATED,
    })
  })

  it('leaves what is not given, null or blank empty', async () => {
    await save('POST', '', { ...acme, image_url: null, phone: null, tags: null, contract_type: '  ' })
    expect(await show('/acme.example')).toMatchObject({
      source_specific_ids: [],
      image_url: null,
      phone: [],
      contract_value: null,
      contract_type: null,
      tags: [],
      company_type: null,
      number_of_seats: null,
    })
  })

  it('leaves a customer of a company nobody knows without one', async () => {
    for (const company_id of [
      '018f0000-0000-7000-8000-000000000000',
      'whatever',
      (await app.organisation()).org,
    ])
      await save('POST', '', { ...ada, domain: `${company_id.length}@x.example`, company_id })
    expect(await show('/8@x.example')).toMatchObject({ company_id: null })
  })

  it('says who did what', async () => {
    await save('POST', '', acme)
    await save('POST', '', ada)
    const [company, contact] = [
      expect.stringMatching(/^[0-9A-Z]{26}$/),
      expect.stringMatching(/^[0-9A-Z]{26}$/),
    ]
    expect(await events()).toEqual([
      ['company.created', { id: company }, 'api_key'],
      ['contact.created', { id: contact }, 'api_key'],
    ])
  })

  it('repeats its answer under an idempotency key, and refuses other content', async () => {
    const key = { 'idempotency-key': 'import-1' }
    const [first, second] = [await ask('POST', '', acme, key), await ask('POST', '/', acme, key)]
    expect([second.statusCode, second.body]).toEqual([200, first.body])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await call('POST', '', { ...acme, name: 'Other' }, key)).toEqual([
      422,
      { error: 'this idempotency key was used for a different request' },
    ])
    expect(await events()).toHaveLength(1)
  })
})

describe('PUT and PATCH', () => {
  it.each(['PUT', 'PATCH'] as const)('%s changes the given fields and no others', async (method) => {
    const id = await save('POST', '', { ...acme, contract_value: 5, phone: ['1'], tags: ['a'] })
    const before = await show(`/${id}`)
    clock.advance(5_000)
    expect(await save(method, `/${id}`, { name: 'Acme Ltd', number_of_seats: 3 })).toBe(id)
    expect(await show(`/${id}`)).toEqual({
      ...before,
      name: 'Acme Ltd',
      number_of_seats: 3,
      updated_at: LATER,
    })
    await save(method, `/${id}`, { contract_value: null, phone: null, number_of_seats: null })
    expect(await show(`/${id}`)).toMatchObject({ contract_value: null, phone: [], number_of_seats: null })
  })

  it.each(['PUT', 'PATCH'] as const)(
    '%s finds an account by domain, address or source id',
    async (method) => {
      const company = await save('POST', '', { ...acme, source_specific_ids: ['s'] })
      const customer = await save('POST', '', { ...ada, source_specific_ids: ['u'] })
      expect(await save(method, '/ACME.example', { name: '1' })).toBe(company)
      expect(await save(method, '?source_specific_id=s', { name: '2' })).toBe(company)
      expect(await save(method, '/ADA%40acme.example/', { role: '1' })).toBe(customer)
      expect(await save(method, '/?source_specific_id=u', { role: '2' })).toBe(customer)
      expect(await show(`/${company}`)).toMatchObject({ name: '2' })
      expect(await show(`/${customer}`)).toMatchObject({ role: '2' })
    },
  )

  it.each([acme, ada])('adds and removes labels of a $type in one call', async (account) => {
    const id = await save('POST', '', { ...account, tags: ['a', 'b'], source_specific_ids: ['1', '2'] })
    await save('PATCH', `/${id}`, {
      tags: ['c', 'b', 'x'],
      removed_tags: ['a', 'x', 'unknown'],
      source_specific_ids: ['3', '2', 'x'],
      removed_source_specific_ids: ['1', 'x', 'unknown'],
    })
    // What stands in both lists stays.
    expect(await show(`/${id}`)).toMatchObject({
      tags: ['b', 'c', 'x'],
      source_specific_ids: ['2', '3', 'x'],
    })
    expect(await call('GET', '?source_specific_id=1')).toEqual([404, { error: 'account not found' }])
    await save('PATCH', `/${id}`, { removed_tags: ['b', 'c', 'x'], removed_source_specific_ids: ['2'] })
    expect(await show(`/${id}`)).toMatchObject({ tags: [], source_specific_ids: ['3', 'x'] })
  })

  it.each([
    [acme, 'other.example'],
    [ada, 'other@acme.example'],
  ])('moves a $type to another domain, and the old one is free', async (account, domain) => {
    const id = await save('POST', '', account)
    await save('PUT', `/${account.domain}`, { domain })
    expect(await show(`/${domain}`)).toMatchObject({ id, domain })
    expect(await call('GET', `/${account.domain}`)).toEqual([404, { error: 'account not found' }])
    expect(await save('POST', '', account)).not.toBe(id)
  })

  it('gives a customer another company, and takes it away', async () => {
    const [one, two] = [
      await save('POST', '', acme),
      await save('POST', '', { ...acme, domain: 'b.example' }),
    ]
    const id = await save('POST', '', { ...ada, company_id: one })
    await save('PATCH', `/${id}`, { company_id: two })
    expect(await show(`/${id}`)).toMatchObject({ company_id: two })
    await save('PATCH', `/${id}`, { role: 'x' })
    expect(await show(`/${id}`)).toMatchObject({ company_id: two })
    await save('PATCH', `/${id}`, { company_id: 'unknown' })
    expect(await show(`/${id}`)).toMatchObject({ company_id: null })
  })

  it('leaves no trace when nothing changes', async () => {
    const company = { ...acme, tags: ['a'], source_specific_ids: ['s'], phone: ['1'], contract_value: 1.5 }
    const customer = { ...ada, tags: ['a'], source_specific_ids: ['u'], phone: ['1'], contract_value: 1.5 }
    for (const account of [company, customer]) await save('POST', '', account)
    const before = await storedBy(app, to.org)
    clock.advance(5_000)
    for (const account of [company, customer]) {
      await save('PUT', `/${account.domain}`, account)
      await save('POST', '/upsert', account)
      await save('PATCH', `/${account.domain}`, { removed_tags: ['z'], removed_source_specific_ids: ['z'] })
    }
    expect(await storedBy(app, to.org)).toEqual(before)
  })
})

describe('PUT /accounts and POST /accounts/upsert', () => {
  const forms = [
    ['PUT', ''],
    ['PUT', '/?source_specific_id='],
    ['POST', '/upsert'],
    ['POST', '/upsert/'],
  ] as const
  it.each(forms)('%s %s makes an account, then changes it', async (method, path) => {
    for (const account of [acme, ada]) {
      const id = await save(method, path, { ...account, tags: ['a'] })
      expect(await save(method, path, { ...account, name: 'New', tags: ['b'] })).toBe(id)
      expect(await show(`/${id}`)).toMatchObject({ name: 'New', tags: ['a', 'b'] })
    }
    expect((await events()).map(([type]) => type)).toEqual([
      'company.created',
      'company.updated',
      'contact.created',
      'contact.updated',
    ])
  })

  it.each([
    [acme, 'new.example'],
    [ada, 'new@acme.example'],
  ])('finds a $type by its source ids before its domain', async (account, domain) => {
    const id = await save('POST', '', { ...account, source_specific_ids: ['s1'] })
    const upserted = { type: account.type, domain, source_specific_ids: ['s0', 's1'] }
    expect(await save('PUT', '', upserted)).toBe(id)
    expect(await show(`/${id}`)).toMatchObject({
      name: account.name,
      domain,
      source_specific_ids: ['s0', 's1'],
    })
    // Neither name nor domain is needed to change what is there.
    expect(await save('PUT', '', { type: account.type, source_specific_ids: ['s1'] })).toBe(id)
  })

  it('looks among accounts of its type only', async () => {
    const company = await save('POST', '', { ...acme, source_specific_ids: ['s'] })
    const customer = await save('PUT', '', { ...ada, source_specific_ids: ['s'] })
    expect(customer).not.toBe(company)
    expect(await show('?source_specific_id=s')).toMatchObject({ id: company })
  })

  it('finds the contact that a ticket made', async () => {
    const headers = { authorization: to.apiKey }
    const payload = { query: 'x', user_email: 'Ada@acme.example', user_username: 'ada' }
    await app.http.inject({ method: 'POST', url: '/interaction', headers, payload })
    const listed = (await ask('GET', '')).json().accounts.data
    expect(listed).toMatchObject([{ type: 'Customer', name: null, domain: 'ada@acme.example' }])
    expect(await save('PUT', '', ada)).toBe(listed[0].id)
    const rows = app.core.read.selectFrom('contact').select(['name', 'username', 'sort_name', 'verified'])
    expect(await rows.where('org_id', '=', to.org).execute()).toEqual([
      { name: 'Ada', username: 'ada', sort_name: 'ada', verified: 0 },
    ])
  })
})
