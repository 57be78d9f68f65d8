import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { accountCalls } from '../../../../test/account-calls.ts'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'
import { meddle } from '../../../../test/meddle.ts'

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

const ada = {
  type: 'Customer',
  name: 'Ada',
  domain: 'ada@acme.example',
  source_specific_ids: ['u-1'],
  image_url: 'https://acme.example/ada.png',
  phone: ['+44'],
  contract_value: 77,
  contract_type: 'Month',
  tags: ['vip'],
  role: 'Potter',
}
const acme = {
  ...ada,
  type: 'Company',
  name: 'Acme',
  domain: 'acme.example',
  company_type: 'Kiln',
  number_of_seats: 7,
}

const ticket = async (fields: Record<string, string>): Promise<string> => {
  const headers = { authorization: to.apiKey }
  const answer = await app.http.inject({
    method: 'POST',
    url: '/interactions',
    headers,
    payload: { query: 'x', ...fields },
  })
  expect(answer.statusCode).toBe(200)
  return String(answer.headers['x-ticket-id'])
}
const conversation = async (id: string) =>
  (
    await app.http.inject({
      method: 'GET',
      url: `/api/manage/conversations/${id}`,
      headers: { authorization: `Bearer ${to.accessToken}` },
    })
  ).json()
type Table = 'company' | 'contact' | `${'company' | 'contact'}_${'tag' | 'identity' | 'word'}`
const rows = async (table: Table) =>
  await app.core.read.selectFrom(table).selectAll().where('org_id', '=', to.org).execute()

it.each(['', '/'])(
  'takes ids, domains, addresses and source ids, and answers {} (slash: %s)',
  async (slash) => {
    const first = await calls.save('POST', '', acme)
    const ways = [`/${first}${slash}`, `/acme.example${slash}`, `${slash}?source_specific_id=u-1`]
    for (const [n, path] of ways.entries()) {
      if (n > 0) await calls.save('POST', '', acme)
      expect(await calls.call('DELETE', path)).toEqual([200, {}])
      expect(await calls.call('DELETE', path)).toEqual([404, { error: 'account not found' }])
      await calls.save('POST', '', ada)
      expect(
        await calls.call('DELETE', path.replace(first, ada.domain).replace('/acme', '/ada@acme')),
      ).toEqual([200, {}])
    }
    expect((await calls.ask('GET', '')).json().accounts.data).toEqual([])
  },
)

it('may name a content type without a body', async () => {
  await calls.save('POST', '', acme)
  expect(
    await calls.call('DELETE', '/acme.example', undefined, { 'content-type': 'application/json' }),
  ).toEqual([200, {}])
})

it('leaves nothing of a customer but a row for its tickets', async () => {
  const id = await calls.save('POST', '', ada)
  const ticketId = await ticket({ user: JSON.stringify({ source_specific_id: 'u-1', username: 'ada99' }) })
  expect(await conversation(ticketId)).toMatchObject({ contact: { name: 'Ada', username: 'ada99' } })
  await calls.ask('DELETE', `/${id}`)

  expect(await conversation(ticketId)).toMatchObject({ number: 'ASM-1', contact: null })
  const list = await app.http.inject({
    method: 'GET',
    url: '/api/manage/conversations',
    headers: { authorization: `Bearer ${to.accessToken}` },
  })
  expect(list.json().data).toMatchObject([{ id: ticketId, contact: null }])
  const [row, ...more] = await rows('contact')
  expect(more).toEqual([])
  const { org_id, id: _, created_at, updated_at, deleted_at, ...rest } = row as Record<string, unknown>
  expect(rest).toEqual({
    email: null,
    name: null,
    username: null,
    image_url: null,
    company_id: null,
    role: null,
    verified: 0,
    phones: '[]',
    contract_value: null,
    contract_type: null,
    sort_name: '',
    merged_into: null,
    merge_id: null,
  })
  expect(deleted_at).toEqual(expect.any(String))
  expect([await rows('contact_identity'), await rows('contact_tag'), await rows('contact_word')]).toEqual([
    [],
    [],
    [],
  ])
})

it('leaves nothing of a company but a row for its tickets and customers', async () => {
  const id = await calls.save('POST', '', acme)
  const member = await calls.save('POST', '', { ...ada, company_id: id })
  const ticketId = await ticket({ company_id: id })
  expect(await conversation(ticketId)).toMatchObject({ company: { name: 'Acme' } })
  await calls.ask('DELETE', `/${id}`)

  expect(await conversation(ticketId)).toMatchObject({ number: 'ASM-1', company: null })
  expect(await calls.show(`/${member}`)).toMatchObject({ name: 'Ada', company_id: null })
  const [{ org_id, id: _, created_at, updated_at, deleted_at, ...rest } = {} as Record<string, unknown>] =
    await rows('company')
  expect(rest).toEqual({
    name: '',
    domain: null,
    image_url: null,
    company_type: null,
    number_of_seats: null,
    phones: '[]',
    contract_value: null,
    contract_type: null,
    sort_name: '',
    merged_into: null,
    merge_id: null,
  })
  expect([await rows('company_identity'), await rows('company_tag'), await rows('company_word')]).toEqual([
    [],
    [],
    [],
  ])
  // Neither a ticket nor a customer finds it any longer.
  expect(await conversation(await ticket({ company_id: id }))).toMatchObject({ company: null })
  await calls.save('PATCH', `/${member}`, { company_id: id })
  expect(await calls.show(`/${member}`)).toMatchObject({ company_id: null })
})

it('makes the same address somebody new', async () => {
  const first = await calls.save('POST', '', ada)
  const ticketId = await ticket({ user_email: ada.domain })
  await calls.ask('DELETE', `/${first}`)
  const next = await ticket({ user_email: ada.domain })
  const { contact } = await conversation(next)
  expect(contact).toMatchObject({ name: null, email: ada.domain })
  expect(await conversation(ticketId)).toMatchObject({ contact: null })
  expect(await calls.show(`/${ada.domain}`)).toMatchObject({ name: null, tags: [] })
  expect((await calls.show(`/${ada.domain}`)).id).not.toBe(first)
})

it('is told once, and noted with who did it', async () => {
  for (const account of [acme, ada]) {
    await calls.save('POST', '', account)
    await calls.ask('DELETE', `/${account.domain}`)
    await calls.ask('DELETE', `/${account.domain}`)
  }
  const of = async (table: 'event' | 'audit', column: 'type' | 'action') =>
    (
      await app.core.read
        .selectFrom(table)
        .select(column as 'type')
        .where('org_id', '=', to.org)
        .where(column as 'type', 'like', '%.deleted')
        .execute()
    ).map((row) => Object.values(row)[0])
  const told = ['company.deleted', 'contact.deleted']
  expect([(await of('event', 'type')).sort(), (await of('audit', 'action')).sort()]).toEqual([told, told])
})

it('sets free what a ticket gave the customer in the same moment', async () => {
  const first = await calls.save('POST', '', ada)
  await calls.ask('DELETE', `/${first}`)
  const [dead] = await rows('contact')
  await meddle(app, (db) =>
    db
      .insertInto('contact_identity')
      .values(
        (['email', 'source_specific_id'] as const).map((kind) => ({
          org_id: to.org,
          kind,
          value: kind === 'email' ? ada.domain : 'u-1',
          contact_id: dead?.id ?? '',
        })),
      )
      .execute(),
  )
  expect(await calls.call('GET', `/${ada.domain}`)).toEqual([404, { error: 'account not found' }])
  expect(await calls.call('GET', '?source_specific_id=u-1')).toEqual([404, { error: 'account not found' }])
  await ticket({ user_email: ada.domain })
  const second = await calls.save('PUT', '', { ...ada, name: 'New' })
  expect(await calls.show('?source_specific_id=u-1')).toMatchObject({ id: second, name: 'New' })
  expect(await rows('contact')).toHaveLength(2)
})
