// `POST /helpdesk/tickets` with its literal bodies (docs/contracts.md 4c#30 to 4c#33).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import { chatCalls } from '../../../../test/chat-calls.ts'
import { helpdeskCalls } from '../../../../test/helpdesk-calls.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { wrongTallies } from '../../../core/conversations/tallies/queries.ts'
import { timeOf } from '../../../core/ids.ts'
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

const desk = () => helpdeskCalls(app, to)
const manage = () => manageCalls(app, to)
const inbox = () => manage().all('/conversations')
const change = (site: object) => manage().must('PATCH', `/sites/${to.site.id}`, site)

describe('a ticket', () => {
  it('is answered with the published 201, and stands in the inbox with its number', async () => {
    const { status, body, headers } = await desk().post({ name: 'Visitor', priority: 'normal' })
    expect([status, body]).toEqual([
      201,
      {
        id: 1,
        subject: 'Question about pricing',
        state: 'new',
        priority: 'normal',
        contact: { email: 'visitor@example.com', name: 'Visitor' },
        created_at: timeOf(clock.now()),
      },
    ])
    const [row, ...more] = await inbox()
    expect(more).toEqual([])
    expect(row).toMatchObject({
      id: headers['x-ticket-id'],
      number: 'ASM-1',
      title: 'Question about pricing',
      status: 'open',
      priority: 'normal',
      channel: { kind: 'tickets', name: 'Website chat (helpdesk)' },
      contact: { name: 'Visitor', email: 'visitor@example.com' },
      unread: 1,
    })
    expect(headers['x-ticket-number']).toBe('ASM-1')
    const said = await manage().all(`/conversations/${row?.id}/messages`)
    expect(said).toMatchObject([{ body: 'What does it cost?', direction: 'inbound', kind: 'message' }])
    expect(await wrongTallies(app.core.read)).toEqual([])
    const events = await listEvents(app.core.read, to.org, { after: 0, limit: 200 })
    expect(events.map(({ type }) => type).slice(-3)).toEqual([
      'conversation.opened',
      'message.created',
      'contact.created',
    ])
  })

  it('is named after the address, and has no priority, unless they are given', async () => {
    expect((await desk().post({ email: 'Visitor@Example.COM', name: ' ', priority: '' })).body).toMatchObject(
      {
        priority: null,
        contact: { email: 'visitor@example.com', name: 'visitor@example.com' },
      },
    )
    // Whoever has no name gets the first that is given, and keeps it.
    expect((await desk().post({ name: 'Vic' })).body).toMatchObject({ contact: { name: 'Vic' } })
    expect((await desk().post({ name: 'Somebody else' })).body).toMatchObject({ contact: { name: 'Vic' } })
    expect(await manage().all('/contacts')).toHaveLength(1)
  })

  it('takes its number from all tickets of the organisation, and chats have none of them', async () => {
    await app.core.run('openTicket', ticketArgs(to))
    expect((await desk().post()).body).toMatchObject({ id: 2 })
    await chatCalls(app, to).open()
    expect((await desk().post()).body).toMatchObject({ id: 3 })
    const other = helpdeskCalls(app, await app.organisation({ prefix: 'XY9' }))
    const theirs = await other.post()
    expect([theirs.body.id, theirs.headers['x-ticket-number']]).toEqual([1, 'XY9-1'])
  })

  it('is one of many at once: numbers have no gaps, the contact is one, the channel too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 4 === 3 ? desk().post({ email: 'nobody' }) : desk().post({ email: `v${n % 3}@example.com` }),
      ),
    )
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => Number(body.id))
    expect(made.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
    expect(
      (await inbox()).map(({ number }) => Number(String(number).slice(4))).sort((a, b) => a - b),
    ).toEqual(made)
    expect(await manage().all('/contacts')).toHaveLength(3)
    const channels = await manage().all('/channels')
    expect(channels.filter(({ name }) => name === 'Website chat (helpdesk)')).toHaveLength(1)
    const audit = await manage().all('/audit')
    expect(audit.filter(({ action }) => action === 'channel.created')).toHaveLength(1)
  })

  it('comes in on a channel that is called what its site is called, and goes with it', async () => {
    await desk().post()
    await change({ name: 'Shop' })
    await desk().post()
    const [second, first] = await inbox()
    expect([first?.channel, second?.channel]).toMatchObject(Array(2).fill({ name: 'Shop (helpdesk)' }))
    await manage().must('DELETE', `/sites/${to.site.id}`)
    expect((await manage().all('/channels')).map(({ name }) => name)).not.toContain('Shop (helpdesk)')
    expect(await inbox()).toHaveLength(2)
    expect(await desk().post()).toMatchObject({ status: 401, body: { error: 'Invalid API key' } })
  })

  it('takes forms, texts of any script, and lines as they are', async () => {
    const form = new URLSearchParams({
      ...desk().given,
      subject: ' Größe\r\n 🎉 ',
      message: 'a\n\nb 🎉',
    }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'x-api-key': to.site.secret }
    const { status, body } = await desk().ask('POST', '/helpdesk/tickets', type, form)
    expect([status, body.subject]).toEqual([201, 'Größe 🎉'])
    const [row] = await inbox()
    expect(await manage().all(`/conversations/${row?.id}/messages`)).toMatchObject([{ body: 'a\n\nb 🎉' }])
  })

  it('is as long as may be', async () => {
    const fields = { subject: '🎉'.repeat(1_000), message: 'x'.repeat(256 * 1024), name: '🎉'.repeat(255) }
    const { status, body } = await desk().post(fields)
    expect([status, body.subject]).toEqual([201, fields.subject])
  })
})

describe('who asks', () => {
  it('is a claim: never somebody whose address is known to be theirs', async () => {
    const known = await manage().must('POST', '/contacts', { name: 'Jane', email: 'jane@example.com' })
    await app.core.run('openTicket', ticketArgs(to, { user: { email: 'jane@example.com' } }))
    await desk().post({ email: 'jane@example.com', name: 'Not Jane' })
    const [claimed, vouched] = (await inbox()) as { contact: { id: string; name: string } }[]
    expect(vouched?.contact.id).toBe(known.id)
    expect(claimed?.contact.id).not.toBe(known.id)
    expect(await manage().get(`/contacts/${claimed?.contact.id}`)).toMatchObject({
      verified: false,
      name: 'Not Jane',
    })
    expect(await manage().get(`/contacts/${known.id}`)).toMatchObject({ name: 'Jane' })
  })

  it('is one new contact when whoever claimed the address was merged, however many ask at once', async () => {
    const known = await manage().must('POST', '/contacts', { name: 'Jane', email: 'jane@example.com' })
    await desk().post({ email: 'jane@example.com' })
    const [{ contact } = {}] = (await inbox()) as { contact?: { id: string } }[]
    await manage().must('POST', `/contacts/${known.id}/merge`, { from: contact?.id })
    await Promise.all(Array.from({ length: 12 }, () => desk().post({ email: 'jane@example.com' })))
    const ids = ((await inbox()) as { contact: { id: string } }[]).map((row) => row.contact.id)
    expect(new Set(ids.slice(0, 12)).size).toBe(1)
    expect([known.id, contact?.id]).not.toContain(ids[0])
  })

  it('is the same as whoever claimed the address in the chat', async () => {
    await chatCalls(app, to).open({ email: 'visitor@example.com', name: 'Vic' })
    expect((await desk().post({ name: 'Visitor' })).body).toMatchObject({ contact: { name: 'Vic' } })
    expect(await manage().all('/contacts')).toHaveLength(1)
  })

  it('belongs to the company of the domain, also to a younger one, unless anybody may have such an address', async () => {
    await desk().post({ email: 'jane@firm.example' })
    const firm = await manage().must('POST', '/companies', { name: 'Firm', domain: 'firm.example' })
    await manage().must('POST', '/companies', { name: 'Mail', domain: 'gmail.com' })
    await desk().post({ email: 'jane@firm.example' })
    await desk().post({ email: 'joe@firm.example' })
    await desk().post({ email: 'jane@gmail.com' })
    const [free, joe, later, first] = await inbox()
    expect([first, later, joe, free].map((row) => row?.company)).toMatchObject([
      null,
      { id: firm.id },
      { id: firm.id },
      null,
    ])
  })
})

describe('refused is', () => {
  const many = { subject: '', message: '', email: '', priority: 'x' }
  it.each([
    ['nothing', { subject: undefined, message: undefined, email: undefined }, 'subject is required'],
    ['a blank subject', { subject: ' \n' }, 'subject is required'],
    ['a subject that is no text', { subject: { a: 1 } }, 'subject is required'],
    ['no message', { message: undefined }, 'message is required'],
    ['a blank message', { message: '\t' }, 'message is required'],
    ['null', { message: null }, 'message is required'],
    ['no address', { email: undefined }, 'email is required'],
    ['what is no address', { email: 'visitor' }, 'Invalid email address'],
    ['a second header', { email: 'a@b.example\r\nBcc: x@y.example' }, 'Invalid email address'],
    ['another priority', { priority: 'critical' }, 'priority must be one of: low, normal, high, urgent'],
    ['a priority in capitals', { priority: 'High' }, 'priority must be one of: low, normal, high, urgent'],
    ['none', { priority: 'none' }, 'priority must be one of: low, normal, high, urgent'],
    ['a long subject', { subject: '🎉'.repeat(1_001) }, 'subject is too long (maximum 1000 characters)'],
    ['a long message', { message: 'é'.repeat(128 * 1024 + 1) }, 'message is too long (maximum 256 KiB)'],
    ['a long name', { name: 'n'.repeat(256) }, 'name is too long (maximum 255 characters)'],
    // What is wrong first counts.
    ['everything', many, 'subject is required'],
    ['all but the subject', { ...many, subject: 'x' }, 'message is required'],
    ['all but subject and message', { ...many, subject: 'x', message: 'x' }, 'email is required'],
    ['address and priority', { email: 'x', priority: 'x' }, 'Invalid email address'],
    [
      'priority and length',
      { priority: 'x', subject: 'x'.repeat(1_001) },
      'priority must be one of: low, normal, high, urgent',
    ],
  ])('%s', async (_, fields, error) => {
    expect(await desk().post(fields)).toMatchObject({ status: 422, body: { error } })
    expect(await inbox()).toEqual([])
    expect(await manage().all('/contacts')).toEqual([])
  })

  it.each([
    ['no JSON', '{"subject":', 'application/json', 422, 'the body is not valid JSON'],
    ['a list', '[]', 'application/json', 422, 'the body must be a JSON object'],
    ['no body', '', 'application/json', 422, 'the body is not valid JSON'],
    [
      'a large one',
      JSON.stringify({ x: 'x'.repeat(2_000_000) }),
      'application/json',
      413,
      'the body is too large',
    ],
    [
      'another type',
      '<a/>',
      'application/xml',
      415,
      'send multipart/form-data, application/x-www-form-urlencoded or JSON',
    ],
  ])('%s', async (_, body, type, status, error) => {
    const headers = { 'x-api-key': to.site.secret, 'content-type': type }
    const answer = await desk().ask('POST', '/helpdesk/tickets', headers, body)
    expect([answer.status, answer.body]).toEqual([status, { error }])
  })

  it.each([
    ['no key', () => ({})],
    ['an empty one', () => ({ 'x-api-key': '' })],
    ['the site key', () => ({ 'x-api-key': to.site.key })],
    ['an API key', () => ({ 'x-api-key': to.apiKey })],
    ['an access token', () => ({ authorization: `Bearer ${to.accessToken}` })],
    ['one letter less', () => ({ 'x-api-key': to.site.secret.slice(0, -1) })],
    ['one of nobody', () => ({ 'x-api-key': `${to.site.secret.slice(0, 12)}${'0'.repeat(49)}` })],
    ['a long one', () => ({ 'x-api-key': 'x'.repeat(5_000) })],
    ['the key without Bearer', () => ({ authorization: to.site.secret })],
  ])('%s', async (_, headers) => {
    const answer = await desk().ask('POST', '/helpdesk/tickets', headers(), desk().given)
    expect([answer.status, answer.body]).toEqual([401, { error: 'Invalid API key' }])
  })

  it('a key that was renewed, once its time is over', async () => {
    const renew = await manage().must('POST', `/sites/${to.site.id}/secret-key`, { overlap_hours: 1 })
    expect((await desk().post()).status).toBe(201)
    clock.advance(3_600_001)
    expect(await desk().post()).toMatchObject({ status: 401, body: { error: 'Invalid API key' } })
    expect((await desk().post({}, { 'x-api-key': String(renew.secret_key) })).status).toBe(201)
  })

  it('everybody where the site is switched off', async () => {
    await change({ enabled: false })
    const answer = await desk().post()
    expect([answer.status, answer.body]).toEqual([404, { error: 'Helpdesk is not enabled' }])
    const wrong = await desk().post({}, { 'x-api-key': to.site.key })
    expect(wrong.status).toBe(401)
  })

  it('a page of an origin that the site does not allow', async () => {
    await change({ allowed_origins: ['https://shop.example'] })
    const answer = await desk().post({}, { origin: 'https://evil.example' })
    expect([answer.status, answer.body]).toEqual([403, { error: 'Origin not allowed' }])
    expect((await desk().post()).status).toBe(201)
  })

  it('another method or path, in the same shape', async () => {
    const wrong = await desk().ask('GET', '/helpdesk/tickets', {})
    expect([wrong.status, wrong.body, wrong.headers.allow]).toEqual([
      405,
      { error: 'method not allowed' },
      'POST, OPTIONS',
    ])
    const nothing = await desk().ask('GET', '/helpdesk/nothing', {})
    expect([nothing.status, nothing.body]).toEqual([404, { error: 'not found' }])
  })
})

it('takes the key in three headers, and from no address', async () => {
  const { secret } = to.site
  for (const headers of [
    { 'x-api-key': secret },
    { 'x-site-key': secret },
    { authorization: `Bearer ${secret}` },
  ])
    expect((await desk().ask('POST', '/helpdesk/tickets', headers, desk().given)).status).toBe(201)
  const answer = await desk().ask('POST', `/helpdesk/tickets?site_key=${secret}`, {}, desk().given)
  expect([answer.status, answer.body]).toEqual([401, { error: 'Invalid API key' }])
})

it('is shown as used, in the list of sites', async () => {
  const used = async () => {
    const { secret_keys } = await manage().get(`/sites/${to.site.id}`)
    return secret_keys as { last_used_at: string | null }[]
  }
  expect(await used()).toMatchObject([{ last_used_at: null }])
  await desk().post()
  await expect.poll(used).toMatchObject([{ last_used_at: timeOf(clock.now()) }])
})

describe('a repeat', () => {
  it('under one Idempotency-Key is the very answer of before, and one ticket', async () => {
    const key = { 'idempotency-key': 'form-17' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk().post({ name: 'Vic' }, key)))
    clock.advance(60_000)
    answers.push(await desk().post({ name: 'Vic' }, key))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(6)
    expect(await inbox()).toHaveLength(1)
    expect((await desk().post()).body).toMatchObject({ id: 2 })
  })

  it('of something else under it is refused, and another site has keys of its own', async () => {
    const key = { 'idempotency-key': 'k' }
    await desk().post({}, key)
    expect(await desk().post({ subject: 'Other' }, key)).toMatchObject({
      status: 422,
      body: { error: 'this idempotency key was used for a different request' },
    })
    expect(await desk().post({}, { 'idempotency-key': ' ' })).toMatchObject({ status: 422 })
    const site = await manage().must('POST', '/sites', { name: 'Second' })
    const second = await desk().post({ subject: 'Other' }, { ...key, 'x-api-key': String(site.secret_key) })
    expect(second).toMatchObject({ status: 201, body: { id: 2 } })
    expect((await inbox())[0]).toMatchObject({ channel: { name: 'Second (helpdesk)' } })
  })
})

it('may be opened ten times a minute from one place, and one more is told when to come back', async () => {
  const limited = await createTestApp({ rateLimits: true, env: { TRUST_PROXY: '127.0.0.1' } })
  try {
    const calls = helpdeskCalls(limited, await limited.organisation())
    const from = (ip: string) => calls.post({}, { 'x-forwarded-for': ip })
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) statuses.push((await from('192.0.2.1')).status)
    expect(statuses).toEqual([...Array(10).fill(201), 429])
    const refused = await from('192.0.2.1')
    expect(refused.body).toEqual({ error: 'Rate limit exceeded' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('192.0.2.2')).status).toBe(201)
    // Whoever guesses keys is held up as well.
    const guess = () => calls.post({}, { 'x-api-key': 'x', 'x-forwarded-for': '192.0.2.3' })
    const guesses: number[] = []
    for (let n = 0; n < 61; n++) guesses.push((await guess()).status)
    expect(guesses).toEqual([...Array(60).fill(401), 429])
  } finally {
    await limited.close()
  }
})
