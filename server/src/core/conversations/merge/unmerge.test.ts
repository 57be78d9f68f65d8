import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'
import { type Talks, talksOf } from '../../../../test/talks.ts'
import { listMessages } from '../../messages/queries.ts'
import { listEvents } from '../../spine/queries.ts'
import { wrongTallies } from '../tallies/queries.ts'

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

describe('undoing', () => {
  it('puts everything back as it was', async () => {
    const [a, b] = await talks.two()
    const before = await talks.rowsOf([a, b])
    const { mergeId } = await talks.merge(a, b)
    expect(await talks.rowsOf([a, b])).not.toEqual(before)
    const answer = await talks.undo(a, mergeId)
    expect(answer).toEqual({ conversationId: a, returnedId: b })
    expect(await talks.rowsOf([a, b])).toEqual(before)
    expect(await wrongTallies(app.core.read)).toEqual([])
    const entries = async (id: string) =>
      (await listMessages(app.core.read, to.org, id, { after: 0, limit: 200 }))
        .filter((row) => row.kind === 'event')
        .map((row) => row.body)
    expect((await entries(a)).slice(-2)).toEqual(['merged ASM-2 into it', 'took ASM-2 out of it again'])
    expect((await entries(b)).slice(-1)).toEqual(['took it out of ASM-1 again'])
    const [event] = (await listEvents(app.core.read, to.org, { after: 0, limit: 200 })).slice(-1)
    expect(event?.type).toBe('conversation.unmerged')
    await expect(talks.undo(a, mergeId)).rejects.toMatchObject({
      code: 'not_found',
      message: 'merge not found',
    })
  })

  it('again and again, ends where it began', async () => {
    const [a, b] = await talks.two()
    const before = await talks.rowsOf([a, b])
    for (let n = 0; n < 3; n++) {
      await (n % 2 ? talks.merge(b, a) : talks.merge(a, b))
      await (n % 2 ? talks.undo(a, a) : talks.undo(b, b))
    }
    expect(await talks.rowsOf([a, b])).toEqual(before)
  })

  it('leaves in the survivor what was said and read since, whoever it was said to', async () => {
    const [a, b] = await talks.two()
    await talks.merge(a, b)
    await talks.writes(b, 'since')
    // All but the last is read: both of the other's, and both of its own.
    const rows = await listMessages(app.core.read, to.org, a, { after: 0, limit: 200 })
    await talks.read(a, rows.at(-2)?.seq ?? 0)
    await talks.draft(a, 'I went on writing')
    await talks.undo(a, b)
    expect(await talks.said(a)).toEqual(['a lid', 'a two', 'a three', 'since'])
    expect(await talks.said(b)).toEqual(['b kettle', 'b two'])
    // Somebody waits in it: it stays open.
    expect(await talks.show(a)).toMatchObject({ unread: 1, status: 'open' })
    expect(await talks.show(b)).toMatchObject({ unread: 0, status: 'open' })
    const drafts = app.core.read.selectFrom('draft').select('body').where('org_id', '=', to.org)
    expect((await drafts.orderBy('body').execute()).map((row) => row.body)).toEqual(
      ['I went on writing', 'hello'].sort(),
    )
    // Above whatever was shown under either id.
    const { seq } = await talks.writes(b, 'and on')
    expect(seq).toBeGreaterThan(rows.at(-1)?.seq ?? 0)
  })

  it('opens what slept through its hour', async () => {
    const [a, b] = await talks.two()
    const until = new Date(clock.now() + 5_000).toISOString()
    await talks.change(b, { status: 'snoozed', snoozed_until: until })
    await talks.merge(a, b)
    clock.advance(10_000)
    await app.core.run('wakeConversation', { org: to.org, conversationId: b, until })
    await talks.undo(a, b)
    expect(await talks.show(b)).toMatchObject({ status: 'open', snoozed_until: null })
    expect(await wrongTallies(app.core.read)).toEqual([])
  })

  it('of the same merge, at once, happens once', async () => {
    const [a, b] = await talks.two()
    const before = await talks.rowsOf([a, b])
    await talks.merge(a, b)
    const all = await Promise.allSettled([talks.undo(a, b), talks.undo(b, b), talks.undo(a, b)])
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await talks.rowsOf([a, b])).toEqual(before)
  })

  it.each(['first', 'last'] as const)('a chain, the %s merge before the other', async (which) => {
    const [a, b] = await talks.two()
    const c = await talks.open('c cup', 'source-c')
    await talks.writes(c, 'c two', 'r1')
    await talks.change(c, { tags: ['cup'] })
    await talks.read(c, 1)
    const before = await talks.rowsOf([a, b, c])
    const one = await talks.merge(b, a)
    await talks.writes(b, 'between')
    const two_ = await talks.merge(c, b)
    expect(await talks.said(c)).toEqual([
      'a lid',
      'b kettle',
      'b two',
      'a two',
      'a three',
      'c cup',
      'c two',
      'between',
    ])
    expect((await talks.show(a))?.id).toBe(c)
    if (which === 'last') {
      await talks.undo(c, two_.mergeId)
      expect((await talks.show(a))?.id).toBe(b)
      expect(await talks.said(c)).toEqual(['c cup', 'c two'])
      await talks.undo(b, one.mergeId)
    } else {
      await talks.undo(c, one.mergeId)
      expect((await talks.show(a))?.id).toBe(a)
      expect(await talks.said(a)).toEqual(['a lid', 'a two', 'a three'])
      expect(await talks.said(c)).toEqual(['b kettle', 'b two', 'c cup', 'c two', 'between'])
      await talks.undo(c, b)
    }
    expect([await talks.said(a), await talks.said(b), await talks.said(c)]).toEqual([
      ['a lid', 'a two', 'a three'],
      ['b kettle', 'b two', 'between'],
      ['c cup', 'c two'],
    ])
    expect(await wrongTallies(app.core.read)).toEqual([])
    for (const id of [a, b, c]) expect((await talks.show(id))?.unread).toBeGreaterThanOrEqual(0)
    // But for what was said between: all messages and tags as they were.
    const kept = (rows: unknown) => {
      const { messages, tags, attachments } = Object(rows)
      return [messages.filter((row: string) => !row.includes('between')), tags, attachments]
    }
    expect(kept(await talks.rowsOf([a, b, c]))).toEqual(kept(before))
  })

  it.each([
    [0, 1],
    [1, 0],
  ])('two merges into one, in the order %i, %i', async (first, second) => {
    const [a, b] = await talks.two()
    const c = await talks.open('c cup')
    const before = await talks.rowsOf([a, b, c])
    const merges = [(await talks.merge(c, a)).mergeId, (await talks.merge(c, b)).mergeId]
    await talks.undo(c, merges[first] ?? '')
    await talks.undo(c, merges[second] ?? '')
    const kept = (rows: unknown) => {
      const { messages, attachments, drafts } = Object(rows)
      return [messages, attachments, first === 1 ? drafts : []]
    }
    expect(kept(await talks.rowsOf([a, b, c]))).toEqual(kept(before))
    if (first === 1) expect(await talks.rowsOf([a, b, c])).toEqual(before)
    for (const id of [a, b, c]) expect((await talks.show(id))?.id).toBe(id)
    expect(await wrongTallies(app.core.read)).toEqual([])
  })
})
