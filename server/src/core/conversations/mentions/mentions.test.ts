import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock } from '../../../../test/app.ts'
import { engine } from '../../../../test/engines.ts'
import { type Mate, mate } from '../../../../test/mate.ts'
import { meddle } from '../../../../test/meddle.ts'
import { explain, plansOf } from '../../../../test/plans.ts'
import { type Talks, talksOf } from '../../../../test/talks.ts'
import { newId, timeOf } from '../../ids.ts'
import { listMessages } from '../../messages/queries.ts'
import { listConversations } from '../list/queries.ts'
import { countUnread, countUnreadConversations } from './queries.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let talks: Talks
let bo: Mate
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  talks = talksOf(app, to, clock)
  bo = await mate(app, to, { name: 'Bo' })
})

const listed = async (mentioned: 'me' | 'unread', teammate = bo.id) => {
  const page = { sort: 'mentioned' as const, mentioned, limit: 50 }
  return (await listConversations(app.core.read, to.org, teammate, page)).rows.map(({ id }) => id)
}
const unreadOf = async (...ids: string[]) =>
  Object.fromEntries(await countUnread(app.core.read, to.org, bo.id, ids))
const read = (conversationId: string, seq: number) =>
  app.core.run('markRead', { org: to.org, conversationId, teammate: { id: bo.id, name: bo.name }, seq })

describe('through merges', () => {
  it('stand where their notes are, read or not, and are as they were when that is undone', async () => {
    const [a, b] = await talks.two()
    const seen = await talks.notes(b, 'seen', [bo.id])
    await read(b, seen.seq)
    await talks.notes(b, 'look', [bo.id, to.ownerId])
    await talks.notes(a, 'here too', [bo.id])
    const before = await talks.rowsOf([a, b])
    expect([await listed('me'), await unreadOf(a, b)]).toEqual([[a, b], { [a]: 1, [b]: 1 }])

    await talks.merge(a, b)
    expect([await listed('me'), await listed('unread'), await unreadOf(a, b)]).toEqual([[a], [a], { [a]: 2 }])
    // By the new seqs, in the order of their times.
    const rows = await listMessages(app.core.read, to.org, a, { after: 0, limit: 200 })
    const seqOf = (body: string) => rows.find((row) => row.body === body)?.seq ?? 0
    expect(seqOf('look')).toBeLessThan(seqOf('here too'))
    await read(a, seqOf('look'))
    expect(await unreadOf(a)).toEqual({ [a]: 1 })
    await read(a, seqOf('seen'))
    await talks.undo(a, b)
    expect(await unreadOf(a, b)).toEqual({ [a]: 1, [b]: 1 })
    expect(Object(await talks.rowsOf([a, b])).mentions).toEqual(Object(before).mentions)
  })

  it.each(['first', 'last'] as const)('come back from a chain, the %s one undone first', async (which) => {
    const [a, b] = await talks.two()
    const c = await talks.open('c cup')
    for (const id of [a, b, c]) await talks.notes(id, 'look', [bo.id])
    const { mentions } = Object(await talks.rowsOf([a, b, c]))
    const one = await talks.merge(b, a)
    const two = await talks.merge(c, b)
    expect(await unreadOf(a, b, c)).toEqual({ [c]: 3 })
    await talks.undo(c, which === 'first' ? one.mergeId : two.mergeId)
    await talks.undo(which === 'first' ? c : b, which === 'first' ? two.mergeId : one.mergeId)
    expect(await unreadOf(a, b, c)).toEqual({ [a]: 1, [b]: 1, [c]: 1 })
    expect(Object(await talks.rowsOf([a, b, c])).mentions).toEqual(mentions)
  })
})

it('of somebody who is disabled stay, and none is added', async () => {
  const id = await talks.open('a lid')
  await talks.notes(id, 'look', [bo.id])
  const by = { actor: { kind: 'teammate' as const, id: to.ownerId, name: 'Noor' }, ip: null }
  const change = (disabled: boolean) =>
    app.core.run('changeTeammate', {
      ...{ org: to.org, byId: to.ownerId, teammateId: bo.id, wanted: { disabled } },
      ...by,
    })
  await change(true)
  await expect(talks.notes(id, 'again', [bo.id])).rejects.toMatchObject({ code: 'invalid' })
  expect(await talks.said(id)).toEqual(['a lid', 'look'])
  await change(false)
  expect([await listed('unread'), await unreadOf(id)]).toEqual([[id], { [id]: 1 }])
})

it('are counted as far as asked, by conversations, and no further than so many', async () => {
  const count = () => countUnreadConversations(app.core.read, to.org, bo.id, 3)
  const ids: string[] = []
  for (const body of ['a', 'b', 'c', 'd']) ids.push(await talks.open(body))
  const [first = '', ...others] = ids
  expect(await count()).toEqual({ count: 0, capped: false })
  for (const id of [first, first, ...others.slice(0, 2)]) await talks.notes(id, 'look', [bo.id])
  expect(await count()).toEqual({ count: 3, capped: false })
  await talks.notes(others[2] ?? '', 'look', [bo.id])
  expect(await count()).toEqual({ count: 3, capped: true })
  await read(first, 999)
  expect(await count()).toEqual({ count: 3, capped: false })
  // Two thousand in one conversation, and nobody looks whether there are others behind them.
  for (const id of others) await read(id, 999)
  const notes = Array.from({ length: 2_000 }, () => newId())
  await meddle(app, async (db) => {
    const facts = { org_id: to.org, conversation_id: first }
    const note = {
      ...{
        ...facts,
        kind: 'note' as const,
        direction: 'outbound' as const,
        author_kind: 'teammate' as const,
      },
      ...{ body: 'look', delivery: 'none' as const, metadata: '{}', created_at: timeOf(clock.now()) },
    }
    const rows = notes.map((id, n) => ({ ...note, id, seq: 1_000 + n }))
    await db.insertInto('message').values(rows).execute()
    const mention = { ...facts, teammate_id: bo.id, read_at: null }
    await db
      .insertInto('mention')
      .values(notes.map((message_id) => ({ ...mention, message_id })))
      .execute()
  })
  expect(await count()).toEqual({ count: 1, capped: true })
})

it('asked of some conversations, looks at these alone, however many there are', async () => {
  const [a, b] = await talks.two()
  await talks.notes(a, 'look', [bo.id])
  const { read: db } = app.core
  const plans = [
    ...(await plansOf(db, (spy) => countUnread(spy, to.org, bo.id, [a, b]))),
    await explain(
      db,
      `update mention set read_at = null where org_id = 'x' and conversation_id = 'x'
      and teammate_id = 'x' and read_at is null`,
    ),
  ]
  // PostgreSQL reads so small a table as it is.
  const wanted = engine === 'sqlite' ? /^SEARCH mention USING.*conversation_id=\?/ : /conversation_id/
  for (const plan of plans) expect(plan).toMatch(wanted)
})
