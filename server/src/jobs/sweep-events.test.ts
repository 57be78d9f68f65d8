import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation, testClock, ticketArgs } from '../../test/app.ts'
import { meddle } from '../../test/meddle.ts'
import { timeOf } from '../core/ids.ts'
import { indexSome } from '../core/search/index-messages.ts'
import { organisationsBehind } from '../core/search/queries.ts'
import { eventTotals, latestSeq, listEvents } from '../core/spine/queries.ts'
import { schedules } from './handlers.ts'
import { sweepOldEvents } from './sweep-events.ts'

const DAY = 86_400_000
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

const job = { id: 'j', org: null, kind: 'sweepEvents', lane: null, payload: {}, attempt: 1 }
/** Everything was read by the search before. */
async function sweep(days: number | null, signal = new AbortController().signal): Promise<void> {
  for (const { org } of await organisationsBehind(app.core.read)) while (await indexSome(app.core, org));
  await sweepOldEvents(app.core, days)(job, signal)
}
const ticket = (org = to) => app.core.run('openTicket', ticketArgs(org))
const kept = async (org = to) => {
  const rows = await listEvents(app.core.read, org.org, { after: 0, limit: 10_000 })
  return [rows[0]?.seq, rows.at(-1)?.seq, rows.length]
}

it('removes what is older than that in every organisation, and nothing younger', async () => {
  const other = await app.organisation()
  clock.advance(10 * DAY)
  await ticket()
  await ticket(other)
  clock.advance(10 * DAY)
  await ticket()
  await sweep(20)
  expect([await kept(), await kept(other)]).toEqual([
    [1, 6, 6],
    [1, 4, 4],
  ])
  clock.advance(1)
  await sweep(20)
  expect([await kept(), await kept(other)]).toEqual([
    [3, 6, 4],
    [3, 4, 2],
  ])
  await sweep(null)
  expect(await kept()).toEqual([3, 6, 4])
})

it('keeps what the search has not read yet', async () => {
  await ticket()
  clock.advance(10 * DAY)
  await sweepOldEvents(app.core, 1)(job, new AbortController().signal)
  expect(await kept()).toEqual([1, 4, 4])
  await sweep(1)
  expect(await kept()).toEqual([4, 4, 1])
})

it('keeps the newest event whatever its age, so that nobody has to count anew', async () => {
  await ticket()
  clock.advance(1_000 * DAY)
  await sweep(1)
  expect(await kept()).toEqual([4, 4, 1])
  expect((await eventTotals(app.core.read)).newest).not.toBeNull()
  await ticket()
  expect(await latestSeq(app.core.read, to.org)).toBe(6)
})

it('leaves conversations and their messages as they are', async () => {
  const { conversationId } = await ticket()
  const messages = () =>
    app.core.read.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).execute()
  const before = await messages()
  clock.advance(1_000 * DAY)
  await sweep(1)
  expect(before).toHaveLength(1)
  expect(await messages()).toEqual(before)
})

/** 2,500 events of that age, written at once; seq goes on from 2. */
async function manyEvents(at: string): Promise<void> {
  const rows = Array.from({ length: 2_500 }, (_, n) => ({
    org_id: to.org,
    seq: n + 3,
    type: 'company.updated',
    conversation_id: null,
    actor: '{}',
    data: '{}',
    at,
  }))
  await meddle(app, async (db) => {
    for (let from = 0; from < rows.length; from += 500)
      await db
        .insertInto('event')
        .values(rows.slice(from, from + 500))
        .execute()
    await db
      .updateTable('counter')
      .set({ value: 2_502 })
      .where('org_id', '=', to.org)
      .where('name', '=', 'event')
      .execute()
  })
}

it('takes a thousand at a time, as often as it needs, and stops when it is told to', async () => {
  await manyEvents(timeOf(clock.now()))
  clock.advance(2 * DAY)
  const before = timeOf(clock.now() - DAY)
  expect(await app.core.run('sweepEvents', { org: to.org, before })).toEqual({ more: true })
  expect(await kept()).toEqual([1_001, 2_502, 1_502])
  await expect(sweep(1, AbortSignal.abort(new Error('lease lost')))).rejects.toThrow('lease lost')
  expect(await kept()).toEqual([1_001, 2_502, 1_502])
  await sweep(1)
  expect(await kept()).toEqual([2_502, 2_502, 1])
})

it('goes no further than the first younger event, also after the clock was set back', async () => {
  const start = timeOf(clock.now())
  await ticket()
  await meddle(app, (db) =>
    db
      .updateTable('event')
      .set({ at: '2000-01-01T00:00:00.000Z' })
      .where('org_id', '=', to.org)
      .where('seq', 'in', [1, 3])
      .execute(),
  )
  await app.core.run('sweepEvents', { org: to.org, before: start })
  expect(await kept()).toEqual([2, 4, 3])
})

it('runs every hour', () => {
  expect(schedules).toContainEqual({ name: 'sweepEvents', kind: 'sweepEvents', cron: '29 * * * *' })
})
