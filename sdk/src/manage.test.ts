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
  expect(heard.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '3', '5'])
  expect(heard[0]?.headers.accept).toBe('text/event-stream')
})

test('yields a refresh in its place, also one that leads back, and goes on from there', async () => {
  const restored: Reply = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': connected\nid: 7\n\nid: 7\nevent: refresh\ndata: {"seq":7}\n\n')
    response.end('id: 8\nevent: message.created\ndata: {"seq":8}\n\n')
  }
  const { baseUrl, heard } = await serve(events(41, 42, 'drop'), restored, events(9, 9, 'stay'))
  const seen: unknown[] = []
  for await (const item of manageApi({ baseUrl, accessToken: token }).events({ after: 40 })) {
    seen.push('refresh' in item ? `refresh ${item.seq}` : item.seq)
    if (item.seq === 9) break
  }
  expect(seen).toEqual([41, 42, 'refresh 7', 8, 9])
  expect(heard.map(({ headers }) => headers['last-event-id'])).toEqual(['40', '42', '8'])
})

test('passes over what has no id, such as who is present', async () => {
  const { baseUrl } = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': connected\nid: 3\n\nevent: presence\ndata: {"teammate_id":"t"}\n\n')
    response.end('id: 4\nevent: message.created\ndata: {"seq":4}\n\n')
  })
  const { value } = await manageApi({ baseUrl, accessToken: token }).events({ after: 3 }).next()
  expect(value).toEqual({ seq: 4 })
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
