import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountCalls, type Fields, storedBy } from '../../../../test/account-calls.ts'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'

let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof accountCalls>
beforeAll(async () => {
  app = await createTestApp()
  calls = accountCalls(app, () => to)
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const acme = { type: 'Company', name: 'Acme', domain: 'acme.example' }
const ada = { type: 'Customer', name: 'Ada', domain: 'ada@acme.example' }
const long = (length: number) => 'x'.repeat(length)
const many = (length: number) => Array.from({ length }, (_, n) => `${n}`)

const BARE = 'domain must be a bare domain, such as example.com'
const EMAIL = 'domain must be an e-mail address'
const SEATS = 'number_of_seats must be a whole number from 0 to 1000000000'

const badFields: [Fields, string][] = [
  [{ name: 7 }, 'name must be text'],
  [{ name: ['x'] }, 'name must be text'],
  [{ name: ' \0\n' }, 'name is required'],
  [{ name: null }, 'name is required'],
  [{ name: long(256) }, 'name is too long (maximum 255 characters)'],
  [{ name: '😀'.repeat(256) }, 'name is too long (maximum 255 characters)'],
  [{ domain: '' }, 'domain is required'],
  [{ domain: { $ne: null } }, 'domain must be text'],
  [{ source_specific_ids: 'x' }, 'source_specific_ids must be a list of texts'],
  [{ source_specific_ids: [1] }, 'source_specific_ids must be a list of texts'],
  [{ source_specific_ids: [' '] }, 'source_specific_ids must not have blank entries'],
  [
    { source_specific_ids: [long(256)] },
    'source_specific_ids has an entry that is too long (maximum 255 characters)',
  ],
  [{ source_specific_ids: many(101) }, 'source_specific_ids has too many entries (maximum 100)'],
  [{ removed_source_specific_ids: {} }, 'removed_source_specific_ids must be a list of texts'],
  [{ image_url: 1 }, 'image_url must be text'],
  [{ image_url: 'javascript:alert(1)' }, 'image_url must be an http or https URL'],
  [{ image_url: 'http://' }, 'image_url must be an http or https URL'],
  [{ image_url: `https://x.example/${long(2_048)}` }, 'image_url is too long (maximum 2048 characters)'],
  [{ phone: '+1' }, 'phone must be a list of texts'],
  [{ phone: [null] }, 'phone must be a list of texts'],
  [{ phone: [long(51)] }, 'phone has an entry that is too long (maximum 50 characters)'],
  [{ phone: many(21) }, 'phone has too many entries (maximum 20)'],
  [{ contract_value: '12' }, 'contract_value must be a number'],
  [{ contract_value: true }, 'contract_value must be a number'],
  [{ contract_type: 5 }, 'contract_type must be text'],
  [{ contract_type: long(101) }, 'contract_type is too long (maximum 100 characters)'],
  [{ tags: { a: 1 } }, 'tags must be a list of texts'],
  [{ tags: [long(101)] }, 'tags has an entry that is too long (maximum 100 characters)'],
  [{ tags: many(101) }, 'tags has too many entries (maximum 100)'],
  [{ removed_tags: [[]] }, 'removed_tags must be a list of texts'],
]
const badOfCompanies: [Fields, string][] = [
  [{ domain: 'https://acme.example' }, BARE],
  [{ domain: 'acme.example/about' }, BARE],
  [{ domain: 'acme.example:443' }, BARE],
  [{ domain: 'ada@acme.example' }, BARE],
  [{ domain: 'acme' }, BARE],
  [{ domain: '127.0.0.1' }, BARE],
  [{ domain: '[::1]' }, BARE],
  [{ domain: 'ac me.example' }, BARE],
  [{ domain: '-acme.example' }, BARE],
  [{ domain: 'acme..example' }, BARE],
  [{ domain: 'acme.example%2fx' }, BARE],
  [{ domain: `${long(64)}.example` }, BARE],
  [{ domain: `${'a.'.repeat(130)}example` }, BARE],
  [{ company_type: [] }, 'company_type must be text'],
  [{ company_type: long(101) }, 'company_type is too long (maximum 100 characters)'],
  [{ number_of_seats: '7' }, SEATS],
  [{ number_of_seats: -1 }, SEATS],
  [{ number_of_seats: 1.5 }, SEATS],
  [{ number_of_seats: 1e12 }, SEATS],
]
const badOfCustomers: [Fields, string][] = [
  [{ domain: 'acme.example' }, EMAIL],
  [{ domain: 'a b@acme.example' }, EMAIL],
  [{ domain: 'a@b@c' }, EMAIL],
  [{ domain: '@acme.example' }, EMAIL],
  [{ domain: `${long(254)}@x` }, 'domain is too long (maximum 254 characters)'],
  [{ role: 1 }, 'role must be text'],
  [{ role: long(101) }, 'role is too long (maximum 100 characters)'],
  [{ company_id: 12 }, 'company_id must be text'],
  [{ company_id: long(256) }, 'company_id is too long (maximum 255 characters)'],
]

describe.each([
  [acme, [...badFields, ...badOfCompanies]],
  [ada, [...badFields, ...badOfCustomers]],
])('a $type', (account, bad) => {
  it('is refused for any bad field, in every route, and nothing is stored', async () => {
    const id = await calls.save('POST', '', { ...account, source_specific_ids: ['s'] })
    const before = await storedBy(app, to.org)
    for (const [fields, error] of bad)
      for (const [method, path] of [
        ['POST', ''],
        ['POST', '/upsert'],
        ['PUT', ''],
        ['PUT', `/${id}`],
        ['PATCH', '?source_specific_id=s'],
      ] as const)
        expect([fields, ...(await calls.call(method, path, { ...account, ...fields }))]).toEqual([
          fields,
          400,
          { error },
        ])
    expect(await storedBy(app, to.org)).toEqual(before)
  })

  it.each([
    ['POST', ''],
    ['PUT', ''],
    ['POST', '/upsert'],
  ] as const)('new by %s %s needs its type, name and domain', async (method, path) => {
    const before = await storedBy(app, to.org)
    for (const field of ['type', 'name', 'domain'])
      expect(await calls.call(method, path, { ...account, [field]: undefined })).toEqual([
        400,
        { error: `${field} is required` },
      ])
    expect(await storedBy(app, to.org)).toEqual(before)
  })

  it('whose domain or source id is taken is refused with 409, and nothing is stored', async () => {
    const [first, second] =
      account.type === 'Company' ? ['a.example', 'b.example'] : ['a@x.example', 'b@x.example']
    await calls.save('POST', '', { ...account, domain: first, source_specific_ids: ['s1'] })
    await calls.save('POST', '', { ...account, domain: second, source_specific_ids: ['s2'] })
    const before = await storedBy(app, to.org)
    const domainTaken = [409, { error: 'domain already exists' }]
    const sourceTaken = [409, { error: 'source specific id already exists' }]
    const third = account.type === 'Company' ? 'c.example' : 'c@x.example'
    const { call } = calls
    expect(await call('POST', '', { ...account, domain: first.toUpperCase() })).toEqual(domainTaken)
    expect(await call('POST', '', { ...account, domain: third, source_specific_ids: ['s0', 's2'] })).toEqual(
      sourceTaken,
    )
    expect(await call('PUT', `/${second}`, { domain: first, name: 'New', tags: ['t'] })).toEqual(domainTaken)
    expect(await call('PATCH', `/${second}`, { name: 'New', source_specific_ids: ['s0', 's1'] })).toEqual(
      sourceTaken,
    )
    expect(await call('PUT', '', { ...account, domain: second, source_specific_ids: ['s1'] })).toEqual(
      domainTaken,
    )
    expect(await call('PUT', '', { ...account, domain: first, source_specific_ids: ['s1', 's2'] })).toEqual(
      sourceTaken,
    )
    expect(await storedBy(app, to.org)).toEqual(before)
  })

  it('keeps no more than 100 tags and source ids', async () => {
    const id = await calls.save('POST', '', { ...account, tags: many(60), source_specific_ids: many(60) })
    const more = many(160).slice(100)
    const before = await storedBy(app, to.org)
    expect(await calls.call('PATCH', `/${id}`, { tags: more })).toEqual([
      400,
      { error: 'tags has too many entries (maximum 100)' },
    ])
    expect(await calls.call('PATCH', `/${id}`, { source_specific_ids: more })).toEqual([
      400,
      { error: 'source_specific_ids has too many entries (maximum 100)' },
    ])
    expect(await storedBy(app, to.org)).toEqual(before)
    await calls.save('PATCH', `/${id}`, { tags: more, removed_tags: many(20) })
  })

  it('does not become another type', async () => {
    await calls.save('POST', '', account)
    const type = account.type === 'Company' ? 'Customer' : 'Company'
    expect(await calls.call('PUT', `/${account.domain}`, { type })).toEqual([
      400,
      { error: 'type cannot be changed' },
    ])
  })

  it('that nobody knows is not found', async () => {
    const before = await storedBy(app, to.org)
    const notFound = [404, { error: 'account not found' }]
    for (const path of [
      `/${account.domain}`,
      '?source_specific_id=nobody',
      '/018f0000-0000-7000-8000-000000000000',
      '/01JQ0000000000000000000000',
      '/nonsense',
      '/%00',
      '/a%2Fb.example',
      '/%zz',
      `/${long(2_000)}`,
      '?source_specific_id=%00x',
    ]) {
      expect([path, ...(await calls.call('GET', path))]).toEqual([path, ...notFound])
      expect([path, ...(await calls.call('PATCH', path, account))]).toEqual([path, ...notFound])
      expect([path, ...(await calls.call('DELETE', path))]).toEqual([path, ...notFound])
    }
    expect(await storedBy(app, to.org)).toEqual(before)
  })
})

describe('a call', () => {
  it.each([
    ['POST', '', { ...acme, type: 'company' }, 400, 'type must be Company or Customer'],
    ['POST', '', { ...acme, type: ['Company'] }, 400, 'type must be Company or Customer'],
    ['POST', '', [acme], 400, 'the body must be a JSON object'],
    ['POST', '', 'null', 400, 'the body must be a JSON object'],
    ['POST', '', '"text"', 400, 'the body must be a JSON object'],
    ['POST', '', '', 400, 'the body is empty'],
    ['POST', '', '{"type": ', 400, 'the body is not valid JSON'],
    ['POST', '', `{"__proto__": {"polluted": 1}, "type": "Company"}`, 400, 'the body is not valid JSON'],
    ['POST', '', `{"a": ${'['.repeat(25)}${']'.repeat(25)}}`, 400, 'the body is nested too deeply'],
    ['POST', '', `{"a": ${'['.repeat(99_999)}${']'.repeat(99_999)}}`, 400, 'the body is nested too deeply'],
    [
      'POST',
      '',
      { ...Object.fromEntries(many(201).map((n) => [n, n])) },
      400,
      'an object has too many fields',
    ],
    ['POST', '', { ...acme, unknown: [long(65_537)] }, 400, 'a text is too long'],
    ['POST', '', { ...acme, unknown: long(1024 * 1024) }, 413, 'the body is too large'],
    ['PATCH', '', acme, 400, 'source_specific_id is required'],
    ['PATCH', '?source_specific_id=', acme, 400, 'source_specific_id is required'],
    ['DELETE', '', undefined, 400, 'source_specific_id is required'],
    [
      'GET',
      '?source_specific_id=a&source_specific_id=b',
      undefined,
      400,
      'source_specific_id is given twice',
    ],
    [
      'GET',
      `?source_specific_id=${long(256)}`,
      undefined,
      400,
      'source_specific_id is too long (maximum 255 characters)',
    ],
    ['GET', '?limit=0', undefined, 400, 'limit must be a number from 1 to 200'],
    ['GET', '?limit=201', undefined, 400, 'limit must be a number from 1 to 200'],
    ['GET', '?limit=ten', undefined, 400, 'limit must be a number from 1 to 200'],
    ['GET', '?limit=1&limit=2', undefined, 400, 'limit must be a number from 1 to 200'],
    ['GET', '?offset=-1', undefined, 400, 'offset must be a number from 0 to 1000000'],
    ['GET', '?offset=1000001', undefined, 400, 'offset must be a number from 0 to 1000000'],
    ['GET', '?cursor=1e3', undefined, 400, 'cursor must be a number from 0 to 1000000'],
  ] as const)('%s /accounts%s with %.60s is refused', async (method, path, body, status, error) => {
    const before = await storedBy(app, to.org)
    expect(await calls.call(method, path, body)).toEqual([status, { error }])
    expect(await storedBy(app, to.org)).toEqual(before)
    expect(({} as Fields).polluted).toBeUndefined()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json garbage'])(
    'of type %s is refused',
    async (type) => {
      expect(await calls.call('POST', '', acme, { 'content-type': type })).toEqual([
        415,
        { error: 'unsupported content type' },
      ])
    },
  )

  it.each([
    ['DELETE', '/upsert', 'POST, OPTIONS'],
    ['POST', '/acme.example', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
    ['POST', '/acme.example/', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
  ] as const)('%s %s is refused with what is allowed', async (method, path, allow) => {
    const answer = await calls.ask(method, path)
    expect([answer.statusCode, answer.json(), answer.headers.allow]).toEqual([
      405,
      { error: 'method not allowed' },
      allow,
    ])
    expect((await calls.ask('OPTIONS', path)).headers.allow).toBe(allow)
  })

  it('to no route is refused in the same shape', async () => {
    expect(await calls.call('GET', '/a/b')).toEqual([404, { error: 'not found' }])
    expect((await calls.ask('OPTIONS', '/')).headers.allow).toBe(
      'POST, GET, PATCH, PUT, DELETE, HEAD, OPTIONS',
    )
  })

  it('without the key is refused before anything is looked at', async () => {
    const account = await calls.save('POST', '', acme)
    for (const [method, path] of [
      ['POST', ''],
      ['GET', ''],
      ['PUT', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/upsert'],
      ['GET', `/${account}`],
      ['PUT', `/${account}`],
      ['PATCH', `/${account}`],
      ['DELETE', `/${account}`],
    ] as const)
      for (const authorization of ['', `Bearer ${to.apiKey}`, to.accessToken])
        expect(await calls.call(method, path, undefined, { authorization })).toEqual([
          401,
          { error: 'invalid API key' },
        ])
  })
})

it('more calls than sixty at once and thirty a second are told to wait', async () => {
  const limited = await createTestApp({ rateLimits: true })
  const busy = await limited.organisation()
  const { ask } = accountCalls(limited, () => busy)
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, n) => ask(n % 2 ? 'GET' : 'DELETE', '/x.example')),
  )
  const refused = answers.filter((answer) => answer.statusCode === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(60)
  const [first] = refused
  expect([first?.json(), first?.headers['retry-after']]).toEqual([{ error: 'rate limit exceeded' }, '1'])
  await limited.close()
})
