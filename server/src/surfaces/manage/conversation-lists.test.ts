// Orders and filters of the list: what they show, page by page, and that no page reads the whole table.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../test/app.ts'
import { engine } from '../../../test/engines.ts'
import { type Mate, mate } from '../../../test/mate.ts'
import { meddle } from '../../../test/meddle.ts'
import { explain, plansOf } from '../../../test/plans.ts'
import type { ListPlace } from '../../core/conversations/list/filter.ts'
import { countConversations, listConversations } from '../../core/conversations/list/queries.ts'
import { newId, timeOf } from '../../core/ids.ts'
import type { Schema } from '../../db/schema.ts'

const ROWS = 20_000
let app: TestApp
let to: TestOrganisation
/** `mentions`: of Bo, how often; the n-th message of them all is the newest that names Bo there. */
type Row = Schema['conversation'] & { tags: string[]; unread: boolean; mentions: number; named: number }
let all: Row[]
/** Is named in more conversations than one page may look through. */
let bo: Mate
const contacts = [newId(), newId(), newId()]
const company = newId()

beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  bo = await mate(app, to, { name: 'Bo' })
  const begin = Date.parse('2026-01-01T00:00:00Z')
  all = Array.from({ length: ROWS }, (_, n) => {
    // Last messages come in another order than the conversations did, three in one millisecond.
    const said = timeOf(begin + 10_000_000 + Math.floor(((n * 7_919) % ROWS) / 3))
    return {
      org_id: to.org,
      id: newId(begin + n),
      number: `T-${n}`,
      serial: n,
      title: 'x',
      status: n % 100 === 0 ? 'pending' : n % 10 === 0 ? 'open' : 'closed',
      priority: n % 4_999 === 0 ? 'urgent' : null,
      channel_id: to.ticketsChannel,
      source_specific_id: null,
      contact_id:
        n % 5_000 === 1 ? (contacts[1] ?? '') : n % 3 === 0 ? (contacts[2] ?? '') : (contacts[0] ?? ''),
      company_id: n % 1_000 === 7 ? company : null,
      company_reference: null,
      assignee_id: n % 50 === 0 ? to.ownerId : null,
      owner_kind: 'people',
      owner_id: null,
      handed_from_kind: null,
      handed_from_id: null,
      epoch: 0,
      additional_properties: '{}',
      snoozed_until: null,
      merged_into: null,
      next_seq: 2,
      inbound_count: 1,
      message_count: 1,
      last_message_at: said,
      created_at: timeOf(begin + n),
      updated_at: said,
      tags: [...(n % 6_000 === 3 ? ['rare'] : []), ...(n % 4 === 0 ? ['common'] : [])],
      unread: n % 2_000 === 5,
      mentions: n % 6 === 0 ? 1 + (n % 4) / 2 : 0,
      named: (n * 7_919) % ROWS,
    } satisfies Row
  })
  await meddle(app, async (db) => {
    const contact = (id: string) => ({
      ...{ org_id: to.org, id, phones: '[]', sort_name: 'x', verified: 0 as const },
      ...{ created_at: timeOf(begin), updated_at: timeOf(begin) },
    })
    await db.insertInto('contact').values(contacts.map(contact)).execute()
    const firm = { org_id: to.org, id: company, name: 'x', phones: '[]', sort_name: 'x' }
    await db
      .insertInto('company')
      .values({ ...firm, created_at: timeOf(begin), updated_at: timeOf(begin) })
      .execute()
    for (let at = 0; at < ROWS; at += 500) {
      const some = all.slice(at, at + 500)
      await db
        .insertInto('conversation')
        .values(some.map(({ tags, unread, mentions, named, ...row }) => row))
        .execute()
      const tagged = some.flatMap(({ id, tags }) =>
        tags.map((tag) => ({ org_id: to.org, conversation_id: id, tag })),
      )
      await db.insertInto('conversation_tag').values(tagged).execute()
      const read = some.filter(({ unread }) => !unread)
      const mark = { org_id: to.org, teammate_id: to.ownerId, inbound_seen: 1 }
      await db
        .insertInto('conversation_read')
        .values(read.map(({ id }) => ({ ...mark, conversation_id: id })))
        .execute()
      const notes = some.filter(({ mentions }) => mentions > 0).flatMap(notesOf)
      await db.insertInto('message').values(notes.map(noteRow)).execute()
      await db.insertInto('mention').values(notes.flatMap(mentionRows)).execute()
    }
    // As autovacuum and nobody do: SQLite plans without statistics.
    if (engine === 'postgres') await sql`analyze`.execute(db)
  })
}, 120_000)
afterAll(() => app.close())

type Note = { row: Row; id: string; newest: boolean }
/** Ids in another order than those of the conversations; an older one of the same conversation before all newest ones. */
const notesOf = (row: Row): Note[] =>
  Array.from({ length: row.mentions }, (_, n) => ({
    row,
    id: `${n === 0 ? 'N' : 'M'}${String(row.named).padStart(25, '0')}`,
    newest: n === 0,
  }))
const noteRow = ({ row, id, newest }: Note) => ({
  ...{ org_id: to.org, id, conversation_id: row.id, seq: newest ? 9 : 8, kind: 'note' as const, body: '@Bo' },
  ...{ direction: 'outbound' as const, author_kind: 'teammate' as const, delivery: 'none' as const },
  ...{ metadata: '{}', created_at: row.created_at },
})
/** The owner is named with Bo now and then; both have read what is not the newest. */
const mentionRows = ({ row, id, newest }: Note) =>
  [bo.id, ...(row.named % 500 === 0 ? [to.ownerId] : [])].map((teammate_id) => ({
    ...{ org_id: to.org, teammate_id, message_id: id, conversation_id: row.id },
    read_at: newest && row.named % 1_000 === 0 ? null : row.created_at,
  }))

const get = async (query: string, token = to.accessToken) => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await app.http.inject({ url: `/api/manage/conversations?${query}`, headers })
  expect(answer.statusCode).toBe(200)
  return answer.json() as { data: { id: string }[]; next_cursor: string | null }
}

/** At most `most` pages of it. */
async function walk(
  query: string,
  { most = 1_000, token }: { most?: number; token?: string } = {},
): Promise<{ ids: string[]; pages: number; ended: boolean }> {
  const ids: string[] = []
  for (let pages = 1, after = ''; ; pages++) {
    const page = await get(`${query}&limit=200${after && `&after=${after}`}`, token)
    ids.push(...page.data.map(({ id }) => id))
    if (page.next_cursor === null || pages === most) return { ids, pages, ended: page.next_cursor === null }
    after = page.next_cursor
  }
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const recent = (a: Row, b: Row) => byText(b.last_message_at, a.last_message_at) || byText(b.id, a.id)
const orders: Record<string, (a: Row, b: Row) => number> = {
  last_message: recent,
  oldest: (a, b) => -recent(a, b),
  created: (a, b) => byText(b.id, a.id),
}
const filters: [query: string, passes: (row: Row) => boolean][] = [
  ['status=pending', (row) => row.status === 'pending'],
  ['status=open,pending', (row) => row.status !== 'closed'],
  ['status=open&status=pending&priority=none', (row) => row.status !== 'closed' && row.priority === null],
  ['priority=urgent', (row) => row.priority === 'urgent'],
  ['tag=rare', (row) => row.tags.includes('rare')],
  ['tag=common&status=open', (row) => row.tags.includes('common') && row.status === 'open'],
  ['contact=$1', (row) => row.contact_id === contacts[1]],
  ['contact=$2&status=pending', (row) => row.contact_id === contacts[2] && row.status === 'pending'],
  ['company=$C', (row) => row.company_id === company],
  ['assignee=me&status=open', (row) => row.assignee_id === to.ownerId && row.status === 'open'],
  ['assignee=none&status=pending', (row) => row.assignee_id === null && row.status === 'pending'],
  ['unread=true', (row) => row.unread],
  ['unread=true&status=closed', (row) => row.unread && row.status === 'closed'],
  ['mentioned=me', (row) => isNamed(row)],
  ['mentioned=unread', (row) => isNamed(row) && row.named % 1_000 === 0],
  ['mentioned=me&status=closed', (row) => isNamed(row) && row.status === 'closed'],
  ['channel=chat', () => false],
]
const isNamed = (row: Row) => row.mentions > 0 && row.named % 500 === 0
const filled = (query: string) =>
  query.replace(/\$(\d|C)/, (_, what) => (what === 'C' ? company : (contacts[Number(what)] ?? '')))

describe.each(Object.keys(orders))('sort=%s', (sort) => {
  it('begins and goes on in its order', async () => {
    const { ids } = await walk(`sort=${sort}`, { most: 3 })
    const expected = all.toSorted(orders[sort]).slice(0, 600)
    expect(ids).toEqual(expected.map(({ id }) => id))
  })

  it.each(filters)('%s shows each that passes, once, in its order', async (query, passes) => {
    const { ids, ended } = await walk(`sort=${sort}&${filled(query)}`)
    const expected = all.filter(passes).sort(orders[sort])
    expect(ended).toBe(true)
    expect(ids).toEqual(expected.map(({ id }) => id))
  })
})

describe('counted without a list', () => {
  it.each([
    ['all', {}, { count: 100, capped: true }],
    ['many', { status: ['open', 'pending'] as const }, { count: 100, capped: true }],
    ['few of an index', { tag: 'rare' }, { count: 4, capped: false }],
    ['few of an index', { company: [company] }, { count: 20, capped: false }],
    ['mentions', { mentioned: 'unread' as const }, null],
    ['what hardly anything passes', { channel: 'chat' }, { count: 0, capped: true }],
    ['what few pass that one page sees', { unread: true as const }, null],
  ])('%s: as many as one page of it looks for', async (_, filter, expected) => {
    const counted = await countConversations(app.core.read, to.org, to.ownerId, filter, 100)
    const page = { sort: 'last_message' as const, limit: 100, ...filter }
    const { rows, next } = await listConversations(app.core.read, to.org, to.ownerId, page)
    expect(counted).toEqual({ count: rows.length, capped: next !== null })
    if (expected) expect(counted).toEqual(expected)
  })
})

describe.each([
  ['few', () => to.accessToken, isNamed],
  ['many', () => bo.accessToken, (row: Row) => row.mentions > 0],
] as const)('mentions of somebody who has %s', (_, token, named) => {
  const newestFirst = (a: Row, b: Row) => b.named - a.named

  it('come by the newest of each conversation', async () => {
    const { ids, ended } = await walk('mentioned=me', { token: token() })
    const expected = all.filter(named).sort(newestFirst)
    expect(ended).toBe(true)
    expect(ids).toEqual(expected.map(({ id }) => id))
    expect((await walk('mentioned=me&sort=mentioned', { token: token() })).ids).toEqual(ids)
  })

  it.each([
    ['mentioned=unread', (row: Row) => row.named % 1_000 === 0],
    ['mentioned=me&status=open,pending', (row: Row) => row.status !== 'closed'],
    ['mentioned=me&tag=rare', (row: Row) => row.tags.includes('rare')],
    ['mentioned=me&assignee=me', (row: Row) => row.assignee_id === to.ownerId && token() === to.accessToken],
  ] as const)('%s shows each that passes, once', async (query, passes) => {
    const { ids, ended } = await walk(query, { token: token() })
    const expected = all.filter((row) => named(row) && passes(row))
    expect(ended).toBe(true)
    expect(ids).toEqual(expected.sort(newestFirst).map(({ id }) => id))
    for (const sort of ['last_message', 'oldest', 'created']) {
      const other = await walk(`${query}&sort=${sort}`, { token: token() })
      expect(other.ids).toEqual(expected.sort(orders[sort]).map(({ id }) => id))
    }
  })
})

describe('a page', () => {
  it('of what hardly anything passes ends early, and says where to go on', async () => {
    const page = await get('channel=chat')
    expect([page.data, typeof page.next_cursor]).toEqual([[], 'string'])
    expect((await walk('channel=chat')).pages).toBe(ROWS / 2_000 + 1)
  })

  it('of what one index finds is whole', async () => {
    for (const query of ['tag=rare', 'contact=$1', 'company=$C'].map(filled))
      expect(await walk(query)).toMatchObject({ pages: 1, ended: true })
  })
})

/** What the engine means to do for every query of one page. */
async function planned(
  page: Partial<Parameters<typeof listConversations>[3]>,
  teammate = to.ownerId,
): Promise<string[]> {
  const whole = { sort: 'last_message' as const, limit: 51, ...page }
  return await plansOf(app.core.read, (db) => listConversations(db, to.org, teammate, whole))
}

/**
 * A walk over every row; on SQLite also one by the organisation alone, which is every row of it in no order, and one over
 * all of somebody's mentions for each conversation.
 */
const WHOLE =
  engine === 'sqlite'
    ? /^SCAN (?!w\b|t\b|\()|conversation_recent_by_status \(org_id=\?\)|SEARCH (named|newest) (?!.*conversation_id=\?)/im
    : /Seq Scan on (conversation|conversation_tag|conversation_read|message|mention)\b/
const after = { at: '2026-01-01T02:50:00.000Z', id: '0' }
const INDEX: Record<string, RegExp> = {
  last_message: /conversation_recent/,
  oldest: /conversation_recent/,
  created: engine === 'sqlite' ? /sqlite_autoindex_conversation_1/ : /conversation_pkey/,
}

describe.each(['last_message', 'oldest', 'created'] as const)('the plan of sort=%s', (sort) => {
  it.each([undefined, after])('walks its own index, after %j', async (place) => {
    const plans = await planned({
      sort,
      ...(place && { after: { ...place, id: newId(Date.parse(place.at)) } }),
    })
    for (const plan of plans) expect(plan).not.toMatch(WHOLE)
    // The last one looks rows up by their ids.
    expect(plans.length).toBeGreaterThan(1)
    for (const plan of plans.slice(0, -1)) expect(plan).toMatch(INDEX[sort] ?? /-/)
  })

  it.each([
    ['status', { status: ['open', 'pending'] as const }],
    ['assignee', { assignee: 'me' }],
    ['nobody', { assignee: null }],
    ['priority', { priority: 'urgent' as const }],
    ['a rare tag', { tag: 'rare' }],
    ['a common tag', { tag: 'common' }],
    ['a contact of few', { contact: [contacts[1] ?? ''] }],
    ['a contact of many', { contact: [contacts[0] ?? ''] }],
    ['company', { company: [company] }],
    ['unread', { unread: true as const }],
    ['mentions', { mentioned: 'me' as const }],
    ['unread mentions', { mentioned: 'unread' as const }],
  ])('with %s reads no whole table', async (_, filter) => {
    const page = 'assignee' in filter && filter.assignee === 'me' ? { assignee: to.ownerId } : filter
    const plans = [...(await planned({ sort, ...page })), ...(await planned({ sort, ...page }, bo.id))]
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan).not.toMatch(WHOLE)
  })
})

it.each([undefined, after])('the plan of sort=mentioned walks its own index, after %j', async (place) => {
  const page = { sort: 'mentioned' as const, mentioned: 'me' as const, ...(place && { after: place }) }
  for (const teammate of [to.ownerId, bo.id]) {
    const plans = await planned(page, teammate)
    expect(plans.length).toBeGreaterThan(1)
    for (const plan of plans) expect(plan).not.toMatch(WHOLE)
    const own = engine === 'sqlite' ? /SEARCH mention USING COVERING INDEX/ : /Index.* on mention\b/
    expect(plans[0]).toMatch(own)
  }
})

describe.each(['last_message', 'created'] as const)(
  'of a contact with others merged into it, sort=%s',
  (sort) => {
    it.each([
      ['few', [contacts[1] ?? '', newId()]],
      ['many', [contacts[1] ?? '', contacts[0] ?? '']],
    ])(
      'who have %s, a page holds those of all, and sorts none beyond what it may look through',
      async (_, contact) => {
        const found: string[] = []
        for (let after: ListPlace | undefined; ; ) {
          const page = { sort, contact, limit: 500, ...(after && { after }) }
          const { rows, next } = await listConversations(app.core.read, to.org, to.ownerId, page)
          found.push(...rows.map(({ id }) => id))
          if (next === null) break
          after = next
        }
        const expected = all.filter((row) => contact.includes(row.contact_id ?? '')).sort(orders[sort])
        expect(found).toEqual(expected.map(({ id }) => id))
        // Whether there are few is asked of each by itself; of whom most are PostgreSQL finds as many along any index.
        const range =
          engine === 'sqlite' ? /conversation_contact/g : /Index Scan using conversation_(contact|pkey)/g
        const plans = await planned({ sort, contact })
        const few = plans.find((plan) => plan.match(range)?.length === contact.length)
        expect(few, plans.join('\n\n')).toBeDefined()
        expect(few).not.toMatch(engine === 'sqlite' ? /TEMP B-TREE/ : /Sort/)
      },
    )
  },
)

it('a plan without an index would be noticed', async () => {
  expect(await explain(app.core.read, "select id from conversation where title = 'x'")).toMatch(WHOLE)
})
