// The published calls of a chat, with their literal bodies (docs/contracts.md 4).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../test/app.ts'
import { chatCalls } from '../../../test/chat-calls.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { hashSecret } from '../../core/accounts/secrets.ts'
import { wrongTallies } from '../../core/conversations/tallies/queries.ts'
import { timeOf } from '../../core/ids.ts'
import { listEvents } from '../../core/spine/queries.ts'

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

const chat = (key?: string) => chatCalls(app, to, key)
const manage = () => manageCalls(app, to)
const change = (site: object) => manage().must('PATCH', `/sites/${to.site.id}`, site)
const inbox = () => manage().all('/conversations')
const given = { name: 'Jane Doe', email: 'jane@example.com', message: 'Hi!', visitor_token: 'v-1' }
const open = (fields: object = {}, headers = {}) =>
  chat().ask('POST', '/conversations', { ...given, ...fields }, headers)

describe('GET /chat/config', () => {
  it('is the greeting and nothing else', async () => {
    expect(await chat().ask('GET', '/config')).toMatchObject({
      status: 200,
      body: { greeting: 'Hello! How can we help?' },
    })
    await change({ greeting: 'Hi there! How can we help?' })
    expect((await chat().ask('GET', '/config')).body).toEqual({ greeting: 'Hi there! How can we help?' })
  })
})

describe('GET /chat/widget', () => {
  it('is how the site looks, and whether somebody is there', async () => {
    const from_midnight = [{ from: '00:00', to: '24:00' }]
    const today = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(clock.now()).getUTCDay()] ?? ''
    await change({
      name: 'Shop',
      appearance: { colour: '#ffd000', position: 'left', texts: { de: { title: 'Hallo' } } },
      office_hours: { time_zone: 'UTC', week: { [today]: from_midnight } },
    })
    const midnight = `${timeOf(clock.now() + 86_400_000).slice(0, 10)}T00:00:00.000Z`
    expect(await chat().ask('GET', '/widget')).toMatchObject({
      status: 200,
      body: {
        name: 'Shop',
        greeting: 'Hello! How can we help?',
        appearance: {
          colour: '#ffd000',
          text_colour: '#000000',
          position: 'left',
          offset: { x: 20, y: 20 },
          launcher: { icon: 'chat', hidden: false },
          texts: { de: { title: 'Hallo' } },
        },
        office_hours: { open: true, changes_at: midnight },
        files: { most: 20, max_bytes: 33_554_432 },
      },
    })
    await change({ office_hours: null })
    expect((await chat().ask('GET', '/widget')).body).toMatchObject({ office_hours: null })
  })
})

describe('POST /chat/conversations', () => {
  it('answers the published 201, and stands in the inbox', async () => {
    const { status, body } = await open()
    expect([status, body]).toEqual([
      201,
      {
        conversation_token: expect.stringMatching(/^[0-9A-Za-z]{43}$/),
        auto_reply: 'Thank you for your message. We will answer here as soon as we can.',
      },
    ])
    const [conversation, ...more] = await inbox()
    expect(more).toEqual([])
    expect(conversation).toMatchObject({
      number: null,
      title: 'Hi!',
      status: 'open',
      channel: { kind: 'chat', id: to.site.id },
      contact: { name: 'Jane Doe', email: 'jane@example.com' },
      unread: 1,
    })
    expect(await wrongTallies(app.core.read)).toEqual([])
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.map(({ type }) => type).slice(-3)).toEqual([
      'conversation.opened',
      'message.created',
      'contact.created',
    ])
  })

  it('answers null where the site sends no auto reply', async () => {
    await change({ auto_reply: null })
    expect((await open()).body).toMatchObject({ auto_reply: null })
    expect(await chat().messages('v-1')).toHaveLength(1)
  })

  it('answers what is said outside office hours', async () => {
    await change({ office_hours: { time_zone: 'UTC', week: {} } })
    expect((await open()).body).toMatchObject({ auto_reply: expect.stringContaining('Thank you') })
    await change({ closed_reply: 'We are back on Monday.' })
    expect((await open({ visitor_token: 'v-2' })).body).toMatchObject({
      auto_reply: 'We are back on Monday.',
    })
    const week = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
    )
    await change({ office_hours: { time_zone: 'UTC', week } })
    expect((await open({ visitor_token: 'v-3' })).body).toMatchObject({
      auto_reply: expect.stringContaining('Thank you'),
    })
  })

  const required = 'Name, email, message, and visitor_token are required'
  const long = 'Message is too long (maximum 10000 characters)'
  it.each([
    ['no name', { name: undefined }, 422, required],
    ['a blank name', { name: ' \t' }, 422, required],
    ['no address', { email: undefined }, 422, required],
    ['a blank message', { message: '\n ' }, 422, required],
    ['no token', { visitor_token: undefined }, 422, required],
    ['an empty token', { visitor_token: '' }, 422, required],
    ['a message that is no text', { message: { a: 1 } }, 422, required],
    ['null', { message: null }, 422, required],
    ['no address that could be', { email: 'jane' }, 422, 'Invalid email address'],
    ['a quoted local part', { email: '"jane doe"@example.com' }, 422, 'Invalid email address'],
    [
      'a line break in the address',
      { email: 'jane@example.com\r\nBcc: x@y.example' },
      422,
      'Invalid email address',
    ],
    ['two at signs', { email: 'a@b@c.example' }, 422, 'Invalid email address'],
    ['10,001 characters', { message: 'x'.repeat(10_001) }, 422, long],
    ['10,001 emoji', { message: '🎉'.repeat(10_001) }, 422, long],
    [
      'a token of 256',
      { visitor_token: 'v'.repeat(256) },
      422,
      'Visitor token is too long (maximum 255 characters)',
    ],
    ['a name of 256', { name: 'n'.repeat(256) }, 422, 'Name is too long (maximum 255 characters)'],
    // What is wrong first counts.
    ['everything wrong', { name: '', email: 'x', message: 'x'.repeat(10_001) }, 422, required],
    ['address and length wrong', { email: 'x', message: 'x'.repeat(10_001) }, 422, 'Invalid email address'],
  ])('refuses %s', async (_, fields, status, error) => {
    expect(await open(fields)).toMatchObject({ status, body: { error } })
    expect(await inbox()).toEqual([])
  })

  it('takes 10,000 characters of four bytes each', async () => {
    expect((await open({ message: '🎉'.repeat(10_000) })).status).toBe(201)
    expect((await chat().messages('v-1'))[0]?.body).toBe('🎉'.repeat(10_000))
  })

  it('takes forms, and an address of an international domain', async () => {
    const form = new URLSearchParams({ ...given, email: 'Jane@Bücher.example' }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await chat().ask('POST', '/conversations', form, type)).status).toBe(201)
    expect(await inbox()).toMatchObject([{ contact: { email: 'jane@xn--bcher-kva.example' } }])
  })

  it.each([
    ['no JSON', '{"name":', { 'content-type': 'application/json' }, 422, 'the body is not valid JSON'],
    ['a list', '[]', { 'content-type': 'application/json' }, 422, 'the body must be a JSON object'],
    ['no body', '', { 'content-type': 'application/json' }, 422, 'the body is not valid JSON'],
    [
      'another type',
      '<a/>',
      { 'content-type': 'application/xml' },
      415,
      'send multipart/form-data, application/x-www-form-urlencoded or JSON',
    ],
  ])('refuses %s', async (_, body, headers, status, error) => {
    expect(await chat().ask('POST', '/conversations', body, headers)).toMatchObject({
      status,
      body: { error },
    })
  })

  it('refuses a token that has a conversation, open or closed, but says first what is wrong', async () => {
    await open()
    const taken = { status: 409, body: { error: 'A conversation with this visitor token already exists' } }
    expect(await open({ name: 'Somebody', email: 'else@example.com' })).toMatchObject(taken)
    expect(await open({ email: 'x' })).toMatchObject({
      status: 422,
      body: { error: 'Invalid email address' },
    })
    const [conversation] = await inbox()
    await manage().must('PATCH', `/conversations/${conversation?.id}`, { status: 'closed' })
    expect(await open()).toMatchObject(taken)
    expect(await inbox()).toHaveLength(1)
  })

  it('opens one conversation when many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => open({ message: `try ${n}` })))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array(11).fill(409)])
    expect(await inbox()).toHaveLength(1)
    expect(await chat().messages('v-1')).toHaveLength(1)
  })

  it('has a namespace of tokens per organisation', async () => {
    await open()
    const other = await app.organisation()
    expect((await chatCalls(app, other).ask('POST', '/conversations', given)).status).toBe(201)
    const site = await manage().must('POST', '/sites', { name: 'Second' })
    expect((await chat(String(site.site_key)).ask('POST', '/conversations', given)).status).toBe(409)
  })

  it('keeps no token in the clear', async () => {
    const { body } = await open({ visitor_token: 'a-token-that-shows' })
    const { conversation_token } = body as { conversation_token: string }
    const tables = ['visitor', 'conversation', 'contact_identity', 'event', 'message'] as const
    const rows = await Promise.all(
      tables.map((table) =>
        app.core.read
          .selectFrom(table as 'event')
          .selectAll()
          .execute(),
      ),
    )
    expect(JSON.stringify(rows)).not.toContain('a-token-that-shows')
    expect(JSON.stringify(rows)).not.toContain(conversation_token)
    expect(JSON.stringify(rows)).toContain(hashSecret('a-token-that-shows'))
  })
})

describe('a repeat', () => {
  it('under one Idempotency-Key is the very answer of before', async () => {
    const key = { 'idempotency-key': 'k' }
    const first = await open({}, key)
    const again = await open({}, key)
    expect(again.body).toEqual(first.body)
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(await open({ message: 'other' }, key)).toMatchObject({
      status: 422,
      body: { error: 'this idempotency key was used for a different request' },
    })
    // It is nobody else's key.
    expect((await open({ visitor_token: 'v-2' }, key)).status).toBe(201)
  })

  it('under the own id of its message too, and later the message is known', async () => {
    const id = { client_message_id: 'm-1' }
    const first = await open(id)
    expect((await open(id)).body).toEqual(first.body)
    const sent = await chat().say('v-1', 'Hi!', id)
    expect(sent).toMatchObject({ status: 201, body: { status: 'ok' } })
    expect(sent.headers['x-message-id']).toBe(first.headers['x-message-id'])
    expect(await chat().messages('v-1')).toHaveLength(1)
  })
})

describe('who they say they are', () => {
  it('is a claim: a contact of its own, apart from the one the address belongs to', async () => {
    const known = await manage().must('POST', '/contacts', { name: 'Jane', email: 'jane@example.com' })
    await open()
    await open({ visitor_token: 'v-2', name: 'Not Jane', email: 'JANE@example.com' })
    const contacts = await manage().all('/contacts')
    expect(contacts).toHaveLength(2)
    const claimed = contacts.find(({ id }) => id !== known.id)
    expect(claimed).toMatchObject({ name: 'Jane Doe', email: 'jane@example.com', verified: false })
    const [second, first] = await inbox()
    expect([first?.contact, second?.contact]).toMatchObject([{ id: claimed?.id }, { id: claimed?.id }])
  })

  it('is a new one when whoever claimed it before was merged into somebody', async () => {
    const known = await manage().must('POST', '/contacts', { name: 'Jane', email: 'jane@example.com' })
    await open()
    const [{ contact } = { contact: null }] = (await inbox()) as { contact: { id: string } | null }[]
    await manage().must('POST', `/contacts/${known.id}/merge`, { from: contact?.id })
    await open({ visitor_token: 'v-2' })
    const [second] = (await inbox()) as { contact: { id: string } }[]
    expect([known.id, contact?.id]).not.toContain(second?.contact.id)
  })

  it('brings them to their company, unless anybody may have such an address', async () => {
    const firm = await manage().must('POST', '/companies', { name: 'Firm', domain: 'firm.example' })
    await manage().must('POST', '/companies', { name: 'Mail', domain: 'gmail.com' })
    await open({ email: 'jane@firm.example' })
    await open({ visitor_token: 'v-2', email: 'jane@gmail.com' })
    const [free, own] = await inbox()
    expect([own?.company, free?.company]).toMatchObject([{ id: firm.id }, null])
  })
})

it('says when it was stored', async () => {
  const { headers } = await open()
  expect(headers['x-message-timestamp']).toBe(timeOf(clock.now()))
  expect(headers['x-message-seq']).toBe('1')
})
