import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { type FormValue, file, png, postForm } from '../../../test/forms.ts'
import { meddle } from '../../../test/meddle.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let ticketId: string
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  const ticket = { query: 'The lid does not close', source_specific_id: 'ticket_abc123' }
  const answer = await postForm(app, '/interactions', to.apiKey, ticket)
  ticketId = String(answer.headers['x-ticket-id'])
})

const USER = '{"name": "Jane Doe", "email": "Jane@Example.com"}'
const reply = (fields: Record<string, FormValue>, query = 'source_specific_id=ticket_abc123', headers = {}) =>
  postForm(app, `/interactions/reply${query && `?${query}`}`, to.apiKey, fields, headers)
const good = (fields: Record<string, FormValue> = {}) => ({ content: 'A reply', user: USER, ...fields })

type Shown = Record<string, unknown> & { attachments: Record<string, unknown>[] }
async function messages(): Promise<Shown[]> {
  const headers = { authorization: `Bearer ${to.accessToken}` }
  const answer = await app.http.inject({ url: `/api/manage/conversations/${ticketId}/messages`, headers })
  return answer.json().data
}
const conversation = () =>
  app.core.read.selectFrom('conversation').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
const ULID_FORMAT = 'invalid ULID format for id parameter'
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

describe('a reply', () => {
  it('is answered with its ULID, and is the next message of its ticket', async () => {
    const fields = good({ source_specific_id: 'reply_12345', original_timestamp: '2024-06-10T18:34:00Z' })
    const answer = await reply(fields)
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { created_history_id: expect.stringMatching(ULID) },
    ])
    expect((await messages())[1]).toMatchObject({
      id: (answer.json() as { created_history_id: string }).created_history_id,
      seq: 2,
      direction: 'inbound',
      body: 'A reply',
      author: { kind: 'contact', name: 'Jane Doe' },
      source_specific_id: 'reply_12345',
      original_timestamp: '2024-06-10T18:34:00.000Z',
    })
  })

  it.each([
    ['by our id', () => `id=${ticketId}`],
    ['by our id in lower case', () => `id=${ticketId.toLowerCase()}`],
    ['by our id beside a blank source id', () => `id=${ticketId}&source_specific_id=`],
    ['by the client’s id beside a blank id', () => 'id=&source_specific_id=ticket_abc123'],
  ])('finds its ticket %s', async (_, query) => {
    expect((await reply(good(), query())).statusCode).toBe(200)
    expect(await messages()).toHaveLength(2)
  })

  it('of a customer opens a closed ticket again', async () => {
    await meddle(app, (db) =>
      db.updateTable('conversation').set({ status: 'closed' }).where('id', '=', ticketId).execute(),
    )
    await reply(good())
    expect(await conversation()).toMatchObject({ status: 'open', inbound_count: 2 })
  })

  it.each([
    ['address, in any case', () => ({ email: to.email.toUpperCase(), name: 'Somebody' })],
    ['id', () => ({ id: to.ownerId })],
  ])('of a teammate, known by %s, goes out and leaves a closed ticket closed', async (_, user) => {
    await meddle(app, (db) =>
      db.updateTable('conversation').set({ status: 'closed' }).where('id', '=', ticketId).execute(),
    )
    await reply(good({ user: JSON.stringify(user()) }))
    expect((await messages())[1]).toMatchObject({
      direction: 'outbound',
      author: { kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' },
    })
    expect(await conversation()).toMatchObject({ status: 'closed', inbound_count: 1, epoch: 1 })
    const contacts = app.core.read.selectFrom('contact').select('id').where('org_id', '=', to.org)
    expect(await contacts.execute()).toEqual([])
  })

  it('brings files of any type in all three forms', async () => {
    const pdf = Buffer.from('%PDF-1.7 hello')
    const answer = await reply(
      good({
        'files[]': [
          file(pdf, 'attachment.pdf'),
          file('<script>alert(1)</script>', '../../evil.html', 'text/html'),
        ],
        files_base64: [png(1, 1).toString('base64'), Buffer.from('plain words').toString('base64')],
        files_image_url: 'https://example.com/image1.jpg,https://example.com/image2.jpg',
      }),
    )
    expect(answer.statusCode).toBe(200)
    const { attachments = [] } = (await messages())[1] ?? {}
    expect(attachments.map(({ filename, content_type, state }) => [filename, content_type, state])).toEqual([
      ['attachment.pdf', 'application/pdf', 'stored'],
      ['evil.html', 'text/plain', 'stored'],
      ['file-3.png', 'image/png', 'stored'],
      ['file-4.txt', 'text/plain', 'stored'],
      ['image1.jpg', 'application/octet-stream', 'link'],
      ['image2.jpg', 'application/octet-stream', 'link'],
    ])
    const headers = { authorization: `Bearer ${to.accessToken}` }
    const download = await app.http.inject({ url: String(attachments[0]?.url), headers })
    expect(download.rawPayload.equals(pdf)).toBe(true)
  })

  it('is sent once under an idempotency key', async () => {
    const key = { 'idempotency-key': 'k' }
    const first = await reply(good({ source_specific_id: 'r1' }), undefined, key)
    const second = await reply(good({ source_specific_id: 'r1' }), undefined, key)
    expect([second.body, second.headers['idempotency-replayed']]).toEqual([first.body, 'true'])
    expect(await messages()).toHaveLength(2)
  })
})

describe('a reply is refused in the published words, and nothing is stored', () => {
  const ONE = 'exactly one of id or source_specific_id must be provided'
  const WHO = 'user.id or user.email is required'
  const nobody = '01KKXRZM9PJRKJ488ZK3PB6JPX'
  it.each<[string, number, string, string | undefined, Record<string, FormValue>]>([
    ['no ticket named', 400, ONE, '', good()],
    ['blank names', 400, ONE, 'id=&source_specific_id=', good()],
    ['both names', 400, ONE, `id=${nobody}&source_specific_id=ticket_abc123`, good()],
    ['an id of 25 characters', 400, ULID_FORMAT, 'id=01H8X9Z7Y2W3R4T5U6V7W8X9Y', good()],
    ['an id with a letter ULIDs lack', 400, ULID_FORMAT, `id=${nobody.replace('J', 'U')}`, good()],
    ['an id beyond 128 bits', 400, ULID_FORMAT, `id=8${nobody.slice(1)}`, good()],
    ['an id twice', 400, ULID_FORMAT, `id=${nobody}&id=${nobody}`, good()],
    ['a UUID', 400, ULID_FORMAT, 'id=01945162-52fc-739b-98de-e2ac9f2eec49', good()],
    ['no content', 400, 'content is required', undefined, { user: USER }],
    ['blank content', 400, 'content is required', undefined, { user: USER, content: ' \n' }],
    ['no user', 400, 'user is required', undefined, { content: 'x' }],
    ['a blank user', 400, 'user is required', undefined, { content: 'x', user: '' }],
    ['an empty user', 400, 'user is required', undefined, { content: 'x', user: '{}' }],
    ['a nameless user', 400, WHO, undefined, { content: 'x', user: '{"name": "Ada"}' }],
    [
      'a user of a source id alone',
      400,
      WHO,
      undefined,
      { content: 'x', user: '{"source_specific_id": "s"}' },
    ],
    ['broken JSON', 400, 'user must be a JSON object', undefined, { content: 'x', user: '{' }],
    [
      'a bad time',
      400,
      'original_timestamp must be RFC 3339 with Z or an offset',
      undefined,
      good({ original_timestamp: 'now' }),
    ],
    [
      'an unknown source id',
      404,
      'ticket not found for identifier: ticket_xyz',
      'source_specific_id=ticket_xyz',
      good(),
    ],
    ['an unknown id', 404, `ticket not found for identifier: ${nobody}`, `id=${nobody}`, good()],
    [
      'hostile identifiers',
      404,
      'ticket not found for identifier: "><script>',
      'source_specific_id=%22%3E%3Cscript%3E',
      good(),
    ],
  ])('%s', async (_, status, error, query, fields) => {
    const answer = await reply(fields, query)
    expect([answer.statusCode, answer.json()]).toEqual([status, { error }])
    expect(await messages()).toHaveLength(1)
  })

  it.each<[string, string | undefined, Record<string, FormValue>, string]>([
    ['the query before the body', 'id=x', {}, ULID_FORMAT],
    ['content before user', undefined, { user: '{' }, 'content is required'],
    [
      'user before files and ticket',
      'source_specific_id=none',
      { content: 'x', user: '{}', files_base64: '!' },
      'user is required',
    ],
    [
      'files before the ticket',
      'source_specific_id=none',
      good({ files_base64: '!' }),
      'file could not be opened',
    ],
  ])('%s', async (_, query, fields, error) => {
    expect((await reply(fields, query)).json()).toEqual({ error })
  })

  it('32 MiB and a byte', async () => {
    const answer = await reply(good({ files: file(Buffer.alloc(33_554_433), 'big.bin') }))
    expect([answer.statusCode, answer.body]).toEqual([413, '{"error":"File size exceeds 32MB"}'])
    expect(await messages()).toHaveLength(1)
  })

  it('a ticket of another organisation, as an unknown one', async () => {
    const theirs = ticketId
    to = await app.organisation()
    for (const [query, identifier] of [
      [`id=${theirs}`, theirs],
      ['source_specific_id=ticket_abc123', 'ticket_abc123'],
    ]) {
      const answer = await reply(good(), query)
      expect([answer.statusCode, answer.json()]).toEqual([
        404,
        { error: `ticket not found for identifier: ${identifier}` },
      ])
    }
  })
})

describe('a source id of replies', () => {
  it('is taken once in its ticket, and free in every other', async () => {
    await reply(good({ source_specific_id: 'r1' }))
    const again = await reply(good({ source_specific_id: 'r1', content: 'again' }))
    expect([again.statusCode, again.json()]).toEqual([409, { error: 'source specific id already exists' }])
    // The ticket's own id is another name.
    expect((await reply(good({ source_specific_id: 'ticket_abc123' }))).statusCode).toBe(200)
    await postForm(app, '/interactions', to.apiKey, { query: 'x', source_specific_id: 'other' })
    expect((await reply(good({ source_specific_id: 'r1' }), 'source_specific_id=other')).statusCode).toBe(200)
    expect(await messages()).toHaveLength(3)
  })

  it('lets one of fifty simultaneous replies write', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => reply(good({ source_specific_id: 'twin' }))),
    )
    const statuses = answers.map((answer) => answer.statusCode).sort()
    expect(statuses).toEqual([200, ...Array(49).fill(409)])
    expect(await messages()).toHaveLength(2)
  })
})
