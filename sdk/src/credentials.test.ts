import { expect, test } from 'vitest'
import { manageApi } from './manage.ts'
import { json, serve } from './test-server.ts'

const token = 'pat_1'
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

test('makes a key for each creation, and keeps it over the tries', async () => {
  const { baseUrl, heard } = await serve(json(503, {}, { 'retry-after': '0' }), json(201, created))
  const manage = manageApi({ baseUrl, accessToken: token })
  await manage.createApiKey({ name: 'Website' })
  await manage.createApiKey({ name: 'Shop' })
  const keys = heard.map(({ headers }) => headers['idempotency-key'])
  expect(keys).toEqual([keys[0], keys[0], expect.stringMatching(/^[0-9a-f]{32}$/)])
  expect(keys[2]).not.toBe(keys[0])
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
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
