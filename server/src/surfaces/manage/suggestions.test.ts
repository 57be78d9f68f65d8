// Tags in use and channels, as the search and the pickers offer them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, ticketArgs } from '../../../test/app.ts'
import { engine } from '../../../test/engines.ts'
import { manageCalls } from '../../../test/manage-calls.ts'
import { meddle } from '../../../test/meddle.ts'
import { plansOf } from '../../../test/plans.ts'
import { walkTags } from '../../core/conversations/tags/queries.ts'

let app: TestApp
let to: TestOrganisation
let calls: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  calls = manageCalls(app, to)
})

async function tagged(...tags: string[]): Promise<string> {
  const { conversationId } = await app.core.run('openTicket', ticketArgs(to, {}))
  await calls.must('PATCH', `/conversations/${conversationId}`, { tags })
  return conversationId
}
const tags = async (q?: string, by = calls) => {
  const list = await by.get(q === undefined ? '/tags' : `/tags?q=${encodeURIComponent(q)}`)
  expect(list.next_cursor).toBeNull()
  return (list.data as { name: string }[]).map(({ name }) => name)
}

describe('tags', () => {
  it('are those in use, each once, of the youngest conversations first', async () => {
    expect(await tags()).toEqual([])
    await tagged('lid', 'refund')
    const other = await tagged('voltage')
    await tagged('lid')
    expect(await tags()).toEqual(['lid', 'voltage', 'refund'])
    await calls.must('PATCH', `/conversations/${other}`, { tags: [] })
    expect(await tags()).toEqual(['lid', 'refund'])
    const strangers = manageCalls(app, await app.organisation())
    expect(await tags('lid', strangers)).toEqual([])
  })

  it('begin like what was typed, or have words that do, without regard to case and accents', async () => {
    await tagged('VIP customer', 'élan', 'custom-made', '返品 返金', '🔥', '100%')
    const found = [
      ['vip', ['VIP customer']],
      ['CUST', ['VIP customer', 'custom-made']],
      ['custom vi', ['VIP customer']],
      ['e', ['élan']],
      ['e\u0301l', ['élan']],
      ['返', ['返品 返金']],
      ['🔥', ['🔥']],
      ['100%', ['100%']],
      ['ustomer', []],
      ['%', []],
      ["'; --", []],
      ['\0', ['100%', 'VIP customer', 'custom-made', 'élan', '返品 返金', '🔥']],
    ] as const
    for (const [q, names] of found) expect([q, (await tags(q)).toSorted()]).toEqual([q, names.toSorted()])
  })

  it('are fifty at most, and beyond two thousand still found by how they are spelt', async () => {
    const id = await tagged('aardvark')
    const many = Array.from({ length: 2_500 }, (_, n) => `t${String(n).padStart(4, '0')}`)
    await meddle(app, async (db) => {
      for (let n = 0; n < many.length; n += 500)
        await db
          .insertInto('conversation_tag')
          .values(many.slice(n, n + 500).map((tag) => ({ org_id: to.org, conversation_id: id, tag })))
          .execute()
    })
    await tagged('zebra')
    expect(await tags()).toHaveLength(50)
    expect(await tags('T2')).toEqual([])
    expect(await tags('t249')).toEqual(many.slice(2_490))
    expect(await tags('zeb')).toEqual(['zebra'])
    const [plan = ''] = await plansOf(app.core.read, (db) => walkTags(db, to.org, ''))
    if (engine === 'sqlite') {
      expect(plan).not.toMatch(/^SCAN (?!walked\b|CONSTANT)/m)
      expect(plan.match(/conversation_tag_tag \(org_id=\? AND tag/g)).toHaveLength(3)
    } else expect(plan).not.toMatch(/Seq Scan on conversation_tag/)
  })

  it.each([
    ['?q=a&q=b', 'q is given twice'],
    [`?q=${'x'.repeat(101)}`, 'q is too long'],
  ])('are refused for %s', async (query, detail) => {
    expect(await calls.ask('GET', `/tags${query}`)).toMatchObject({ status: 422, body: { detail } })
  })
})

describe('channels', () => {
  it('are those there are, oldest first, page by page', async () => {
    const actor = { kind: 'system' as const, id: null, name: null }
    const add = async (name: string) =>
      (await app.core.run('addChannel', { org: to.org, actor, kind: 'medium', name })).channelId
    const shop = await add('Webshop')
    const gone = await add('Old shop')
    await meddle(app, (db) =>
      db
        .updateTable('channel')
        .set({ deleted_at: '2026-01-01T00:00:00.000Z' })
        .where('id', '=', gone)
        .execute(),
    )
    const all = [
      { id: to.ticketsChannel, kind: 'tickets', name: 'Tickets API' },
      { id: expect.any(String), kind: 'chat', name: 'Website chat' },
      { id: expect.any(String), kind: 'assistants', name: 'Assistants API' },
      { id: shop, kind: 'medium', name: 'Webshop' },
    ]
    expect(await calls.get('/channels')).toEqual({ data: all, next_cursor: null })
    expect(await calls.all('/channels?limit=1')).toEqual(all)
  })

  it.each([
    ['?limit=0', 'limit must be at least 1'],
    ['?after=x', 'after is not a cursor of this list'],
  ])('are refused for %s', async (query, detail) => {
    expect(await calls.ask('GET', `/channels${query}`)).toMatchObject({ status: 422, body: { detail } })
  })
})
