import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { nothingEnclosed } from '../../core/messages/add-message.ts'
import { indexSome } from '../../core/search/index-messages.ts'
import type { ConversationBody, ListBody } from './wire.ts'

const clock = testClock(Date.parse('2026-03-10T09:00:00Z'))
let app: TestApp
let to: TestOrganisation

beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const index = async (of = to) => {
  while (await indexSome(app.core, of.org));
}

type Given = Parameters<typeof ticketArgs>[1]
async function ticket(body: string, given: Given = {}, of = to): Promise<string> {
  clock.advance(1_000)
  const { conversationId } = await app.core.run('openTicket', ticketArgs(of, { body, ...given }))
  return conversationId
}

async function answer(
  conversationId: string,
  body: string,
  kind: 'message' | 'note' = 'message',
  mentions: string[] = [],
) {
  clock.advance(1_000)
  const author = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor Valdis' }
  await app.core.run('reply', { org: to.org, conversationId, kind, author, body, seenSeq: null, mentions })
}

const call = (query: Record<string, string>, of = to) =>
  app.http.inject({
    method: 'GET',
    url: `/api/manage/conversations?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${of.accessToken}` },
  })

async function page(query: Record<string, string>, of = to): Promise<ListBody<ConversationBody>> {
  const response = await call(query, of)
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

const titles = async (q: string, more: Record<string, string> = {}) =>
  (await page({ q, ...more })).data.map(({ title }) => title)

const change = (conversationId: string, wanted: object) =>
  app.core.run('changeConversation', {
    org: to.org,
    conversationId,
    wanted,
    actor: { kind: 'teammate', id: to.ownerId, name: 'Noor Valdis' },
  })

describe('words', () => {
  beforeEach(async () => {
    await ticket('The lid of my pan does not close')
    await ticket('Größe falsch: the pan is too small', { title: 'Wrong size' })
    const long = await ticket('Where is my parcel?', {
      user: { email: 'maria@example.com', name: 'Maria López' },
    })
    await answer(long, 'The parcel is on its way, with a new lid')
    await answer(long, 'Ask the courier about the pan', 'note')
    await index()
  })

  it.each([
    ['lid', ['Where is my parcel?', 'The lid of my pan does not close']],
    ['PAN', ['Where is my parcel?', 'Wrong size', 'The lid of my pan does not close']],
    ['pan lid', ['The lid of my pan does not close']],
    ['"pan lid"', []],
    ['"does not close"', ['The lid of my pan does not close']],
    ['pan -lid', ['Where is my parcel?', 'Wrong size']],
    ['grosse', ['Wrong size']],
    ['parc*', ['Where is my parcel?']],
    ['wrong size', ['Wrong size']],
    ['asm-2', ['Wrong size']],
    ['maria', ['Where is my parcel?']],
    ['from:lopez', ['Where is my parcel?']],
    ['from:maria lid', []],
    ['from:noor lid', ['Where is my parcel?']],
    ['to:maria@example.com', ['Where is my parcel?']],
    ['to:maria courier', []],
    ['has:note courier', ['Where is my parcel?']],
    ['-has:note pan', ['Wrong size', 'The lid of my pan does not close']],
    ['nothing', []],
    ['!!!', ['Where is my parcel?', 'Wrong size', 'The lid of my pan does not close']],
  ])('%s', async (q, found) => {
    expect(await titles(q)).toEqual(found)
  })

  it('leads to the message, and shows the part that fits', async () => {
    const [found] = (await page({ q: 'courier' })).data
    expect(found?.match).toEqual({
      message_id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      seq: 3,
      created_at: expect.any(String),
      snippet: 'Ask the courier about the pan',
    })
    const listed = await page({})
    expect(listed.data.every((row) => !('match' in row))).toBe(true)
  })

  it('finds nothing of another organisation', async () => {
    const other = await app.organisation()
    await ticket('The lid of a stranger', {}, other)
    await index(other)
    expect((await page({ q: 'lid' }, other)).data.map(({ title }) => title)).toEqual([
      'The lid of a stranger',
    ])
    expect(await titles('stranger')).toEqual([])
  })
})

it('finds by status, tag, assignee, priority, channel and time, alone and together', async () => {
  const first = await ticket('lid one')
  clock.advance(40 * 86_400_000)
  const second = await ticket('lid two')
  await ticket('lid three')
  await change(first, { status: 'closed', tags: ['vip', 'two words'] })
  await change(second, { assignee_id: to.ownerId, priority: 'high', tags: ['vip'] })
  await index()
  expect(await titles('lid tag:vip')).toEqual(['lid two', 'lid one'])
  expect(await titles('tag:vip -status:closed')).toEqual(['lid two'])
  expect(await titles('tag:vip tag:"two words"')).toEqual(['lid one'])
  expect(await titles('-tag:vip')).toEqual(['lid three'])
  expect(await titles('assignee:me')).toEqual(['lid two'])
  expect(await titles('assignee:noor')).toEqual(['lid two'])
  expect(await titles(`assignee:${to.email}`)).toEqual(['lid two'])
  expect(await titles('-assignee:none')).toEqual(['lid two'])
  expect(await titles('assignee:none lid')).toEqual(['lid three', 'lid one'])
  expect(await titles('assignee:nobody-here')).toEqual([])
  expect(await titles('priority:high')).toEqual(['lid two'])
  expect(await titles('-priority:high')).toEqual(['lid three', 'lid one'])
  expect(await titles('channel:tickets -status:open')).toEqual(['lid one'])
  expect(await titles('channel:chat')).toEqual([])
  expect(await titles('-channel:tickets')).toEqual([])
  expect(await titles('after:2026-04')).toEqual(['lid three', 'lid two'])
  expect(await titles('before:2026-04-01 lid')).toEqual(['lid one'])
  expect(await titles('after:1h')).toEqual(['lid three', 'lid two'])
  expect(await titles('lid', { status: 'closed' })).toEqual(['lid one'])
  expect(await titles('lid', { assignee: 'me' })).toEqual(['lid two'])
  // Beside operators both hold.
  expect(await titles('status:closed', { status: 'open' })).toEqual([])
  expect(await titles('status:closed status:open', { status: 'closed,pending' })).toEqual(['lid one'])
  expect(await titles('assignee:me', { assignee: 'none' })).toEqual([])
  expect(await titles('assignee:me', { assignee: to.ownerId })).toEqual(['lid two'])
  expect(await titles('priority:high', { priority: 'none' })).toEqual([])
  expect(await titles('tag:vip', { tag: 'two words' })).toEqual(['lid one'])
  expect(await titles('channel:tickets', { channel: to.ticketsChannel })).toHaveLength(3)
  expect(await titles('-channel:tickets', { channel: 'tickets' })).toEqual([])
  // A filter of the list is an id or a kind, and no name.
  expect(await titles('lid', { assignee: 'noor' })).toEqual([])
  expect(await titles('lid', { channel: 'Tickets API' })).toEqual([])
  await answer(second, 'look', 'note', [to.ownerId])
  expect(await titles('lid', { mentioned: 'me' })).toEqual(['lid two'])
  expect(await titles('lid', { mentioned: 'unread' })).toEqual([])
  expect(await titles('lid', { channel: 'tickets' })).toHaveLength(3)
})

it('finds a message once it was written down, its files by name, and each conversation once', async () => {
  const id = await ticket('first words')
  expect(await titles('first')).toEqual([])
  await index()
  expect(await titles('first')).toEqual(['first words'])
  for (let n = 0; n < 5; n++) await answer(id, `more words ${n}`)
  await index()
  expect(await titles('words')).toEqual(['first words'])
  const file = {
    state: 'stored' as const,
    filename: 'Rechnung-März.PDF',
    content_type: 'application/pdf',
    byte_size: 1,
    sha256: 'a'.repeat(64),
    url: null,
    accepts: null,
    width: null,
    height: null,
  }
  await ticket('see there', { enclosed: { ...nothingEnclosed, attachments: [file] } })
  await index()
  expect(await titles('rechnung')).toEqual(['see there'])
  expect(await titles('has:file')).toEqual(['see there'])
  expect(await titles('has:image')).toEqual([])
})

it('follows messages into a conversation they were merged into, and out of it again', async () => {
  const user = { email: 'jo@mail.example' }
  const [into, from] = [await ticket('first pan', { user }), await ticket('second lid', { user })]
  await index()
  const where = async (q: string) => (await page({ q })).data.map(({ id }) => id)
  const actor = { kind: 'teammate' as const, id: to.ownerId, name: 'Noor Valdis' }
  const by = { org: to.org, conversationId: into, actor, ip: null }
  const { mergeId } = await app.core.run('mergeConversations', { ...by, from })
  await index()
  expect([await where('pan'), await where('lid')]).toEqual([[into], [into]])
  await app.core.run('unmergeConversations', { ...by, merge: mergeId })
  await index()
  expect([await where('pan'), await where('lid')]).toEqual([[into], [from]])
})

it('writes nothing down twice, however often and by how many at once', async () => {
  for (let n = 0; n < 150; n++) await ticket(`lid ${n}`)
  await Promise.all([index(), index(), index()])
  const entries = await app.core.read
    .selectFrom('search_entry')
    .select('message_id')
    .where('org_id', '=', to.org)
    .execute()
  expect(entries).toHaveLength(150)
  expect(new Set(entries.map((entry) => entry.message_id)).size).toBe(150)
})

it('shows every conversation once over pages of any size, whatever is said meanwhile', async () => {
  const ids: string[] = []
  for (let n = 0; n < 60; n++) ids.push(await ticket(`pan ${n % 2 === 0 ? 'even' : 'odd'} ${n}`))
  // Conversations with newer and older matches, and several of them.
  for (let n = 0; n < 60; n += 3) await answer(ids[n] ?? '', 'pan again')
  for (let n = 0; n < 60; n += 9) await answer(ids[n] ?? '', 'pan once more')
  for (let n = 0; n < 60; n += 4) await change(ids[n] ?? '', { status: 'closed' })
  await index()
  for (const [q, expected] of [
    ['pan', 60],
    ['pan status:closed', 15],
    ['odd', 30],
  ] as const) {
    for (const limit of ['1', '7', '200']) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const { data, next_cursor } = await page({ q, limit, ...(after && { after }) })
        seen.push(...data.map(({ id }) => id))
        after = next_cursor ?? undefined
        expect(data.length).toBeLessThanOrEqual(Number(limit))
      } while (after)
      expect(seen, `${q} by ${limit}`).toHaveLength(expected)
      expect(new Set(seen).size).toBe(expected)
    }
  }
  const { data } = await page({ q: 'pan', limit: '200' })
  const places = data.map(({ match }) => match?.created_at ?? '')
  expect(places).toEqual([...places].sort().reverse())
})

it('agrees with reading everything', async () => {
  let seed = 11
  const random = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return (seed >> 8) % most
  }
  const vocabulary = ['lid', 'pan', 'pot', 'new', 'old', 'red', 'größe', '漢字']
  const text = () => Array.from({ length: 1 + random(5) }, () => vocabulary[random(8)]).join(' ')
  const said = new Map<string, { bodies: string[]; status: string; tags: string[] }>()
  for (let n = 0; n < 80; n++) {
    const body = text()
    const id = await ticket(body)
    const row = { bodies: [body], status: 'open', tags: [] as string[] }
    said.set(id, row)
    if (random(2) === 0) {
      const more = text()
      row.bodies.push(more)
      await answer(id, more)
    }
    if (random(3) === 0) row.status = 'closed'
    if (random(3) === 0) row.tags = ['vip']
    await change(id, { status: row.status, tags: row.tags })
  }
  await index()
  for (let round = 0; round < 60; round++) {
    const words = Array.from({ length: 1 + random(2) }, () => vocabulary[random(8)] ?? '')
    const phrase = random(3) === 0
    const without = random(3) === 0 ? vocabulary[random(8)] : undefined
    const status = random(3) === 0 ? 'closed' : undefined
    const tag = random(4) === 0
    const q = [
      phrase ? `"${words.join(' ')}"` : words.join(' '),
      without && `-${without}`,
      status && `status:${status}`,
      tag && 'tag:vip',
    ]
      .filter(Boolean)
      .join(' ')
    const fits = (body: string) => {
      const has = (word: string) => ` ${body} `.includes(` ${word} `)
      const all = phrase ? has(words.join(' ')) : words.every(has)
      return all && !(without && has(without))
    }
    const expected = [...said]
      .filter(
        ([, row]) =>
          row.bodies.some(fits) && (!status || row.status === status) && (!tag || row.tags.includes('vip')),
      )
      .map(([id]) => id)
    const { data } = await page({ q, limit: '200' })
    expect(data.map(({ id }) => id).sort(), q).toEqual(expected.sort())
  }
})

it.each([
  ['status:nope', 'q: status: must be one of: open, pending, snoozed, closed'],
  ['x'.repeat(501), 'q is too long'],
])('refuses %s', async (q, detail) => {
  const response = await call({ q })
  expect(response.statusCode).toBe(422)
  expect(response.json()).toMatchObject({ code: 'invalid', field: 'q', detail })
})

it('refuses a cursor of another list', async () => {
  expect((await call({ q: 'lid', after: 'nonsense' })).statusCode).toBe(422)
})
