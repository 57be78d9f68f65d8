import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../test/app.ts'
import { listen, send } from '../../test/raw-http.ts'

let app: TestApp
let to: TestOrganisation
let port: number
beforeAll(async () => {
  app = await createTestApp()
  to = await app.organisation()
  port = await listen(app.http)
})
afterAll(() => app.close())

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
const ask = (method: Method, url: string, headers: Record<string, string> = {}, payload?: string) =>
  app.http.inject({ method, url, headers, ...(payload !== undefined && { payload }) })

const problem = (status: number, title: string, detail: string, code = 'protocol') => ({
  type: 'about:blank',
  title,
  status,
  detail,
  code,
})

describe('a request for nothing', () => {
  it.each([
    ['/interaction/nothing', { error: 'not found' }],
    ['/interaction/%zz', { error: 'not found' }],
    ['/interaction/%ff%fe?%', { error: 'not found' }],
    ['/api/manage/nothing', problem(404, 'Not Found', 'not found')],
    ['/api/manage/%', problem(404, 'Not Found', 'not found')],
    ['/nothing', problem(404, 'Not Found', 'not found')],
    ['/%c0%ae%c0%ae/etc/passwd', problem(404, 'Not Found', 'not found')],
  ])('is answered in the shape of the surface it was sent to: %s', async (url, body) => {
    const answer = await ask('POST', url)
    expect([answer.statusCode, answer.json()]).toEqual([404, body])
  })

  it.each([
    '/assets/../../server/package.json',
    '/assets/..%2f..%2fserver%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/%00',
    '/assets/.hidden',
    '/assets/',
    '//assets//x',
  ])('leads to no file: %s', async (url) => {
    const answer = await ask('GET', url)
    expect([400, 404]).toContain(answer.statusCode)
    expect(answer.json()).toMatchObject({ type: 'about:blank', code: 'protocol' })
  })
})

describe('another method', () => {
  it.each([
    ['PUT', '/interaction', 'POST, OPTIONS', { error: 'method not allowed' }],
    ['GET', '/interaction/', 'POST, OPTIONS', { error: 'method not allowed' }],
    ['HEAD', '/interaction', 'POST, OPTIONS', undefined],
    [
      'POST',
      '/api/manage/conversations',
      'GET, PATCH, HEAD, OPTIONS',
      problem(405, 'Method Not Allowed', 'method not allowed'),
    ],
    [
      'PUT',
      '/api/manage/session/',
      'POST, GET, DELETE, HEAD, OPTIONS',
      problem(405, 'Method Not Allowed', 'method not allowed'),
    ],
  ] as const)('is refused before the credential is read: %s %s', async (method, url, allow, body) => {
    const answer = await ask(method, url)
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow])
    if (body) expect(answer.json()).toEqual(body)
  })

  it.each([
    ['/interaction', 'POST, OPTIONS'],
    ['/interaction/', 'POST, OPTIONS'],
    ['/api/manage/conversations/x/messages', 'GET, POST, HEAD, OPTIONS'],
  ])('OPTIONS says what %s takes', async (url, allow) => {
    const answer = await ask('OPTIONS', url)
    expect([answer.statusCode, answer.headers.allow, answer.body]).toEqual([204, allow, ''])
  })

  it('HEAD is answered like GET, without a body', async () => {
    const headers = { authorization: `Bearer ${to.accessToken}` }
    const [head, get] = [
      await ask('HEAD', '/api/manage/conversations', headers),
      await ask('GET', '/api/manage/conversations', headers),
    ]
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
    expect((await ask('HEAD', '/api/manage/conversations')).statusCode).toBe(401)
  })
})

describe('a body', () => {
  const headers = () => ({ authorization: `Bearer ${to.accessToken}` })

  it.each([
    ['text/plain', '{"body": "x"}', 415, 'unsupported content type'],
    ['application/x-www-form-urlencoded', 'body=x', 415, 'unsupported content type'],
    ['application/json garbage', '{"body": "x"}', 415, 'unsupported content type'],
    ['application/json', '{"body": ', 400, 'the body is not valid JSON'],
    ['application/json', '', 400, 'the body is empty'],
    ['application/json', '{"__proto__": {"a": 1}, "body": "x"}', 400, 'the body is not valid JSON'],
    ['application/json', '{"constructor": {"prototype": 1}}', 400, 'the body is not valid JSON'],
    ['application/json', `"${'x'.repeat(1024 * 1024)}"`, 413, 'the body is too large'],
  ])('of type %s is refused by the manage surface: %s', async (type, payload, status, detail) => {
    const all = { ...headers(), 'content-type': type }
    const answer = await ask('POST', '/api/manage/conversations/x/messages', all, payload)
    expect([answer.statusCode, answer.json().detail]).toEqual([status, detail])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('that is a form is refused where JSON alone is taken', async () => {
    const all = { ...headers(), 'content-type': 'multipart/form-data; boundary=X' }
    const form = '--X\r\ncontent-disposition: form-data; name="email"\r\n\r\nx\r\n--X--\r\n'
    for (const [method, url] of [
      ['POST', '/api/manage/session'],
      ['PATCH', '/api/manage/conversations/x'],
    ] as const) {
      const answer = await ask(method, url, { ...all, 'sec-fetch-site': 'same-origin' }, form)
      expect([answer.statusCode, answer.json().detail]).toEqual([415, 'unsupported content type'])
    }
  })

  it('of no type at all is refused by the manage surface', async () => {
    const start = `POST /api/manage/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}`
    expect((await send(port, [start])).status).toBe(415)
  })
})

describe('both slash forms', () => {
  it('mean the same', async () => {
    const [plain, slash] = [await ask('POST', '/interaction'), await ask('POST', '/interaction/')]
    expect([plain.statusCode, plain.body]).toEqual([slash.statusCode, slash.body])
    const headers = { authorization: `Bearer ${to.accessToken}` }
    for (const url of ['/api/manage/session', '/api/manage/session/'])
      expect((await ask('GET', url, headers)).statusCode).toBe(200)
  })
})

describe('the request id', () => {
  it.each(['a', 'req-1.2:3_4', 'x'.repeat(64)])('is echoed when it is short and plain: %s', async (id) => {
    const answer = await ask('GET', '/healthz', { 'x-request-id': id })
    expect(answer.headers['x-request-id']).toBe(id)
  })

  it.each(['', 'x'.repeat(65), 'a b', 'a\tb', '<script>', '{"level":"fatal"}', 'é'])(
    'is replaced when it is not: %s',
    async (id) => {
      const answer = await ask('GET', '/healthz', { 'x-request-id': id })
      expect(answer.headers['x-request-id']).toMatch(/^[0-9A-Z]{26}-[0-9a-z]+$/)
    },
  )

  it('is on refusals of every kind', async () => {
    for (const url of ['/interaction', '/api/manage/session', '/nothing', '/interaction/%zz'])
      expect((await ask('DELETE', url)).headers['x-request-id']).toMatch(/^[0-9A-Z]{26}-[0-9a-z]+$/)
  })
})

describe('every answer', () => {
  it.each(['/healthz', '/interaction', '/api/manage/session', '/nothing'])(
    'of %s says that it may neither be sniffed nor kept',
    async (url) => {
      expect((await ask('GET', url)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
    },
  )
})
