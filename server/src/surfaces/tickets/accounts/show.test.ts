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

const company = (name: string, n: number | string = name) => ({
  type: 'Company',
  name,
  domain: `c${n}.example`,
})
const customer = (name: string, n: number | string = name) => ({
  type: 'Customer',
  name,
  domain: `u${n}@x.example`,
})
const list = async (
  query = '',
): Promise<{ data: Fields[]; has_next_page: boolean; next_cursor: string | null }> =>
  (await calls.ask('GET', query)).json().accounts
const namesOf = (data: Fields[]) => data.map(({ type, name }) => `${type} ${name}`)

describe('the list', () => {
  it('is empty at first', async () => {
    expect(await list()).toEqual({ data: [], has_next_page: false, next_cursor: null })
  })

  it('has companies first, then customers, each by name whatever its case and accents', async () => {
    // U+1F642 sorts behind U+FFFC by its bytes, but before it by its UTF-16 units.
    const names = [
      '🙂 Smile',
      'zoo',
      'Ärzte',
      'apfel',
      '\ufffc',
      'Éclair',
      'eclair 2',
      'Zebra',
      '日本',
      '10',
      '9',
      'ａｒｍ',
    ]
    const sorted = [
      '10',
      '9',
      'apfel',
      'ａｒｍ',
      'Ärzte',
      'Éclair',
      'eclair 2',
      'Zebra',
      'zoo',
      '日本',
      '\ufffc',
      '🙂 Smile',
    ]
    for (const [n, name] of names.entries()) {
      await calls.save('POST', '', customer(name, n))
      await calls.save('POST', '', company(name, n))
    }
    expect(namesOf((await list()).data)).toEqual([
      ...sorted.map((name) => `Company ${name}`),
      ...sorted.map((name) => `Customer ${name}`),
    ])
  })

  it('follows a change of name', async () => {
    for (const account of [company('b'), company('a'), customer('b'), customer('a')])
      await calls.save('POST', '', account)
    await calls.save('PATCH', '/ca.example', { name: 'C' })
    await calls.save('PATCH', '/ua@x.example', { name: 'C' })
    expect(namesOf((await list()).data)).toEqual(['Company b', 'Company C', 'Customer b', 'Customer C'])
  })

  it('visits each account once, whatever the size of its pages', async () => {
    // Names repeat: then the id decides.
    const ids: string[] = []
    for (let n = 0; n < 7; n++) ids.push(await calls.save('POST', '', company(`same ${n % 2}`, n)))
    for (let n = 0; n < 9; n++) ids.push(await calls.save('POST', '', customer(`same ${n % 2}`, n)))
    const whole = (await list()).data.map(({ id }) => id)
    expect([...whole].sort()).toEqual([...ids].sort())
    for (let limit = 1; limit <= 17; limit++)
      for (const name of ['cursor', 'offset'] as const) {
        const seen: unknown[] = []
        let next: string | null = ''
        let pages = 0
        do {
          const page: Awaited<ReturnType<typeof list>> = await list(`?limit=${limit}&${name}=${next}`)
          expect(page.has_next_page).toBe(page.next_cursor !== null)
          seen.push(...page.data.map(({ id }) => id))
          next = page.next_cursor
          pages++
        } while (next !== null)
        expect([limit, seen, pages]).toEqual([limit, whole, Math.ceil(16 / limit)])
      }
  })

  it('goes by the cursor when an offset is sent along, and ends behind the last', async () => {
    for (const name of ['a', 'b', 'c']) await calls.save('POST', '', company(name))
    expect(namesOf((await list('?offset=0&cursor=2')).data)).toEqual(['Company c'])
    expect(await list('?offset=3')).toEqual({ data: [], has_next_page: false, next_cursor: null })
    expect(await list('?offset=1000000')).toEqual({ data: [], has_next_page: false, next_cursor: null })
    expect(await list('/?limit=2&offset=')).toMatchObject({ has_next_page: true, next_cursor: '2' })
  })

  it('has each account whole, with its own labels', async () => {
    const labels = (name: string) => ({ tags: [`tag ${name}`, 'all'], source_specific_ids: [`id ${name}`] })
    for (const name of ['a', 'b']) {
      const company_id = await calls.save('POST', '', { ...company(name), ...labels(name) })
      await calls.save('POST', '', { ...customer(name), ...labels(name), company_id })
    }
    const { data } = await list()
    for (const account of data) expect(await calls.show(`/${account.id}`)).toEqual(account)
    expect(data.map(({ tags, source_specific_ids }) => [tags, source_specific_ids])).toEqual([
      [['all', 'tag a'], ['id a']],
      [['all', 'tag b'], ['id b']],
      [['all', 'tag a'], ['id a']],
      [['all', 'tag b'], ['id b']],
    ])
  })

  it('answers 100 unless asked for another number', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => calls.save('POST', '', company(`${n}`)))
    await Promise.all(ids)
    expect(await list()).toMatchObject({ data: { length: 100 }, has_next_page: true, next_cursor: '100' })
    expect(await list('?limit=200')).toMatchObject({ data: { length: 101 }, has_next_page: false })
  })
})

describe('one account', () => {
  it('is found by either form of its id, its domain, its address or a source id', async () => {
    const id = await calls.save('POST', '', {
      ...company('Bücher'),
      domain: 'Bücher.Example',
      source_specific_ids: ['s 1/2'],
    })
    const account = await calls.show(`/${id}`)
    expect(account).toMatchObject({ id, domain: 'xn--bcher-kva.example' })
    const [{ id: ulid } = { id: '' }] = await app.core.read
      .selectFrom('company')
      .select('id')
      .where('org_id', '=', to.org)
      .execute()
    for (const path of [
      `/${id.toUpperCase()}/`,
      `/${ulid.toLowerCase()}`,
      '/b%C3%BCcher.example',
      '/BU%CC%88CHER.example.',
      '/xn--bcher-kva.example',
      '?source_specific_id=s%201%2F2',
      '/?source_specific_id=s+1/2&limit=7',
    ])
      expect([path, await calls.show(path)]).toEqual([path, account])
    await calls.save('POST', '', { ...customer('Ada'), domain: 'ada+x@bücher.example' })
    for (const path of ['/ADA%2Bx@b%C3%BCcher.example', '/ada+x%40bücher.example'])
      expect(await calls.show(path)).toMatchObject({ name: 'Ada' })
  })

  it('is the company when a customer has the same source id', async () => {
    await calls.save('POST', '', { ...customer('Ada'), source_specific_ids: ['7'] })
    expect(await calls.show('?source_specific_id=7')).toMatchObject({ type: 'Customer' })
    await calls.save('POST', '', { ...company('Acme'), source_specific_ids: ['7'] })
    expect(await calls.show('?source_specific_id=7')).toMatchObject({ type: 'Company' })
  })

  it('is answered to HEAD without a body', async () => {
    await calls.save('POST', '', company('a'))
    for (const path of ['', '/', '/ca.example']) {
      const [head, get] = [await calls.ask('HEAD', path), await calls.ask('GET', path)]
      expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([
        200,
        '',
        get.headers['content-length'],
      ])
    }
    expect((await calls.ask('HEAD', '/unknown.example')).statusCode).toBe(404)
  })
})

it('nothing of another organisation can be found, changed, or stand in the way', async () => {
  const account = { ...company('Acme'), source_specific_ids: ['s'], tags: ['t'] }
  const contact = { ...customer('Ada'), source_specific_ids: ['u'], tags: ['t'] }
  const ids = [await calls.save('POST', '', account), await calls.save('POST', '', contact)]
  const [theirs, before] = [to, await storedBy(app, to.org)]

  to = await app.organisation()
  const nothing = await storedBy(app, to.org)
  const paths = [
    ...ids.map((id) => `/${id}`),
    '/cAcme.example',
    '/uada@x.example',
    '?source_specific_id=s',
    '?source_specific_id=u',
  ]
  for (const path of paths)
    for (const [method, body] of [
      ['GET'],
      ['PUT', { name: 'Mine' }],
      ['PATCH', { tags: ['x'] }],
      ['DELETE'],
    ] as const)
      expect([path, ...(await calls.call(method, path, body))]).toEqual([
        path,
        404,
        { error: 'account not found' },
      ])
  expect(await list()).toMatchObject({ data: [] })
  expect(await storedBy(app, to.org)).toEqual(nothing)

  const own = [await calls.save('POST', '', account), await calls.save('PUT', '', contact)]
  expect(own.some((id) => ids.includes(id))).toBe(false)
  // Their company is nobody to us.
  const member = await calls.save('POST', '', { ...customer('Eve'), company_id: ids[0] })
  expect(await calls.show(`/${member}`)).toMatchObject({ company_id: null })
  expect(await calls.ask('DELETE', '/cacme.example')).toMatchObject({ statusCode: 200 })
  expect(await storedBy(app, theirs.org)).toEqual(before)
})

it('fields that are not theirs to set change nothing', async () => {
  const foreign = {
    id: '018f0000-0000-7000-8000-000000000000',
    org_id: 'x',
    deleted_at: 'x',
    verified: 1,
    sort_name: 'x',
    created_at: 'x',
    username: 'x',
    email: 'x',
  }
  const id = await calls.save('POST', '', { ...customer('Ada'), ...foreign })
  await calls.save('PUT', `/${id}`, foreign)
  const row = await app.core.read
    .selectFrom('contact')
    .selectAll()
    .where('org_id', '=', to.org)
    .executeTakeFirst()
  expect(row).toMatchObject({
    deleted_at: null,
    verified: 0,
    sort_name: 'ada',
    username: null,
    email: 'uada@x.example',
  })
  expect(id).not.toBe(foreign.id)
})
