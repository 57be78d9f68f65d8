import { expect, test } from 'vitest'
import { manageApi } from './manage.ts'
import { json, type Reply, serve } from './test-server.ts'

/** A line that begins after 41, then says what it is given. */
const line =
  (...blocks: string[]): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end([': connected\nid: 41', ...blocks].map((block) => `${block}\n\n`).join(''))
  }
const presence = (name: string, status: string) =>
  `event: presence\ndata: ${JSON.stringify({ name, status })}`
const revoked = json(401, { code: 'unauthenticated', detail: 'invalid credential' })

test('says where a line begins, who is here, and nothing of the events between', async () => {
  const { baseUrl, heard } = await serve(
    line(presence('Noor', 'online'), 'id: 42\nevent: message.created\ndata: {"seq":42}'),
    line(presence('Ada', 'away')),
    revoked,
  )
  const seen: unknown[] = []
  const watching = async () => {
    for await (const item of manageApi({ baseUrl, accessToken: 'pat_1' }).watchPresence()) seen.push(item)
  }
  await expect(watching()).rejects.toMatchObject({ status: 401 })
  const anew = { anew: true }
  expect(seen).toEqual([anew, { name: 'Noor', status: 'online' }, anew, { name: 'Ada', status: 'away' }])
  expect(heard.map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
    ['/api/manage/events?after=latest', undefined],
    ['/api/manage/events', '42'],
    ['/api/manage/events', '41'],
  ])
})

test('follows the present from the place its line began, also when nothing happened before it broke', async () => {
  const { baseUrl, heard } = await serve(line(), line('id: 42\nevent: message.created\ndata: {"seq":42}'))
  const { value } = await manageApi({ baseUrl, accessToken: 'pat_1' }).events({ after: 'latest' }).next()
  expect(value).toEqual({ seq: 42 })
  expect(heard.map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
    ['/api/manage/events?after=latest', undefined],
    ['/api/manage/events', '41'],
  ])
})
