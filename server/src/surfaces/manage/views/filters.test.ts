import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestOrganisation,
  testClock,
  ticketArgs,
} from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'
import { type Mate, mate } from '../../../../test/mate.ts'
import { indexSome } from '../../../core/search/index-messages.ts'

const clock = testClock()
let app: TestApp
let to: TestOrganisation
let bo: Mate
let noor: ReturnType<typeof manageCalls>
let asBo: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp({ clock })
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  bo = await mate(app, to, { name: 'Bo' })
  noor = manageCalls(app, to)
  asBo = manageCalls(app, to, bo.accessToken)
})

async function open(given: Parameters<typeof ticketArgs>[1] = {}): Promise<string> {
  clock.advance(10)
  return (await app.core.run('openTicket', ticketArgs(to, given))).conversationId
}

describe('the count of a view', () => {
  const countOf = async (filters: object, calls = noor) => {
    const id = await calls.make('/views', { name: 'counted', filters })
    const { count, count_is_capped } = await calls.get(`/views/${id}`)
    await calls.ask('DELETE', `/views/${id}`)
    return [count, count_is_capped]
  }

  it('is that of its list, for whoever asks', async () => {
    const [first, second] = [await open(), await open({ body: 'A pan' }), await open()]
    await noor.must('PATCH', `/conversations/${first}`, {
      assignee_id: bo.id,
      status: 'closed',
      tags: ['vip'],
    })
    await noor.must('PATCH', `/conversations/${second}`, { assignee_id: bo.id, priority: 'high' })
    await noor.must('POST', `/conversations/${second}/messages`, {
      kind: 'note',
      body: 'x',
      mentions: [bo.id],
    })
    while (await indexSome(app.core, to.org));
    const shared = await noor.make('/views', { name: 'Mine', shared: true, filters: { assignee: 'me' } })
    expect([(await noor.get(`/views/${shared}`)).count, (await asBo.get(`/views/${shared}`)).count]).toEqual([
      0, 2,
    ])
    for (const [filters, count] of [
      [{}, 3],
      [{ status: 'open' }, 2],
      [{ status: 'open,closed' }, 3],
      [{ assignee: 'none' }, 1],
      [{ tag: 'vip' }, 1],
      [{ priority: 'none', sort: 'created' }, 2],
      [{ unread: 'true' }, 3],
      [{ q: 'pan' }, 1],
      [{ q: 'status:closed' }, 1],
      [{ q: 'status:closed', status: 'open' }, 0],
      [{ mentioned: 'me' }, 0],
      [{ contact: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 0],
    ] as const)
      expect([filters, ...(await countOf(filters))]).toEqual([filters, count, false])
    expect(await countOf({ mentioned: 'unread' }, asBo)).toEqual([1, false])
  })

  it('goes to 100, and says when there are more', async () => {
    for (let n = 0; n < 100; n++) await open({ body: 'A pan' })
    while (await indexSome(app.core, to.org));
    expect([await countOf({ status: 'open' }), await countOf({ q: 'pan' })]).toEqual([
      [100, false],
      [100, false],
    ])
    await open({ body: 'A pan' })
    while (await indexSome(app.core, to.org));
    expect([
      await countOf({}),
      await countOf({ status: 'open,closed' }),
      await countOf({ q: 'pan' }),
    ]).toEqual([
      [100, true],
      [100, true],
      [100, true],
    ])
  })
})
