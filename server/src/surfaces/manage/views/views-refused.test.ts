import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../../../test/app.ts'
import { manageCalls } from '../../../../test/manage-calls.ts'

let app: TestApp
let to: TestOrganisation
let noor: ReturnType<typeof manageCalls>
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
  noor = manageCalls(app, to)
})

const named = async () => (await noor.all('/views?limit=200')).map(({ name }) => name)

const FILTERS = 'sort, status, assignee, channel, priority, tag, contact, company, unread, mentioned, q'
describe('what is refused of a view', () => {
  it.each([
    [{}, 'name', 'name is required'],
    [{ name: ' \u200b ', filters: {} }, 'name', 'name is required'],
    [{ name: '\0', filters: {} }, 'name', 'name is required'],
    [{ name: 7, filters: {} }, 'name', 'name is required'],
    [{ name: '😀'.repeat(81), filters: {} }, 'name', 'name is too long (maximum 80 characters)'],
    [{ name: 'x' }, 'filters', 'filters must be an object'],
    [{ name: 'x', filters: null }, 'filters', 'filters must be an object'],
    [{ name: 'x', filters: [] }, 'filters', 'filters must be an object'],
    [{ name: 'x', filters: 'status=open' }, 'filters', 'filters must be an object'],
    [{ name: 'x', filters: { asignee: 'me' } }, 'filters', `filters may have: ${FILTERS}`],
    [{ name: 'x', filters: { limit: '5' } }, 'filters', `filters may have: ${FILTERS}`],
    [{ name: 'x', filters: { after: 'x' } }, 'filters', `filters may have: ${FILTERS}`],
    [{ name: 'x', filters: {}, shared: 'yes' }, 'shared', 'shared must be true or false'],
    [
      { name: 'x', filters: { status: 'asleep' } },
      'filters.status',
      'status must be one of: open, pending, snoozed, closed',
    ],
    [{ name: 'x', filters: { status: [] } }, 'filters.status', 'status must not be empty'],
    [{ name: 'x', filters: { status: 5 } }, 'filters.status', 'status is given too often'],
    [{ name: 'x', filters: { unread: true } }, 'filters.unread', 'unread must be true or false'],
    [{ name: 'x', filters: { assignee: 5 } }, 'filters.assignee', 'assignee must be a text'],
    [{ name: 'x', filters: { assignee: null } }, 'filters.assignee', 'assignee must be a text'],
    [{ name: 'x', filters: { tag: ['a'] } }, 'filters.tag', 'tag is given twice'],
    [{ name: 'x', filters: { tag: 'x'.repeat(101) } }, 'filters.tag', 'tag is too long'],
    [{ name: 'x', filters: { mentioned: 'you' } }, 'filters.mentioned', 'mentioned must be me or unread'],
    [{ name: 'x', filters: { q: 'x'.repeat(501) } }, 'filters.q', 'q is too long'],
    [
      { name: 'x', filters: { q: 'status:asleep' } },
      'filters.q',
      'q: status: must be one of: open, pending, snoozed, closed',
    ],
    [{ name: 'x', filters: { q: 'a b '.repeat(11) } }, 'filters.q', 'q: has too many terms (maximum 20)'],
    [
      { name: 'x', filters: { q: 'lid', sort: 'oldest' } },
      'filters.sort',
      'a search has its own order: leave sort out',
    ],
    [{ name: 'x', filters: { sort: 'mentioned' } }, 'filters.sort', 'sort=mentioned goes with mentioned'],
  ])('as a new one: %j', async (payload, field, detail) => {
    expect(await noor.ask('POST', '/views', payload)).toMatchObject({
      status: 422,
      body: { code: 'invalid', field, detail },
    })
    expect(await named()).toEqual([])
  })

  it.each([
    [{ name: '' }, 'name', 'name is required'],
    [{ filters: { q: 'after:soon' } }, 'filters.q', /^q: after: must be a date/],
    [{ filters: { colour: 'red' } }, 'filters', `filters may have: ${FILTERS}`],
    [{ position: -1 }, 'position', 'position must be a whole number from 0 to 999'],
    [{ position: 1.5 }, 'position', 'position must be a whole number from 0 to 999'],
    [{ position: '1' }, 'position', 'position must be a whole number from 0 to 999'],
    [{ position: 1_000 }, 'position', 'position must be a whole number from 0 to 999'],
    [{ shared: 1 }, 'shared', 'shared must be true or false'],
  ])('as a change: %j', async (payload, field, detail) => {
    const id = await noor.make('/views', { name: 'x', filters: {} })
    const before = await noor.get(`/views/${id}`)
    const answer = await noor.ask('PATCH', `/views/${id}`, payload)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', field } })
    expect(answer.body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail))
    expect(await noor.get(`/views/${id}`)).toEqual(before)
  })

  it.each(['x', 'WyJhIiwiYiIsImMiXQ', 'WyIwIiwiMCJd'])('as a place in the list: %s', async (after) => {
    expect(await noor.ask('GET', `/views?after=${after}`)).toMatchObject({
      status: 422,
      body: { field: 'after' },
    })
  })
})
