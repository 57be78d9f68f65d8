// A place in the feed that is gone, or not reached yet: whoever goes on from there is told, and never handed a hole.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../test/app.ts'
import { meddle } from '../../../test/meddle.ts'
import { listen } from '../../../test/raw-http.ts'
import { hears } from '../../../test/sse.ts'
import { timeOf } from '../../core/ids.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let base: string
beforeAll(async () => {
  app = await createTestApp({ clock })
  base = `http://127.0.0.1:${await listen(app.http)}`
})
afterAll(() => app.close(0))

/** Ten events, of which 1 to 6 are gone. */
beforeEach(async () => {
  to = await app.organisation()
  for (let n = 0; n < 2; n++) await app.core.run('openTicket', ticketArgs(to))
  clock.advance(1_000)
  const before = timeOf(clock.now())
  for (let n = 0; n < 2; n++) await app.core.run('openTicket', ticketArgs(to))
  await app.core.run('sweepEvents', { org: to.org, before })
})

const authorization = () => ({ authorization: `Bearer ${to.accessToken}` })
async function page(query: string, headers: Record<string, string> = {}) {
  const answer = await app.http.inject({
    url: `/api/manage/events${query}`,
    headers: { ...authorization(), ...headers },
  })
  const { data, ...rest }: { data: { seq: number }[] } = answer.json()
  return { seqs: data.map(({ seq }) => seq), ...rest }
}
const REFRESH = { seqs: [], next_cursor: '10', refresh: true }

describe('as JSON', () => {
  it.each(['0', '1', '5', '11', '999999999999999'])(
    'after=%s says where to go on after a refresh',
    async (after) => {
      expect(await page(`?after=${after}`)).toEqual(REFRESH)
      expect(await page('', { 'last-event-id': after })).toEqual(REFRESH)
    },
  )

  it('goes on from there as ever', async () => {
    expect(await page('?after=10')).toEqual({ seqs: [], next_cursor: null })
    await app.core.run('openTicket', ticketArgs(to))
    expect(await page('?after=10')).toEqual({ seqs: [11, 12], next_cursor: null })
  })

  it.each([
    ['?after=6', [7, 8, 9, 10]],
    ['?after=9', [10]],
    ['?after=latest', []],
    // Nothing says where: the beginning is whatever is kept.
    ['', [7, 8, 9, 10]],
  ])('%s misses nothing', async (query, seqs) => {
    expect(await page(query)).toEqual({ seqs, next_cursor: null })
  })
})

describe('as a stream', () => {
  const open = (lastId?: number) =>
    hears(`${base}/api/manage/events`, {
      ...authorization(),
      ...(lastId !== undefined && { 'last-event-id': String(lastId) }),
    })

  it.each([0, 5, 11, 999])('resumed after %i it says refresh, then streams', async (lastId) => {
    const heard = await open(lastId)
    await heard.until(1)
    await app.core.run('openTicket', ticketArgs(to))
    await heard.until(3)
    expect(heard.events.map(({ id, type }) => [id, type])).toEqual([
      [10, 'refresh'],
      [11, 'conversation.opened'],
      [12, 'message.created'],
    ])
    expect(heard.events[0]?.data).toEqual({ seq: 10 })
    heard.leave()
  })

  it.each([
    [undefined, [7, 8, 9, 10]],
    [6, [7, 8, 9, 10]],
    [9, [10]],
  ])('resumed after %s it misses nothing and says nothing', async (lastId, ids) => {
    const heard = await open(lastId)
    await heard.until(ids.length)
    expect(heard.events.map(({ id }) => id)).toEqual(ids)
    heard.leave()
  })

  it('of an organisation that has lost everything but the newest begins with that', async () => {
    await app.core.run('sweepEvents', { org: to.org, before: timeOf(clock.now() + 1_000) })
    const heard = await open()
    await heard.until(1)
    expect(heard.events.map(({ id }) => id)).toEqual([10])
    heard.leave()
  })

  /** 400 more, of which a page of 200 is more than both ends of a connection can hold; the stream is not read yet. */
  async function behind(): Promise<Response> {
    const data = JSON.stringify({ filler: 'x'.repeat(100_000) })
    const bulk = Array.from({ length: 400 }, (_, n) => ({
      org_id: to.org,
      seq: 11 + n,
      type: 'company.updated',
      conversation_id: null,
      actor: '{}',
      data,
      at: timeOf(clock.now()),
    }))
    await meddle(app, async (db) => {
      for (let from = 0; from < bulk.length; from += 50)
        await db
          .insertInto('event')
          .values(bulk.slice(from, from + 50))
          .execute()
      await db
        .updateTable('counter')
        .set({ value: 410 })
        .where('org_id', '=', to.org)
        .where('name', '=', 'event')
        .execute()
    })
    const headers = { ...authorization(), accept: 'text/event-stream', 'last-event-id': '10' }
    const answer = await fetch(`${base}/api/manage/events`, { headers })
    await new Promise((resolve) => setTimeout(resolve, 300))
    return answer
  }

  /** Type and id of everything until all of `last` were there. */
  async function readTo(answer: Response, ...last: string[]): Promise<string[]> {
    const heard: string[] = []
    let text = ''
    for await (const chunk of answer.body ?? []) {
      const blocks = (text + Buffer.from(chunk).toString()).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, , id = '', type] = /^(id: (\d+)\n)?event: (\S+)/.exec(block) ?? []
        if (type) heard.push(`${type} ${id}`)
      }
      if (last.every((entry) => heard.includes(entry))) break
    }
    return heard
  }

  const updated = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => `company.updated ${from + n}`)

  it('says so too when events go while a slow client is on its way to them', async () => {
    const answer = await behind()
    await app.core.run('sweepEvents', { org: to.org, before: timeOf(clock.now() + 1) })
    const heard = await readTo(answer, 'company.updated 410')
    expect(heard).toEqual([...updated(11, 210), 'refresh 409', 'company.updated 410'])
  })

  it('drops no slow client because people come and go meanwhile, and tells it how things stand', async () => {
    const answer = await behind()
    for (const status of ['online', 'away', 'online', 'away']) {
      const url = '/api/manage/presence'
      await app.http.inject({ method: 'PUT', url, headers: authorization(), payload: { status } })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const heard = await readTo(answer, 'company.updated 410', 'presence ')
    expect(heard.filter((entry) => entry !== 'presence ')).toEqual(updated(11, 410))
    expect(heard.filter((entry) => entry === 'presence ')).toHaveLength(1)
  })
})
