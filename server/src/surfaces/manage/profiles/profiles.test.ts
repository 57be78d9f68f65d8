import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { newId } from '../../../core/ids.ts'
import { listEvents } from '../../../core/spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
})

const newest = async () => {
  const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
  const last = events.at(-1)
  return last && { type: last.type, data: JSON.parse(last.data), actor: JSON.parse(last.actor) }
}

describe('a contact', () => {
  it('is created with every field, and shown as it was given', async () => {
    const company = await calls.make('/companies', { name: 'Acme' })
    const given = {
      ...{ name: ' Ada ', email: 'Ada@Mail.Example', username: 'countess', role: 'CTO' },
      ...{ image_url: 'https://x.example/a.png', phones: ['+31 6', '+31 6', ' 2 '], contract_value: 1.5 },
      ...{ contract_type: 'yearly', tags: ['vip', 'eu'], source_specific_ids: ['s2', 's1'] },
    }
    const made = await calls.must('POST', '/contacts', {
      ...given,
      company_id: company,
      verified: true,
      id: 'x',
    })
    expect(made).toEqual({
      ...{ ...given, name: 'Ada', email: 'ada@mail.example', phones: ['+31 6', '2'], tags: ['eu', 'vip'] },
      ...{ id: expect.stringMatching(/^[0-9A-Z]{26}$/), source_specific_ids: ['s1', 's2'], verified: false },
      ...{ company: { id: company, name: 'Acme' }, merged_ids: [], merged_from: null },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    })
    expect(await calls.get(`/contacts/${made.id}`)).toEqual(made)
    expect(await newest()).toEqual({
      type: 'contact.created',
      data: { id: made.id },
      actor: { kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' },
    })
  })

  it('is made once under an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'k1' }
    const first = await calls.ask('POST', '/contacts', { name: 'Ada' }, headers)
    const second = await calls.ask('POST', '/contacts', { name: 'Ada' }, headers)
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id])
    expect((await calls.ask('POST', '/contacts', { name: 'Bob' }, headers)).status).toBe(422)
    expect(await calls.all('/contacts')).toHaveLength(1)
  })

  it('changes in what is named alone, and its event says from what to what', async () => {
    const id = await calls.make('/contacts', { name: 'Ada', role: 'CTO', phones: ['1'], tags: ['a', 'b'] })
    const changed = await calls.must('PATCH', `/contacts/${id}`, {
      role: null,
      phones: ['2'],
      tags: ['b', 'c'],
    })
    expect(changed).toMatchObject({ name: 'Ada', role: null, phones: ['2'], tags: ['b', 'c'] })
    const changes = {
      role: { from: 'CTO', to: null },
      phones: { from: ['1'], to: ['2'] },
      tags: { added: ['c'], removed: ['a'] },
    }
    expect(await newest()).toMatchObject({ type: 'contact.updated', data: { id, changes } })
    const before = await newest()
    await calls.must('PATCH', `/contacts/${id}`, { name: 'Ada', tags: ['c', 'b'] })
    await calls.must('PATCH', `/contacts/${id}`, {})
    expect(await newest()).toEqual(before)
  })

  it('made or completed by a ticket is told of as well', async () => {
    const { conversationId } = await app.core.run(
      'openTicket',
      ticketArgs(to, { user: { email: 'a@mail.example' } }),
    )
    const { contact } = await calls.get(`/conversations/${conversationId}`)
    const { id } = contact as { id: string }
    expect(await newest()).toMatchObject({
      type: 'contact.created',
      data: { id },
      actor: { kind: 'contact', id },
    })
    await app.core.run('openTicket', ticketArgs(to, { user: { email: 'a@mail.example', name: 'Ada' } }))
    const changes = { name: { from: null, to: 'Ada' } }
    expect(await newest()).toMatchObject({ type: 'contact.updated', data: { id, changes } })
    await app.core.run('openTicket', ticketArgs(to, { user: { email: 'a@mail.example', name: 'Other' } }))
    expect(await newest()).toMatchObject({ type: 'message.created' })
  })
})

describe('refused is', () => {
  const long = (length: number) => 'x'.repeat(length)
  const refusals: [string, object][] = [
    ['name', {}],
    ['name', { name: ' ', email: null }],
    ['name', { name: 5 }],
    ['name', { name: long(256) }],
    ['email', { email: 'nobody' }],
    ['email', { email: `${long(250)}@x.example` }],
    ['image_url', { name: 'x', image_url: 'javascript:1' }],
    ['phones', { name: 'x', phones: 'one' }],
    ['phones', { name: 'x', phones: Array(21).fill('1') }],
    ['phones.0', { name: 'x', phones: [''] }],
    ['contract_value', { name: 'x', contract_value: '5' }],
    ['company_id', { name: 'x', company_id: newId() }],
    ['company_id', { name: 'x', company_id: 'Acme' }],
    ['tags', { name: 'x', tags: Array.from({ length: 101 }, (_, n) => `t${n}`) }],
    ['source_specific_ids.0', { name: 'x', source_specific_ids: [long(256)] }],
  ]
  it.each(refusals)('a new contact for its %s: %j', async (field, payload) => {
    const { status, body } = await calls.ask('POST', '/contacts', payload)
    expect([status, body.code, body.field]).toEqual([422, 'invalid', field])
    expect(await calls.all('/contacts')).toEqual([])
  })

  it.each([
    ['name', {}],
    ['name', { name: '' }],
    ['domain', { name: 'x', domain: 'http://x.example' }],
    ['domain', { name: 'x', domain: 'localhost' }],
    ['number_of_seats', { name: 'x', number_of_seats: -1 }],
    ['company_type', { name: 'x', company_type: long(101) }],
  ])('a new company for its %s: %j', async (field, payload) => {
    const { status, body } = await calls.ask('POST', '/companies', payload)
    expect([status, body.code, body.field]).toEqual([422, 'invalid', field])
    expect(await calls.all('/companies')).toEqual([])
  })

  it('an address, domain or source id of another one, which loses nothing', async () => {
    const first = { name: 'A', email: 'a@x.example', source_specific_ids: ['s'] }
    const [id, other] = [await calls.make('/contacts', first), await calls.make('/contacts', { name: 'B' })]
    for (const payload of [{ email: 'A@X.example' }, { source_specific_ids: ['s'] }]) {
      expect((await calls.ask('PATCH', `/contacts/${other}`, payload)).status).toBe(409)
      expect((await calls.ask('POST', '/contacts', { name: 'C', ...payload })).status).toBe(409)
    }
    expect(await calls.get(`/contacts/${id}`)).toMatchObject(first)
    await calls.make('/companies', { name: 'A', domain: 'x.example' })
    const second = await calls.make('/companies', { name: 'B' })
    expect((await calls.ask('PATCH', `/companies/${second}`, { domain: 'X.example' })).status).toBe(409)
    expect(await calls.all('/contacts')).toHaveLength(2)
    expect(await calls.all('/companies')).toHaveLength(2)
  })

  it('a body that is none', async () => {
    for (const payload of ['x', '[]', '{"name":', 'null'])
      for (const path of ['/contacts', '/companies', `/contacts/${newId()}/merge`]) {
        const headers = { authorization: `Bearer ${to.accessToken}`, 'content-type': 'application/json' }
        const answer = await app.http.inject({ method: 'POST', url: `/api/manage${path}`, headers, payload })
        expect([payload, path, [400, 422].includes(answer.statusCode)]).toEqual([payload, path, true])
      }
  })
})

it('changes a company, whose contacts show it', async () => {
  const id = await calls.make('/companies', { name: 'Acme', tags: ['eu'], number_of_seats: 3 })
  const contact = await calls.make('/contacts', { name: 'Ada', company_id: id })
  const changed = await calls.must('PATCH', `/companies/${id}`, {
    name: 'Acme Ltd',
    number_of_seats: null,
    tags: [],
  })
  expect(changed).toMatchObject({ name: 'Acme Ltd', number_of_seats: null, tags: [], merged_ids: [] })
  expect(await calls.get(`/contacts/${contact}`)).toMatchObject({ company: { id, name: 'Acme Ltd' } })
  expect(await newest()).toMatchObject({
    type: 'company.updated',
    data: { changes: { name: { from: 'Acme' } } },
  })
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to, { user: { id: contact } }))
  for (const path of [`/companies/${id}/conversations`, `/contacts/${contact}/conversations`])
    expect(await calls.all(path)).toMatchObject([
      { id: conversationId, company: { name: 'Acme Ltd' }, unread: 1 },
    ])
  for (const path of ['conversations', 'timeline'])
    expect((await calls.ask('GET', `/contacts/${contact}/${path}?after=x`)).status).toBe(422)
})

it('lists a contact’s conversations, page by page, also when their events went with the time', async () => {
  const contact = await calls.make('/contacts', { name: 'Ada' })
  const opened: string[] = []
  for (let n = 0; n < 5; n++)
    opened.push((await app.core.run('openTicket', ticketArgs(to, { user: { id: contact } }))).conversationId)
  await app.core.run('sweepEvents', { org: to.org, before: '2999-01-01T00:00:00.000Z' })
  const listed = await calls.all(`/contacts/${contact}/conversations?limit=2`)
  expect(listed.map(({ id }) => id)).toEqual(opened.reverse())
})

it('tells a contact’s timeline page by page, openings among the events, also when these went with the time', async () => {
  const contact = await calls.make('/contacts', { name: 'Ada' })
  const lines: string[] = []
  // Ids never go back: one that was made by the machine's own clock must not be ahead of this one.
  clock.advance(3_600_000)
  for (let n = 0; n < 4; n++) {
    clock.advance(1_000)
    const opened = await app.core.run('openTicket', ticketArgs(to, { user: { id: contact } }))
    clock.advance(1_000)
    await calls.must('PATCH', `/conversations/${opened.conversationId}`, { status: 'closed' })
    lines.push(`opened ${opened.number}`, `updated ${opened.number}`)
  }
  const told = async (limit: number) =>
    (await calls.all(`/contacts/${contact}/timeline?limit=${limit}`)).map(({ type, conversation }) =>
      conversation
        ? `${String(type).replace('conversation.', '')} ${Object(conversation).number}`
        : String(type),
    )
  const newestFirst = [...lines.reverse(), 'contact.created']
  for (const limit of [1, 2, 3, 200]) expect(await told(limit), `${limit} a page`).toEqual(newestFirst)
  await app.core.run('sweepEvents', { org: to.org, before: '2999-01-01T00:00:00.000Z' })
  const openings = (told: string[]) => told.filter((line) => line.startsWith('opened'))
  expect(openings(await told(2))).toEqual(openings(newestFirst))
})
