import { expect, test } from 'vitest'
import { accountsApi } from './accounts.ts'
import type { ManageApi } from './manage.ts'
import { manageApi } from './manage.ts'
import { drop, json, type Reply, serve } from './test-server.ts'

const unavailable = json(503, { code: 'unavailable', detail: 'draining' }, { 'retry-after': '0' })
const limited = json(429, { code: 'rate_limited', detail: 'too many' }, { 'retry-after': '0' })
const fine = json(200, {})
const connect = (baseUrl: string) => manageApi({ baseUrl, accessToken: 'pat_1' })

type Asked = [string, (manage: ManageApi) => Promise<unknown>]

const repeated: Asked[] = [
  ['a GET', (manage) => manage.conversationCounts()],
  ['a PUT', (manage) => manage.markRead('c', 3)],
  ['a reply', (manage) => manage.reply('c', { body: 'Hello' })],
  ['a note with files', (manage) => manage.note('c', { body: '', files: [new File(['x'], 'x.txt')] })],
  ['a merge', (manage) => manage.mergeConversations('c', 'd')],
  ['an invitation', (manage) => manage.invite({ email: 'ada@mail.example', role: 'agent' })],
  ['an access token', (manage) => manage.createAccessToken({ name: 'Report' })],
  ['a second factor', (manage) => manage.startSecondFactor('correct horse battery')],
]

test.each(repeated)('tries %s again, under the same key', async (_, ask) => {
  const replies: Reply[] = [drop, unavailable, limited, fine]
  const { baseUrl, heard } = await serve(...replies)
  await ask(connect(baseUrl))
  expect(heard).toHaveLength(4)
  expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(heard[0]?.method === 'POST').toBe(heard[0]?.headers['idempotency-key'] !== undefined)
})

const once: Asked[] = [
  ['a change', (manage) => manage.changeConversation('c', { status: 'closed' })],
  ['a deletion', (manage) => manage.deleteAccessToken('t')],
  ['the undoing of a merge', (manage) => manage.undoMerge('c', 'm')],
  ['a heartbeat', (manage) => manage.beat({ status: 'online' })],
  ['a password', (manage) => manage.changePassword({ current: 'one', new: 'two' })],
  ['the end of a second factor', (manage) => manage.disableSecondFactor({ password: 'p', code: '1' })],
]

test.each(once)('never tries %s again', async (_, ask) => {
  const { baseUrl, heard } = await serve(unavailable, fine)
  await expect(ask(connect(baseUrl))).rejects.toMatchObject({ status: 503, retryAfter: 0 })
  expect(heard).toHaveLength(1)
})

test('leaves it to the caller to wait for minutes', async () => {
  const { baseUrl, heard } = await serve(json(429, { code: 'rate_limited' }, { 'retry-after': '61' }))
  await expect(connect(baseUrl).conversation('c')).rejects.toMatchObject({ retryAfter: 61 })
  expect(heard).toHaveLength(1)
})

test('keeps the key of an account over its tries, and never repeats a deletion', async () => {
  const { baseUrl, heard } = await serve(unavailable, json(200, { id: 'a' }), unavailable, fine)
  const accounts = accountsApi({ baseUrl, apiKey: 'key-1' })
  expect(await accounts.changeAccount({ domain: 'pottle.example' }, { numberOfSeats: 3 })).toEqual({
    id: 'a',
  })
  await expect(accounts.deleteAccount({ id: 'a' })).rejects.toMatchObject({ status: 503 })
  expect(heard.map(({ method, body }) => [method, body])).toEqual([
    ['PATCH', '{"number_of_seats":3}'],
    ['PATCH', '{"number_of_seats":3}'],
    ['DELETE', ''],
  ])
  expect(heard[1]?.headers['idempotency-key']).toBe(heard[0]?.headers['idempotency-key'])
  expect(heard[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/)
})

test('goes on over an empty page, and sends every filter by its name', async () => {
  const { baseUrl, heard } = await serve(
    json(200, { data: [], next_cursor: 'c1' }),
    json(200, { data: [{ id: 'a' }], next_cursor: 'c2' }),
    json(200, { data: [], next_cursor: null }),
  )
  const found = connect(baseUrl).conversations({
    status: ['open', 'pending'],
    assignee: 'me',
    tag: 'a,b',
    unread: true,
    sort: 'oldest',
  })
  const ids: string[] = []
  for await (const { id } of found) ids.push(id)
  expect(ids).toEqual(['a'])
  const filters = 'status=open%2Cpending&assignee=me&tag=a%2Cb&sort=oldest&unread=true&limit=200'
  expect(heard.map(({ url }) => url)).toEqual([
    `/api/manage/conversations?${filters}`,
    `/api/manage/conversations?${filters}&after=c1`,
    `/api/manage/conversations?${filters}&after=c2`,
  ])
})

test('tries again when the line breaks within an answer, and says so when it is no JSON', async () => {
  const half: Reply = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{"id":')
    setTimeout(() => response.destroy(), 50)
  }
  const page: Reply = (response) => response.end('<html>')
  const { baseUrl, heard } = await serve(half, json(200, { id: 'c' }), page)
  expect(await connect(baseUrl).conversation('c')).toEqual({ id: 'c' })
  expect(heard).toHaveLength(2)
  await expect(connect(baseUrl).conversation('c')).rejects.toMatchObject({
    status: 200,
    code: 'invalid',
    message: 'The answer is not JSON: is baseUrl a Parley server?',
  })
})
