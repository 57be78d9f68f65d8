import { expect, test } from 'vitest'
import { manageApi } from './manage.ts'
import { json, type Reply, serve } from './test-server.ts'

const token = 'pat_1'

test('follows next_cursor through every page', async () => {
  const { baseUrl, heard } = await serve(
    json(200, { data: [{ id: 'a' }, { id: 'b' }], next_cursor: 'c/1' }),
    json(200, { data: [{ id: 'c' }], next_cursor: null }),
  )
  const ids: string[] = []
  for await (const { id } of manageApi({ baseUrl, accessToken: token }).conversations({ status: 'open' }))
    ids.push(id)
  expect(ids).toEqual(['a', 'b', 'c'])
  expect(heard.map(({ url }) => url)).toEqual([
    '/api/manage/conversations?status=open&limit=200',
    '/api/manage/conversations?status=open&limit=200&after=c%2F1',
  ])
  expect(heard[0]?.headers.authorization).toBe('Bearer pat_1')
})

test('asks for no page that the loop does not reach', async () => {
  const { baseUrl, heard } = await serve(json(200, { data: [{ id: 'a' }, { id: 'b' }], next_cursor: 'c' }))
  for await (const _ of manageApi({ baseUrl, accessToken: token }).messages('01J')) break
  expect(heard.map(({ url }) => url)).toEqual(['/api/manage/conversations/01J/messages?limit=200'])
})

test('retries a GET, and reads problem details', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    code: 'not_found',
    detail: 'no such conversation',
  }
  const { baseUrl, heard } = await serve(json(503, {}, { 'retry-after': '0' }), json(404, problem))
  const refused = manageApi({ baseUrl, accessToken: token }).conversation('01J')
  await expect(refused).rejects.toMatchObject({
    status: 404,
    code: 'not_found',
    message: 'no such conversation',
  })
  expect(heard).toHaveLength(2)
})

function events(from: number, to: number, end: 'drop' | 'end' | 'stay'): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': heartbeat\n\n')
    for (let seq = from; seq <= to; seq++) {
      const event = { seq, type: 'message.created', conversation_id: 'c', actor: {}, data: {}, at: '' }
      response.write(`id: ${seq}\nevent: message.created\ndata: ${JSON.stringify(event)}\n\n`)
    }
    if (end === 'end') response.end()
    // A moment later, so that what was written has left before the line breaks.
    if (end === 'drop') setTimeout(() => response.destroy(), 50)
  }
}

test('takes a dropped stream up again after the last event, yielding nothing twice', async () => {
  const { baseUrl, heard } = await serve(events(1, 3, 'drop'), events(2, 5, 'end'), events(6, 7, 'stay'))
  const seqs: number[] = []
  for await (const { seq } of manageApi({ baseUrl, accessToken: token }).events()) {
    seqs.push(seq)
    if (seq === 7) break
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(heard.map(({ headers }) => headers['last-event-id'])).toEqual(['0', '3', '5'])
  expect(heard[0]?.headers.accept).toBe('text/event-stream')
})

test('waits out a restart, and throws what waiting will not cure', async () => {
  const revoked = {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    code: 'unauthenticated',
    detail: 'token revoked',
  }
  const { baseUrl, heard } = await serve(json(502, {}, { 'retry-after': '0' }), json(401, revoked))
  const reading = manageApi({ baseUrl, accessToken: token }).events({ after: 41 }).next()
  await expect(reading).rejects.toMatchObject({ status: 401, message: 'token revoked' })
  expect(heard.map(({ headers }) => headers['last-event-id'])).toEqual(['41', '41'])
})

test('ends quietly when its signal says so', async () => {
  const { baseUrl } = await serve(events(1, 1, 'stay'))
  const listening = new AbortController()
  const seqs: number[] = []
  for await (const { seq } of manageApi({ baseUrl, accessToken: token }).events({
    signal: listening.signal,
  })) {
    seqs.push(seq)
    listening.abort()
  }
  expect(seqs).toEqual([1])
})

const created = { id: 'AbCd1234', name: 'Website', key: 'prl_live_x', expires_at: null, created_at: '' }

test('creates an API key, once however often it is tried', async () => {
  const { baseUrl, heard } = await serve(json(503, {}, { 'retry-after': '0' }), json(201, created))
  const manage = manageApi({ baseUrl, accessToken: token })
  const expiresAt = new Date('2030-01-31T01:00:00+01:00')
  expect(await manage.createApiKey({ name: 'Website', expiresAt, idempotencyKey: 'k1' })).toEqual(created)
  for (const { method, url, headers, body } of heard) {
    expect([method, url, headers['idempotency-key']]).toEqual(['POST', '/api/manage/api-keys', 'k1'])
    expect([headers.authorization, headers['content-type']]).toEqual(['Bearer pat_1', 'application/json'])
    expect(JSON.parse(body)).toEqual({ name: 'Website', expires_at: '2030-01-31T00:00:00.000Z' })
  }
  expect(heard).toHaveLength(2)
})

test('never repeats the creation of an API key without an idempotency key', async () => {
  const { baseUrl, heard } = await serve(json(503, {}, { 'retry-after': '0' }), json(201, created))
  const refused = manageApi({ baseUrl, accessToken: token }).createApiKey({ name: 'Website' })
  await expect(refused).rejects.toMatchObject({ status: 503, code: 'unavailable' })
  expect(heard.map(({ body }) => body)).toEqual(['{"name":"Website"}'])
})

test('lists API keys page by page, and deletes one', async () => {
  const { baseUrl, heard } = await serve(
    json(200, { data: [{ id: 'b' }], next_cursor: 'c' }),
    json(200, { data: [{ id: 'a' }], next_cursor: null }),
    (response) => response.writeHead(204).end(),
    json(404, { code: 'not_found', detail: 'API key not found' }),
  )
  const manage = manageApi({ baseUrl, accessToken: token })
  const ids: string[] = []
  for await (const { id } of manage.apiKeys()) ids.push(id)
  expect(ids).toEqual(['b', 'a'])
  expect(await manage.deleteApiKey('a/b')).toBeUndefined()
  await expect(manage.deleteApiKey('a')).rejects.toMatchObject({ status: 404, code: 'not_found' })
  expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /api/manage/api-keys?limit=200',
    'GET /api/manage/api-keys?limit=200&after=c',
    'DELETE /api/manage/api-keys/a%2Fb',
    'DELETE /api/manage/api-keys/a',
  ])
})
