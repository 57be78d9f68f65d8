import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { latestSeq } from '../../core/spine/queries.ts'
import { cursorOf } from './paging.ts'

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

const auth = () => ({ authorization: `Bearer ${to.accessToken}` })
const get = (path: string) => app.http.inject({ url: `/api/manage/${path}`, headers: auth() })
const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
  app.http.inject({ method: 'POST', url: `/api/manage/${path}`, headers: { ...auth(), ...headers }, payload })

const open = (body: string, email: string | null = null) =>
  app.core.run('openTicket', ticketArgs(to, { body, user: { email, name: email && 'Ada' } }))

/** Follows `next_cursor` to the end. */
async function walk<T>(path: string, limit: number): Promise<{ items: T[]; pages: number }> {
  const items: T[] = []
  let pages = 0
  for (let after = ''; ; ) {
    const answer = await get(`${path}?limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`)
    expect(answer.statusCode).toBe(200)
    const { data, next_cursor } = answer.json()
    items.push(...data)
    pages++
    if (next_cursor === null) return { items, pages }
    after = next_cursor
  }
}

describe('a conversation', () => {
  it('is shown with everything the documents name', async () => {
    const { conversationId } = await open('The lid\ndoes not close', 'ada@example.com')
    const at = new Date(clock.now()).toISOString()
    const answer = await get(`conversations/${conversationId}`)
    expect(answer.json()).toEqual({
      id: conversationId,
      number: 'ASM-1',
      title: 'The lid',
      status: 'open',
      priority: null,
      channel: { id: to.ticketsChannel, kind: 'tickets', name: 'Tickets API' },
      source_specific_id: null,
      contact: {
        id: expect.any(String),
        name: 'Ada',
        email: 'ada@example.com',
        username: null,
        image_url: null,
      },
      visitor: null,
      company: null,
      company_reference: null,
      owner: { kind: 'people', id: null, epoch: 0 },
      handed_from: null,
      assignee: null,
      tags: [],
      additional_properties: {},
      created_at: at,
      updated_at: at,
      last_message_at: at,
      snoozed_until: null,
      unread: 1,
      unread_mentions: 0,
      last_message: {
        id: expect.any(String),
        author: { kind: 'contact', id: expect.any(String), name: 'Ada' },
        snippet: 'The lid does not close',
        created_at: at,
      },
      delivery_failed: false,
      draft: null,
      merged_ids: [],
    })
    expect((await get('conversations')).json().data).toEqual([answer.json()])
  })

  it('of somebody unknown has no contact', async () => {
    const { conversationId } = await open('x')
    expect((await get(`conversations/${conversationId}`)).json()).toMatchObject({ contact: null })
  })
})

describe('lists', () => {
  it.each([1, 3, 7, 8, 200])(
    'of conversations in pages of %i visit each once, newest first',
    async (limit) => {
      const numbers: string[] = []
      for (let n = 0; n < 8; n++) {
        // Three share one millisecond, so that the page must break within it.
        if (n % 3 === 0) clock.advance(1)
        numbers.unshift((await open(`ticket ${n}`)).number)
      }
      const { items, pages } = await walk<{ number: string }>('conversations', limit)
      expect(items.map((item) => item.number)).toEqual(numbers)
      expect(pages).toBe(Math.ceil(8 / limit))
    },
  )

  it.each([1, 4, 200])('of messages in pages of %i visit each once, oldest first', async (limit) => {
    const { conversationId } = await open('message 1')
    for (let n = 2; n <= 9; n++)
      await post(`conversations/${conversationId}/messages`, { body: `message ${n}` })
    const { items } = await walk<{ seq: number; body: string }>(
      `conversations/${conversationId}/messages`,
      limit,
    )
    expect(items.map(({ seq, body }) => `${seq} ${body}`)).toEqual(
      Array.from({ length: 9 }, (_, n) => `${n + 1} message ${n + 1}`),
    )
  })

  it.each([1, 4, 200])('of messages go back from the last one in pages of %i when asked', async (limit) => {
    const { conversationId } = await open('message 1')
    for (let n = 2; n <= 9; n++)
      await post(`conversations/${conversationId}/messages`, { body: `message ${n}` })
    const path = `conversations/${conversationId}/messages?sort=newest&limit=${limit}`
    const seqs: number[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: { data: { seq: number }[]; next_cursor: string | null } = (
        await get(`${path}${after && `&after=${after}`}`)
      ).json()
      seqs.push(...page.data.map(({ seq }) => seq))
      after = page.next_cursor
    }
    expect(seqs).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('skip and repeat nothing that stays in place while others move to the top', async () => {
    const opened = []
    for (let n = 0; n < 6; n++) {
      clock.advance(10)
      opened.push(await open(`ticket ${n}`))
    }
    const first = (await get('conversations?limit=2')).json()
    clock.advance(10)
    await post(`conversations/${opened[0]?.conversationId}/messages`, { body: 'up you go' })
    const rest = (await get(`conversations?limit=200&after=${first.next_cursor}`)).json()
    const numbers = [...first.data, ...rest.data].map((item: { number: string }) => item.number)
    expect(numbers).toEqual(['ASM-6', 'ASM-5', 'ASM-4', 'ASM-3', 'ASM-2'])
  })

  it('show one status when asked', async () => {
    await open('x')
    expect((await get('conversations?status=open')).json().data).toHaveLength(1)
    expect((await get('conversations?status=closed')).json()).toEqual({ data: [], next_cursor: null })
  })

  const list = 'after is not a cursor of this list'
  it.each([
    ['limit=0', 'limit', 'limit must be at least 1'],
    ['limit=201', 'limit', 'limit must be at most 200'],
    ['limit=1.5', 'limit', 'limit must be a whole number'],
    ['limit=ten', 'limit', 'limit must be a number'],
    ['limit=', 'limit', 'limit must be at least 1'],
    ['limit=1&limit=2', 'limit', 'limit must be a number'],
    ['limit=1e400', 'limit', 'limit must be a number'],
    ['status=opened', 'status', 'status must be one of: open, pending, snoozed, closed'],
    ['status=open,shut', 'status', 'status must be one of: open, pending, snoozed, closed'],
    [`status=${'open,'.repeat(10)}closed`, 'status', 'status is given too often'],
    ['sort=random', 'sort', 'sort must be one of: last_message, oldest, created, mentioned'],
    ['priority=huge', 'priority', 'priority must be one of: low, normal, high, urgent, none'],
    ['unread=yes', 'unread', 'unread must be true or false'],
    ['tag=a&tag=b', 'tag', 'tag is given twice'],
    ['after=', 'after', list],
    ['after=garbage', 'after', list],
    ['after=a&after=b', 'after', 'after is given twice'],
    [`after=${'x'.repeat(301)}`, 'after', list],
    [`after=${cursorOf('one part')}`, 'after', list],
    [`after=${cursorOf('two', 'parts')}`, 'after', list],
    [`after=${cursorOf('created', '', 'x')}`, 'after', list],
    [`sort=created&after=${cursorOf('oldest', '', 'x')}`, 'after', list],
    [`after=${cursorOf('nul\0', 'x')}`, 'after', list],
    [`after=${Buffer.from('[1,2]').toString('base64url')}`, 'after', list],
    [`after=${Buffer.from('["a","b"]]').toString('base64url')}`, 'after', list],
  ])('refuse %s', async (query, field, detail) => {
    const answer = await get(`conversations?${query}`)
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'invalid', field, detail }])
  })

  it.each(['x', '-1', '1.5', 'NaN', '1e400', '99999999999999999999', "1'--"])(
    'of messages refuse a forged cursor: %s',
    async (seq) => {
      const { conversationId } = await open('x')
      const answer = await get(`conversations/${conversationId}/messages?after=${cursorOf(seq)}`)
      expect([answer.statusCode, answer.json()]).toMatchObject([422, { field: 'after', detail: list }])
    },
  )

  it.each([
    ['sort=newest', cursorOf('3')],
    ['sort=newest', cursorOf('newest', '-1')],
    ['sort=newest', cursorOf('oldest', '3')],
    ['sort=oldest', cursorOf('newest', '3')],
  ])('of messages keep the cursors of both directions apart: %s, %s', async (sort, after) => {
    const { conversationId } = await open('x')
    const answer = await get(`conversations/${conversationId}/messages?${sort}&after=${after}`)
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { field: 'after', detail: list }])
  })

  it('are not upset by a cursor that fits but leads nowhere', async () => {
    await open('x')
    const cursor = cursorOf('last_message', "'; drop table conversation; --", 'Ω')
    expect((await get(`conversations?after=${cursor}`)).statusCode).toBe(200)
  })
})

describe('a message from a teammate', () => {
  const messages = async () => {
    const { conversationId } = await open('x')
    return `conversations/${conversationId}/messages`
  }

  it('is answered as the list then shows it', async () => {
    const path = await messages()
    clock.advance(1_000)
    const answer = await post(path, { body: 'Press it firmly.' })
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      {
        id: expect.any(String),
        seq: 2,
        kind: 'message',
        direction: 'outbound',
        author: { kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' },
        body: 'Press it firmly.',
        attachments: [],
        mentions: [],
        quick_replies: [],
        changes: null,
        delivery: 'none',
        sources: [],
        source_specific_id: null,
        original_timestamp: null,
        created_at: new Date(clock.now()).toISOString(),
      },
    ])
    expect((await get(path)).json().data[1]).toEqual(answer.json())
  })

  it('may be a note', async () => {
    const answer = await post(await messages(), { body: 'ask Ada', kind: 'note' })
    expect(answer.json()).toMatchObject({ kind: 'note', direction: 'outbound', delivery: 'none' })
  })

  it('is kept as it was typed, but for what no database takes', async () => {
    const answer = await post(await messages(), { body: ' <b>hi</b>\u0000\ud800\r\n{{x}} ' })
    expect(answer.json().body).toBe(' <b>hi</b>\ufffd\r\n{{x}} ')
  })

  it('ignores fields that are not its own', async () => {
    const fields = {
      author: { kind: 'contact', id: 'x' },
      seq: 99,
      delivery: 'delivered',
      direction: 'inbound',
      org_id: 'x',
    }
    const answer = await post(await messages(), { body: 'x', ...fields })
    expect(answer.json()).toMatchObject({ seq: 2, direction: 'outbound', author: { kind: 'teammate' } })
  })

  it.each([
    [{}, 'body', 'body is required'],
    [{ body: ' \n ' }, 'body', 'body is required'],
    [{ body: '\0' }, 'body', 'body is required'],
    [{ body: 5 }, 'body', 'body is required'],
    [{ body: 'é'.repeat(128 * 1024 + 1) }, 'body', 'body is too long (maximum 256 KiB)'],
    [{ body: 'x', kind: 'event' }, 'kind', 'kind must be reply or note'],
  ])('is refused with 422, and nothing is stored, for %j', async (body, field, detail) => {
    const path = await messages()
    const before = await latestSeq(app.core.read, to.org)
    const answer = await post(path, body)
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { code: 'invalid', field, detail }])
    expect(await latestSeq(app.core.read, to.org)).toBe(before)
    expect((await get(path)).json().data).toHaveLength(1)
  })

  it('is sent once under one idempotency key', async () => {
    const path = await messages()
    const key = { 'idempotency-key': 'k1' }
    const first = await post(path, { body: 'once' }, key)
    const second = await post(path, { kind: 'reply', body: 'once' }, key)
    expect([second.statusCode, second.json(), second.headers['idempotency-replayed']]).toEqual([
      201,
      first.json(),
      'true',
    ])
    const other = await post(path, { body: 'twice' }, key)
    expect([other.statusCode, other.json()]).toMatchObject([422, { code: 'mismatch' }])
    expect((await get(path)).json().data).toHaveLength(2)
    // Another conversation is another route: there the key is free.
    expect(
      (await post(await messages(), { body: 'once' }, key)).headers['idempotency-replayed'],
    ).toBeUndefined()
  })
})
