// Tickets and chats as teammates' programs read them (docs/contracts.md 4c#33 to 4c#38).
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
import { meddle } from '../../../../test/meddle.ts'
import { newId, timeOf } from '../../../core/ids.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  clock.advance(1_000)
})

const FIRST_CHAT = 1_000_000_001
const desk = () => helpdeskCalls(app, to)
const manage = () => manageCalls(app, to)
type Ticket = { id: number; state: string; subject: string; messages_count: number; updated_at: string }
const list = async (query = '') => {
  const { status, body } = await desk().get(`/tickets${query}`)
  if (status !== 200) throw new Error(`listing answered ${status}: ${JSON.stringify(body)}`)
  return body.tickets as Ticket[]
}
const show = async (id: number) => {
  const { status, body } = await desk().get(`/tickets/${id}`)
  if (status !== 200) throw new Error(`showing answered ${status}: ${JSON.stringify(body)}`)
  return body.ticket as Ticket & { messages: Record<string, unknown>[] }
}
/** A ticket of the helpdesk, by the id the manage API knows. */
const opened = async (fields: object = {}) => String((await desk().post(fields)).headers['x-ticket-id'])
const patch = (id: string, wanted: object) => manage().must('PATCH', `/conversations/${id}`, wanted)
const say = (id: string, body: string, kind = 'reply') =>
  manage().must('POST', `/conversations/${id}/messages`, { body, kind })

describe('GET /tickets', () => {
  it('is the published list, newest message first', async () => {
    const id = await opened({ name: 'Visitor', priority: 'high' })
    clock.advance(1_000)
    await chatCalls(app, to).open({ message: 'Hello?' })
    clock.advance(1_000)
    await patch(id, { assignee_id: to.ownerId })
    await say(id, 'It costs nothing')
    await say(id, 'a lead', 'note')
    const { status, body } = await desk().get('/tickets')
    expect([status, body]).toEqual([
      200,
      {
        tickets: [
          {
            id: 1,
            state: 'assigned',
            priority: 'high',
            messages_count: 3,
            contact: { name: 'Visitor', email: 'visitor@example.com' },
            assignee: { name: 'Noor Valdis' },
            subject: 'Question about pricing',
            updated_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
          },
          {
            id: FIRST_CHAT,
            state: 'new',
            priority: null,
            messages_count: 1,
            contact: { name: 'Ada', email: 'ada@example.com' },
            assignee: null,
            subject: 'Hello?',
            updated_at: timeOf(clock.now() - 1_000),
          },
        ],
      },
    ])
  })

  it('has a state for each of ours, and filters by them', async () => {
    const ids = []
    for (let n = 0; n < 7; n++) ids.push(await opened({ subject: `${n}` }))
    const [, assigned = '', pending = '', snoozed = '', closed = '', both = '', again = ''] = ids
    await patch(assigned, { assignee_id: to.ownerId })
    await patch(pending, { status: 'pending' })
    await patch(snoozed, { status: 'snoozed', snoozed_until: timeOf(clock.now() + 3_600_000) })
    await patch(closed, { status: 'closed' })
    await patch(both, { status: 'closed', assignee_id: to.ownerId })
    await patch(again, { status: 'closed' })
    const token = await chatCalls(app, to).open({ message: 'chat' })
    const [chat = ''] = (await manage().all('/conversations')).map((row) => String(row.id))
    await patch(chat, { status: 'closed' })
    // A visitor who writes opens it again (docs/contracts.md 4c#24).
    await chatCalls(app, to).say(token, 'still')
    const named = async (query: string) =>
      Object.fromEntries((await list(query)).map(({ subject, state }) => [subject, state]))
    const open = { 0: 'new', 1: 'assigned', 2: 'assigned', 3: 'assigned', chat: 'new' }
    const shut = { 4: 'closed', 5: 'closed', 6: 'closed' }
    expect(await named('')).toEqual(open)
    expect(await named('?state=open')).toEqual(open)
    expect(await named('?state=&priority=')).toEqual(open)
    expect(await named('?state=closed')).toEqual(shut)
    expect(await named('?state=all')).toEqual({ ...open, ...shut })
  })

  it('filters by priority, with or without a state', async () => {
    for (const priority of ['low', 'normal', 'high', 'urgent', undefined])
      await opened({ subject: priority ?? 'x', priority })
    const closed = await opened({ subject: 'old', priority: 'urgent' })
    await patch(closed, { status: 'closed' })
    const named = async (query: string) => (await list(query)).map(({ subject }) => subject).sort()
    expect(await named('?priority=urgent')).toEqual(['urgent'])
    expect(await named('?priority=urgent&state=all')).toEqual(['old', 'urgent'])
    expect(await named('?priority=low&state=closed')).toEqual([])
  })

  it('has pages, whose place stands in a header', async () => {
    for (let n = 1; n <= 7; n++) await opened({ subject: `${n}` })
    const seen: string[] = []
    let next = '/tickets?state=open&priority=&limit=3'
    for (let pages = 0; next !== ''; pages++) {
      expect(pages).toBeLessThan(4)
      const { body, headers } = await desk().get(next)
      expect(Object.keys(body)).toEqual(['tickets'])
      seen.push(...(body.tickets as Ticket[]).map(({ subject }) => subject))
      next = /^<\/api\/v1(\/tickets\?.*)>; rel="next"$/.exec(String(headers.link))?.[1] ?? ''
      // Meanwhile something new, which is not of the pages behind.
      if (pages === 0) await opened({ subject: 'new' })
    }
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1'])
    expect((await desk().get('/tickets?limit=8')).headers.link).toBeUndefined()
  })

  it('finds the few of a priority behind thousands of others, for clients that know of no pages', async () => {
    const id = await opened({ subject: 'needle', priority: 'urgent' })
    await meddle(app, async (db) => {
      const row = await db
        .selectFrom('conversation')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const copies = Array.from({ length: 5_000 }, (_, n) => ({
        ...{ ...row, id: newId(), number: `X-${n + 2}`, serial: n + 2, priority: null },
        last_message_at: timeOf(clock.now() + n + 1),
      }))
      for (let at = 0; at < copies.length; at += 500)
        await db
          .insertInto('conversation')
          .values(copies.slice(at, at + 500))
          .execute()
    })
    const { body, headers } = await desk().get('/tickets?priority=urgent')
    expect([(body.tickets as Ticket[]).map(({ subject }) => subject), headers.link]).toEqual([
      ['needle'],
      undefined,
    ])
    const page = await desk().get('/tickets')
    expect([(page.body.tickets as Ticket[]).length, String(page.headers.link)]).toEqual([
      200,
      expect.stringContaining('state=open&limit=200&cursor='),
    ])
  })

  it.each([
    ['state=new', 'state must be one of: open, closed, all'],
    ['state=OPEN', 'state must be one of: open, closed, all'],
    ['state=open&state=closed', 'state must be one of: open, closed, all'],
    ['priority=none', 'priority must be one of: low, normal, high, urgent'],
    ['priority=x&state=x', 'state must be one of: open, closed, all'],
    ['limit=0', 'limit must be a whole number from 1 to 200'],
    ['limit=201', 'limit must be a whole number from 1 to 200'],
    ['limit=1.5', 'limit must be a whole number from 1 to 200'],
    ['limit=x', 'limit must be a whole number from 1 to 200'],
    ['cursor=x', 'Invalid cursor'],
    [`cursor=${'x'.repeat(101)}`, 'Invalid cursor'],
    ['cursor=a&cursor=b', 'Invalid cursor'],
    [`cursor=${Buffer.from("2026-01-01T00:00:00.000Z '; drop").toString('base64url')}`, 'Invalid cursor'],
  ])('refuses ?%s', async (query, error) => {
    const { status, body } = await desk().get(`/tickets?${query}`)
    expect([status, body]).toEqual([422, { error }])
  })
})

describe('GET /tickets/:id', () => {
  it('is the published ticket, with messages and notes but not what was done', async () => {
    const id = await opened({ name: 'Visitor' })
    await patch(id, { assignee_id: to.ownerId, priority: 'low' })
    await say(id, 'It costs nothing')
    await say(id, 'a lead', 'note')
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/)
    const { status, body } = await desk().get('/tickets/1')
    const common = { received_at: at, created_at: at, files: [] }
    expect([status, body]).toEqual([
      200,
      {
        ticket: {
          id: 1,
          subject: 'Question about pricing',
          state: 'assigned',
          priority: 'low',
          source: 'helpdesk',
          contact: { name: 'Visitor', email: 'visitor@example.com' },
          assignee: { name: 'Noor Valdis' },
          summary: null,
          created_at: timeOf(clock.now()),
          updated_at: at,
          messages: [
            { type: 'email', direction: 'inbound', author: 'Visitor', body: 'What does it cost?', ...common },
            {
              type: 'email',
              direction: 'outbound',
              author: 'Noor Valdis',
              body: 'It costs nothing',
              ...common,
            },
            { type: 'note', direction: 'outbound', author: 'Noor Valdis', body: 'a lead', ...common },
          ],
        },
      },
    ])
  })

  it('shows chats as chats, with their files, and tickets of other doors as what they are', async () => {
    const token = await chatCalls(app, to).open({ message: 'Look' })
    const png = Buffer.from('89504e470d0a1a0a', 'hex')
    await chatCalls(app, to).upload(token, { message: '', files: new File([png], 'lid.bin') })
    expect(await show(FIRST_CHAT)).toMatchObject({
      source: 'chat',
      messages: [
        { type: 'chat', author: 'Ada', body: 'Look', files: [] },
        {
          type: 'chat',
          body: '',
          files: [{ filename: 'lid.bin', content_type: 'application/octet-stream', byte_size: 8 }],
        },
      ],
    })
    const imported = ticketArgs(to, { user: { email: 'ada@example.com' } })
    const original_timestamp = '2020-02-02T02:02:02.000Z'
    await app.core.run('openTicket', { ...imported, enclosed: { ...imported.enclosed, original_timestamp } })
    expect(await show(1)).toMatchObject({
      source: 'api',
      contact: { name: 'ada@example.com', email: 'ada@example.com' },
      messages: [{ type: 'email', author: 'ada@example.com', received_at: original_timestamp }],
    })
    await app.core.run('openTicket', ticketArgs(to))
    expect(await show(2)).toMatchObject({ contact: null, messages: [{ author: null }] })
  })

  it('is sent in parts when it is long, and has as many messages as the list says', async () => {
    const id = await opened()
    const author = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }
    const at = { org: to.org, conversationId: id, author, seenSeq: null }
    for (let n = 2; n <= 405; n++)
      await app.core.run('reply', { ...at, kind: n % 3 ? 'message' : 'note', body: `"${n}" 🎉` })
    await patch(id, { status: 'pending' })
    const { messages, ...rest } = await show(1)
    expect(messages.map(({ body }) => body)).toEqual([
      'What does it cost?',
      ...Array.from({ length: 404 }, (_, n) => `"${n + 2}" 🎉`),
    ])
    expect(rest).toMatchObject({ id: 1, state: 'assigned' })
    expect(await list()).toMatchObject([{ messages_count: 405 }])
  })

  it('leads from one that was merged to the one it went to, and back when that is undone', async () => {
    const first = await opened({ subject: 'first' })
    const second = await opened({ subject: 'second' })
    await say(second, 'a lead', 'note')
    const { merge_id } = await manage().must('POST', `/conversations/${first}/merge`, { from: second })
    expect(await show(2)).toMatchObject({ id: 1, subject: 'first', messages: [{}, {}, {}] })
    expect(await list()).toMatchObject([{ id: 1, messages_count: 3 }])
    await say(first, 'both')
    await manage().must('POST', `/conversations/${first}/merges/${merge_id}/undo`)
    expect(await show(2)).toMatchObject({ id: 2, subject: 'second', messages: [{}, {}] })
    const counts = (await list()).map(({ id, messages_count }) => [id, messages_count])
    expect(Object.fromEntries(counts)).toEqual({ 1: 2, 2: 2 })
  })

  it.each(['2', '0', '-1', '1.0', '01', 'x', '1e0', '%31%00', '9'.repeat(40), '999999999999999'])(
    'knows no %s',
    async (id) => {
      await opened()
      const { status, body } = await desk().get(`/tickets/${id}`)
      expect([status, body]).toEqual([404, { error: 'Ticket not found' }])
    },
  )
})

describe('ids', () => {
  it('are one for each conversation, whatever it is and however many come at once', async () => {
    const visits = Array.from({ length: 12 }, () => chatCalls(app, to).open())
    const posts = Array.from({ length: 12 }, (_, n) => desk().post({ email: `v${n}@example.com` }))
    const others = Array.from({ length: 12 }, () => app.core.run('openTicket', ticketArgs(to)))
    await Promise.all([...visits, ...posts, ...others])
    const ids = (await list()).map(({ id }) => id).sort((a, b) => a - b)
    expect(ids).toEqual([
      ...Array.from({ length: 24 }, (_, n) => n + 1),
      ...Array.from({ length: 12 }, (_, n) => FIRST_CHAT + n),
    ])
  })
})
