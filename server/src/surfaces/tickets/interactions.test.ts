import { describe, expect, it } from 'vitest'
import { testClock } from '../../../test/app.ts'
import { file, png, postForm } from '../../../test/forms.ts'
import { meddle } from '../../../test/meddle.ts'
import { ticketDesk } from '../../../test/ticket-desk.ts'
import { newId, ulidFrom, uuidOf, withUuidShape } from '../../core/ids.ts'

const clock = testClock()
const desk = ticketDesk({ clock })
const { post, newest, tickets, contacts } = desk

async function company(source: string): Promise<string> {
  const id = withUuidShape(newId())
  const at = '2026-01-01T00:00:00.000Z'
  await meddle(desk.app, async (db) => {
    await db
      .insertInto('company')
      .values({
        org_id: desk.to.org,
        id,
        name: 'Pans',
        phones: '[]',
        sort_name: 'pans',
        created_at: at,
        updated_at: at,
      })
      .execute()
    const identity = {
      org_id: desk.to.org,
      kind: 'source_specific_id' as const,
      value: source,
      company_id: id,
    }
    await db.insertInto('company_identity').values(identity).execute()
  })
  return id
}

describe('a ticket with everything', () => {
  it('is kept as it was sent', async () => {
    const answer = await post({
      title: 'Sample title',
      query: 'Sample query text',
      source_specific_id: 'unique_ticket_id',
      user: '{"email": "User@Example.com", "name": "John Doe", "source_specific_id": "userSSID", "username": "jd", "image_url": "https://example.com/jd.png"}',
      company_source_specific_id: 'companySSID',
      additional_properties: '{"key1": "value1", "key2": 123, "nested": {"a": [true, null]}}',
      original_timestamp: '2024-06-10T20:34:00+02:00',
    })
    expect([answer.statusCode, answer.body]).toEqual([200, '{"created_ticket_number":"ASM-1"}'])
    const { conversation, messages } = await newest()
    expect(conversation).toMatchObject({
      id: answer.headers['x-ticket-id'],
      number: 'ASM-1',
      title: 'Sample title',
      source_specific_id: 'unique_ticket_id',
      contact: {
        name: 'John Doe',
        email: 'user@example.com',
        username: 'jd',
        image_url: 'https://example.com/jd.png',
      },
      company: null,
      company_reference: 'companySSID',
      additional_properties: { key1: 'value1', key2: 123, nested: { a: [true, null] } },
    })
    expect(messages).toMatchObject([
      {
        body: 'Sample query text',
        direction: 'inbound',
        original_timestamp: '2024-06-10T18:34:00.000Z',
        created_at: new Date(clock.now()).toISOString(),
        source_specific_id: null,
      },
    ])
  })

  it('may come as JSON, objects and lists as such', async () => {
    const answer = await desk.app.http.inject({
      method: 'POST',
      url: '/interactions/',
      headers: { authorization: desk.to.apiKey },
      payload: {
        query: 'x',
        user: { id: 4711, email: null },
        additional_properties: { a: { b: 1 } },
        files_base64: [
          png(1, 1).toString('base64'),
          `data:image/png;base64,${png(2, 1).toString('base64url')}`,
        ],
        files_image_url: 'https://example.com/a,b.png,https://example.com/c.png',
      },
    })
    expect(answer.body).toBe('{"created_ticket_number":"ASM-1"}')
    const { conversation, attachments } = await newest()
    expect(conversation.additional_properties).toEqual({ a: { b: 1 } })
    expect(attachments.map((item) => [item.filename, item.state, item.width])).toEqual([
      ['file-1.png', 'stored', 1],
      ['file-2.png', 'stored', 2],
      ['a,b.png', 'link', null],
      ['c.png', 'link', null],
    ])
    const identities = desk.app.core.read
      .selectFrom('contact_identity')
      .selectAll()
      .where('org_id', '=', desk.to.org)
    expect(await identities.execute()).toMatchObject([{ kind: 'external_id', value: '4711' }])
  })

  it.each(['/interaction', '/interaction/', '/interactions', '/interactions/'])(
    'takes both styles of user fields on %s, JSON winning field by field',
    async (url) => {
      const user = '{"email": "json@example.com", "name": "Json"}'
      const fields = {
        query: 'x',
        user,
        user_name: 'Flat',
        user_username: 'flat',
        user_email: 'flat@example.com',
      }
      expect((await postForm(desk.app, url, desk.to.apiKey, fields)).statusCode).toBe(200)
      expect(await contacts()).toMatchObject([{ email: 'json@example.com', name: 'Json', username: 'flat' }])
    },
  )

  it('keeps a title too long for itself whole in the text', async () => {
    await post({ query: 'body', title: 'x'.repeat(1_001) })
    const { conversation, messages } = await newest()
    expect([conversation.title, messages[0]?.body]).toEqual([
      'x'.repeat(1_000),
      `${'x'.repeat(1_001)}\n\nbody`,
    ])
  })

  it.each(['', '{}', '  '])('counts user=%j as none', async (user) => {
    expect((await post({ query: 'x', user })).statusCode).toBe(200)
    expect(await contacts()).toEqual([])
  })
})

describe('whose ticket it is', () => {
  const user = (facts: Record<string, unknown>) => post({ query: 'x', user: JSON.stringify(facts) })

  it('is decided by id, then source id, then address', async () => {
    await user({ email: 'ada@example.com', name: 'Ada' })
    await user({ source_specific_id: 's1', name: 'Sam' })
    const [ada, sam] = (await contacts()).sort((a, b) => (a.id < b.id ? -1 : 1))
    // The published form of an id is a UUID; ours is taken too, in any case.
    for (const id of [uuidOf(ada?.id ?? ''), uuidOf(ada?.id ?? '').toUpperCase(), ada?.id.toLowerCase()])
      await user({ id, source_specific_id: 's1', email: 'new@example.com' })
    expect(await contacts()).toHaveLength(2)
    const mine = (await tickets()).filter((ticket) => ticket.contact_id === ada?.id)
    expect(mine).toHaveLength(4)
    await user({ source_specific_id: 's1', email: 'ada@example.com' })
    expect((await tickets()).filter((ticket) => ticket.contact_id === sam?.id)).toHaveLength(2)
    expect((await contacts()).find(({ id }) => id === sam?.id)?.email).toBeNull()
  })

  it('completes what was unknown, the next identifier included', async () => {
    await user({ source_specific_id: 's1' })
    await user({ source_specific_id: 's1', email: 'sam@example.com', name: 'Sam' })
    await user({ email: 'sam@example.com', username: 'sam' })
    expect(await contacts()).toMatchObject([{ email: 'sam@example.com', name: 'Sam', username: 'sam' }])
  })

  it('of an id that matches nobody makes a contact who is found by it again', async () => {
    await user({ id: 'crm-17', name: 'Nova' })
    await user({ id: 'crm-17' })
    expect(await contacts()).toMatchObject([{ name: 'Nova' }])
    // With another identifier that matches, the unknown id is kept for later.
    await user({ email: 'ada@example.com' })
    await user({ id: 'crm-18', email: 'ada@example.com' })
    await user({ id: 'crm-18' })
    expect(await contacts()).toHaveLength(2)
  })

  it('by twenty at once makes one contact', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        user({ id: 'crm-1', source_specific_id: 's', email: 'p@example.com' }),
      ),
    )
    expect(await contacts()).toHaveLength(1)
    expect(new Set((await tickets()).map((ticket) => ticket.contact_id)).size).toBe(1)
  })
})

describe('the company', () => {
  it('is matched by id or source id, id first', async () => {
    const [one, two] = [await company('one'), await company('two')]
    await post({ query: 'a', company_source_specific_id: 'one' })
    await post({ query: 'b', company_id: uuidOf(two), company_source_specific_id: 'one' })
    expect(
      (await tickets()).map(({ company_id, company_reference }) => [company_id, company_reference]),
    ).toEqual([
      [one, null],
      [two, null],
    ])
  })

  it('nobody knows stands as it was named', async () => {
    await company('one')
    const unknown = '01945162-52fc-739b-98de-e2ac9f2eec49'
    expect(ulidFrom(unknown)).toBeDefined()
    await post({ query: 'a', company_id: unknown, company_source_specific_id: 'one' })
    expect(await tickets()).toMatchObject([{ company_id: null, company_reference: unknown }])
  })
})

describe('a source id', () => {
  it('is taken once: the second ticket is told the number of the first', async () => {
    await post({ query: 'first', source_specific_id: 'my_ticket_123' })
    const answer = await post({
      query: 'second',
      source_specific_id: 'my_ticket_123',
      files: file(png(1, 1), 'a.png'),
    })
    expect([answer.statusCode, answer.json()]).toEqual([
      409,
      { error: 'source specific id already exists', created_ticket_number: 'ASM-1' },
    ])
    expect(await tickets()).toHaveLength(1)
  })

  it('belongs to its organisation', async () => {
    await post({ query: 'first', source_specific_id: 'shared' })
    await desk.another()
    expect((await post({ query: 'first', source_specific_id: 'shared' })).statusCode).toBe(200)
  })

  it('lets one of fifty simultaneous posts write, and gives no number away', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => post({ query: `try ${n}`, source_specific_id: 'twin' })),
    )
    const statuses = answers.map((answer) => answer.statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(49)
    for (const answer of answers) expect(answer.json()).toMatchObject({ created_ticket_number: 'ASM-1' })
    expect((await post({ query: 'next' })).body).toBe('{"created_ticket_number":"ASM-2"}')
  })

  it('under an idempotency key is replayed, not refused', async () => {
    const key = { 'idempotency-key': 'k1' }
    const fields = { query: 'once', source_specific_id: 'once', files: file(png(1, 1), 'a.png') }
    const first = await post(fields, key)
    const second = await post(fields, key)
    expect([second.statusCode, second.body, second.headers['idempotency-replayed']]).toEqual([
      200,
      first.body,
      'true',
    ])
    const other = await post({ ...fields, files: file(png(2, 2), 'a.png') }, key)
    expect(other.statusCode).toBe(422)
  })
})

describe('around the routes', () => {
  it.each([
    ['GET', '/interactions', 405],
    ['DELETE', '/interactions/reply', 405],
    ['GET', '/interactions/unknown', 404],
    ['POST', '/interaction/x', 404],
  ] as const)('%s %s is %i in this family’s shape, for any origin', async (method, url, status) => {
    const answer = await desk.app.http.inject({ method, url, headers: { authorization: desk.to.apiKey } })
    expect([answer.statusCode, answer.json()]).toEqual([status, { error: expect.any(String) }])
    expect(answer.headers['access-control-allow-origin']).toBe('*')
  })

  it.each(['/interaction', '/interactions/', '/interactions/reply'])(
    'a browser may ask first: %s',
    async (url) => {
      const headers = {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      }
      const answer = await desk.app.http.inject({ method: 'OPTIONS', url, headers })
      expect([answer.statusCode, answer.headers]).toMatchObject([
        204,
        {
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'POST, OPTIONS',
          'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
        },
      ])
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    },
  )
})
