import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'
import { meddle } from '../../../../test/meddle.ts'
import { type Talks, talksOf } from '../../../../test/talks.ts'
import { newId } from '../../ids.ts'
import { nothingEnclosed } from '../../messages/add-message.ts'
import { listMessages } from '../../messages/queries.ts'
import { listEvents } from '../../spine/queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let talks: Talks
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  talks = talksOf(app, to, clock)
})

describe('merging', () => {
  it('makes one of two, in the order of their times, above every seq that was given', async () => {
    const [a, b] = await talks.two()
    const tops = await app.core.read.selectFrom('conversation').select('next_seq').execute()
    const { conversationId, mergeId } = await talks.merge(a, b)
    expect(conversationId).toBe(a)
    expect(await talks.said(a)).toEqual(['a lid', 'b kettle', 'b two', 'a two', 'a three'])
    const rows = await listMessages(app.core.read, to.org, a, { after: 0, limit: 200 })
    const seqs = rows.map((row) => row.seq)
    expect(seqs).toEqual([...seqs].sort((x, y) => x - y))
    expect(Math.min(...seqs)).toBeGreaterThanOrEqual(Math.max(...tops.map((row) => row.next_seq)))
    expect(rows.at(-1)).toMatchObject({ kind: 'event', body: 'merged ASM-2 into it' })
    expect(JSON.parse(rows.at(-1)?.metadata ?? '')).toEqual({
      changes: { merged: { id: b, number: 'ASM-2', title: 'b kettle' } },
    })
    const files = app.core.read
      .selectFrom('attachment')
      .select('conversation_id')
      .where('org_id', '=', to.org)
    expect((await files.execute()).map((row) => row.conversation_id)).toEqual([a, a])
    const [event] = (await listEvents(app.core.read, to.org, { after: 0, limit: 200 })).slice(-1)
    expect([event?.type, event?.conversation_id, JSON.parse(event?.data ?? '')]).toEqual([
      'conversation.merged',
      a,
      {
        merge_id: mergeId,
        merged: { id: b, number: 'ASM-2', title: 'b kettle' },
        message_id: rows.at(-1)?.id,
        seq: rows.at(-1)?.seq,
      },
    ])
    const audit = app.core.read.selectFrom('audit').selectAll().where('org_id', '=', to.org)
    expect((await audit.orderBy('id', 'desc').executeTakeFirst())?.action).toBe('conversation.merged')
  })

  it('unites tags, adds up what is unread, joins drafts, and opens the survivor for who waits', async () => {
    const [a, b] = await talks.two()
    const unread = ((await talks.show(a))?.unread ?? 0) + ((await talks.show(b))?.unread ?? 0)
    await talks.merge(a, b)
    const tags = app.core.read.selectFrom('conversation_tag').select('tag').where('conversation_id', '=', a)
    expect((await tags.orderBy('tag').execute()).map((row) => row.tag)).toEqual(['both', 'kettle', 'lid'])
    expect(await talks.show(a)).toMatchObject({ unread, status: 'open', assignee_id: to.ownerId })
    expect(unread).toBe(3)
    const drafts = app.core.read.selectFrom('draft').select('body').where('conversation_id', '=', a)
    expect(await drafts.execute()).toEqual([{ body: 'dear\n\nhello' }])
  })

  it('leads everybody to the survivor, by id, number or source id', async () => {
    const [a, b] = await talks.two()
    await talks.merge(a, b)
    expect(await talks.show(b)).toMatchObject({ id: a, number: 'ASM-1' })
    await talks.answers(b, 'by its id')
    await talks.writes(b, 'by its id, from outside')
    const source = { source: 'source-b', given: 'source-b' }
    const args = { org: to.org, ticket: source, user: talks.ada, enclosed: nothingEnclosed }
    await app.core.run('replyToTicket', { ...args, body: 'by its source id' })
    await talks.read(b, 999)
    await talks.change(b, { priority: 'low' })
    await talks.draft(b, 'new')
    expect((await talks.said(a)).slice(5)).toEqual([
      'by its id',
      'by its id, from outside',
      'by its source id',
    ])
    expect(await talks.show(a)).toMatchObject({ unread: 0, priority: 'low' })
    const left = await listMessages(app.core.read, to.org, b, { after: 0, limit: 10 })
    expect(left).toEqual([])
    // Its source id is taken as before, and so is that of the reply both had.
    await expect(talks.open('again', 'source-b')).rejects.toMatchObject({ code: 'conflict' })
    await expect(talks.writes(b, 'again', 'r1')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('takes what a bot answers from it', async () => {
    const [a, b] = await talks.two()
    await meddle(app, (db) =>
      db
        .updateTable('conversation')
        .set({ owner_kind: 'bot', owner_id: 'run', epoch: 7 })
        .where('id', '=', b)
        .execute(),
    )
    await talks.merge(a, b)
    expect(await talks.show(a)).toMatchObject({ owner_kind: 'people', epoch: 8 })
  })

  it('is refused with itself, with what is merged, foreign, another contact’s, or too long', async () => {
    const [a, b] = await talks.two()
    const c = await talks.open('c', null, { ...talks.ada, email: 'jo@example.com' })
    const refused = async (id: string, from: string, code: string, message: string) =>
      await expect(talks.merge(id, from)).rejects.toMatchObject({ code, message })
    await refused(a, a, 'invalid', 'a conversation cannot be merged with itself')
    await refused(a, newId(), 'not_found', 'conversation not found')
    await refused(newId(), a, 'not_found', 'conversation not found')
    await refused(a, c, 'conflict', 'they have different contacts: merge the contacts first')
    const before = await talks.rowsOf([a, b, c])
    const row = (n: number) => ({
      org_id: to.org,
      id: newId(),
      conversation_id: b,
      seq: n,
      kind: 'message' as const,
      direction: 'inbound' as const,
      author_kind: 'contact' as const,
      author_id: null,
      author_name: null,
      body: 'x',
      delivery: 'none' as const,
      source_specific_id: null,
      original_timestamp: null,
      metadata: '{}',
      created_at: new Date(n * 1_000).toISOString(),
    })
    const many = Array.from({ length: 1_994 }, (_, n) => row(n + 100))
    await meddle(app, async (db) => {
      for (let at = 0; at < many.length; at += 500)
        await db
          .insertInto('message')
          .values(many.slice(at, at + 500))
          .execute()
    })
    await refused(a, b, 'conflict', 'together they have more than 2000 messages')
    await meddle(app, (db) =>
      db
        .deleteFrom('message')
        .where(
          'id',
          'in',
          many.map(({ id }) => id),
        )
        .execute(),
    )
    expect(await talks.rowsOf([a, b, c])).toEqual(before)
    await talks.merge(a, b)
    await refused(a, b, 'conflict', 'it is merged already')
    await refused(b, a, 'conflict', 'it is merged already')
  })

  it('of the same two, twice and both ways at once, happens once', async () => {
    const [a, b] = await talks.two()
    const all = await Promise.allSettled([
      talks.merge(a, b),
      talks.merge(b, a),
      talks.merge(a, b),
      talks.merge(b, a),
    ])
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    for (const one of all)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'conflict', message: 'it is merged already' })
    expect((await talks.said(a)).concat(await talks.said(b))).toHaveLength(5)
    expect((await talks.show(a))?.id).toBe((await talks.show(b))?.id)
  })

  it('while twenty write loses none of them, and none doubles', async () => {
    const [a, b] = await talks.two()
    const one = (n: number) =>
      n % 2
        ? talks.writes(n % 4 === 1 ? a : b, `reply ${n}`)
        : talks.answers(n % 4 === 0 ? a : b, `reply ${n}`)
    const twenty = Array.from({ length: 20 }, (_, n) => n)
    await Promise.all([...twenty.slice(0, 10).map(one), talks.merge(a, b), ...twenty.slice(10).map(one)])
    const rows = await listMessages(app.core.read, to.org, a, { after: 0, limit: 200 })
    expect(new Set(rows.map((row) => row.seq)).size).toBe(rows.length)
    expect((await talks.said(a)).filter((body) => body.startsWith('reply')).sort()).toEqual(
      twenty.map((n) => `reply ${n}`).sort(),
    )
    expect(await talks.said(b)).toEqual([])
    const inbound = rows.filter((row) => row.direction === 'inbound').length
    const row = await app.core.read
      .selectFrom('conversation')
      .select(['inbound_count', 'next_seq'])
      .where('id', '=', a)
      .executeTakeFirst()
    expect(row?.inbound_count).toBe(inbound)
    expect(row?.next_seq).toBe((rows.at(-1)?.seq ?? 0) + 1)
  })
})
