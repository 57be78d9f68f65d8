// The listener in every test app must be able to fail: each way in which an answer can differ from its description.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttpServer } from '../src/http/server.ts'
import { createLog } from '../src/log.ts'
import { createTestApp, type TestApp } from './app.ts'
import { type Heard, holdToDescription, judgeOf } from './as-described.ts'
import { listen } from './raw-http.ts'

let app: TestApp
let judge: ReturnType<typeof judgeOf>
beforeAll(async () => {
  app = await createTestApp()
  judge = judgeOf((await app.http.inject('/openapi.json')).json())
})
afterAll(() => app.close())

const heard = (given: Partial<Heard> & { json?: unknown }): Heard => {
  const { json = { status: 'ok' }, ...rest } = given
  const body = JSON.stringify(json)
  return {
    method: 'GET',
    url: '/healthz',
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body,
    ...rest,
  }
}
const PROBLEM = { type: 'about:blank', title: 'Not Found', status: 404, detail: 'x', code: 'not_found' }
const problem = { contentType: 'application/problem+json', json: PROBLEM }

describe('an answer as described', () => {
  it.each([
    ['a body', {}],
    ['a query behind the path', { url: '/healthz?x=1' }],
    ['HEAD', { method: 'HEAD', body: '' }],
    ['an error', { url: '/api/manage/conversations/x', status: 404, ...problem }],
    ['no body', { method: 'DELETE', url: '/api/manage/api-keys/x', status: 204, contentType: '', body: '' }],
    ['a file', { url: '/api/manage/attachments/1', contentType: 'application/pdf', body: '%' }],
    ['a stream', { url: '/api/manage/events', contentType: 'text/event-stream', body: ':' }],
    ['another method', { method: 'PUT', status: 405, contentType: 'application/problem+json', body: '{}' }],
    ['a path that is not there', { url: '/nothing', status: 404, ...problem }],
    ['no API', { url: '/', contentType: 'text/html', body: '<' }],
    [
      'the fixed path before the one with a name',
      { method: 'GET', url: '/accounts/upsert', status: 405, body: '{}' },
    ],
  ])('is let through: %s', (_, given) => {
    expect(judge(heard(given))).toBeUndefined()
  })
})

describe('an answer that is not as described', () => {
  it.each([
    ['another status', { status: 202 }, '202 is not among the described answers'],
    ['another media type', { contentType: 'text/html' }, 'text/html is not among the described ones'],
    ['a field too few', { json: {} }, "must have required property 'status'"],
    ['a field too many', { json: { status: 'ok', more: 1 } }, 'must NOT have additional properties'],
    ['another value', { json: { status: 'fine' } }, 'body/status must be equal to constant'],
    [
      'a nested field too many',
      { url: '/api/manage/sessions', json: { data: [{ secret: 1 }], next_cursor: null } },
      'body/data/0 must NOT have additional properties',
    ],
    [
      'an error with a field too many',
      { url: '/api/manage/conversations/x', status: 404, ...problem, json: { ...PROBLEM, stack: 'x' } },
      'must NOT have additional properties',
    ],
    [
      'a body where none belongs',
      { method: 'DELETE', url: '/api/manage/api-keys/x', status: 204 },
      'has a body where none is described',
    ],
    ['a route of its own', { url: '/backdoor' }, 'there is no such operation in the description'],
    ['a method of its own', { method: 'POST' }, 'there is no such operation in the description'],
    [
      'a time of another form',
      { url: '/api/manage/api-keys', json: { data: [{ created_at: 'yesterday' }], next_cursor: null } },
      'must match format "date-time"',
    ],
  ])('is refused: %s', (_, given, complaint) => {
    expect(judge(heard(given))).toContain(complaint)
  })
})

describe('the listener', () => {
  /** A server that describes itself as ours does and then says something else. */
  async function liar() {
    const document = await app.http.inject('/openapi.json')
    const http = createHttpServer({ logger: createLog('silent'), trustProxy: [] })
    http.get('/openapi.json', async () => document.json())
    http.get('/healthz', async () => ({ status: 'ok', secret: 'x' }))
    http.get('/readyz', async () => ({ status: 'ready' }))
    return { http, complaints: holdToDescription(http) }
  }

  it('fails the very call that was injected', async () => {
    const { http } = await liar()
    expect((await http.inject('/readyz')).statusCode).toBe(200)
    await expect(http.inject('/healthz')).rejects.toThrow(
      'GET /healthz answered 200 {"status":"ok","secret":"x"}\nbody must NOT have additional properties',
    )
    await http.close()
  })

  it('tells at the end what went over sockets', async () => {
    const { http, complaints } = await liar()
    const port = await listen(http)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect(await complaints()).toEqual([])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(await complaints()).toEqual([expect.stringContaining('must NOT have additional properties')])
    await http.close()
  })
})
