import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '../../test/app.ts'
import { listen, send } from '../../test/raw-http.ts'
import { DomainError } from '../core/errors.ts'
import { createLog } from '../log.ts'
import { anybody } from './anybody.ts'
import { acceptForms, formReader } from './form.ts'
import { problems } from './problem.ts'
import { createHttpServer } from './server.ts'
import { type Auth, type BodyReader, mount, route, type Surface } from './surface.ts'

const DEADLINE = 200
/** What a connection may take longer than its deadline: the answered client's two seconds, and a busy machine. */
const LINGER = 2_000

const nobody: Auth<null> = {
  ...anybody,
  kind: 'nobody',
  authenticate: async () => {
    throw new DomainError('unauthenticated', 'go away')
  },
}
const readForm = formReader()
const readTexts: BodyReader = async (request) => (await readForm(request)).values
const body = z.object({}).loose()
const handle = async (call: { body: unknown }) => ({ status: 200, body: call.body })
const doc = { summary: 'An echo', answers: { 200: body } }
const about = { title: 'Echo', about: 'Says what it hears.', bodies: {} }
const surfaces: Surface[] = [
  {
    name: 'forms',
    base: '/forms',
    ...about,
    errors: { ...problems, body: ({ message }) => ({ error: message }), contentType: 'application/json' },
    prepare: acceptForms,
    routes: [route('POST', '/', { auth: anybody, doc, read: readTexts, body, handle })],
  },
  {
    name: 'json',
    base: '/json',
    ...about,
    errors: problems,
    routes: [
      route('POST', '/', { auth: anybody, doc, body, handle }),
      route('POST', '/closed', { auth: nobody, doc, body, handle }),
    ],
  },
]

let app: TestApp
let http: ReturnType<typeof createHttpServer>
let port: number
const logged: string[] = []
beforeAll(async () => {
  app = await createTestApp()
  const logger = createLog('warn', { write: (line) => void logged.push(line) })
  http = createHttpServer({ logger, trustProxy: [], bodyDeadline: DEADLINE })
  for (const surface of surfaces) await mount(http, app.core, surface)
  port = await listen(http)
})
afterAll(async () => {
  await http.close()
  await app.close()
  expect(logged).toEqual([])
})

const head = (path: string, type: string, length = 1_000) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`
const drip = Array.from({ length: 40 }, () => ' ')

// The two seconds of grace are waited for together.
it.concurrent.each([
  ['a multipart form', '/forms', 'multipart/form-data; boundary=XX'],
  ['a multipart form whose boundary is sniffed', '/forms', 'multipart/form-data'],
  ['an urlencoded form', '/forms', 'application/x-www-form-urlencoded'],
  ['JSON in a form', '/forms', 'application/json'],
  ['JSON', '/json', 'application/json'],
])('answers %s that does not arrive in time with 408, and then hangs up', async (_, path, type) => {
  const options = { gap: 20, untilClosed: true, timeout: DEADLINE + LINGER + 1_500 }
  const answer = await send(port, [head(path, type), ...drip], options)
  const facts = JSON.parse(answer.body)
  expect([answer.status, facts.error ?? facts.detail]).toEqual([408, 'the body took too long'])
})

it.concurrent('takes a large body that keeps coming, long after the deadline', async () => {
  const pieces = Array.from({ length: 24 }, () => 'x'.repeat(32 * 1024))
  const text = `a=${pieces.join('')}`
  const type = 'application/x-www-form-urlencoded'
  const answer = await send(port, [head('/forms', type, text.length), 'a=', ...pieces], { gap: 50 })
  // A field of that size is refused for its length, hence it was read to its end.
  expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, 'a is too long (maximum 256 KiB)'])
  expect(answer.ms).toBeGreaterThan(4 * DEADLINE)
})

it.concurrent('takes a body that is slow but in time', async () => {
  const pieces = ['{"a"', ': ', '"b"}']
  for (const path of ['/forms', '/json']) {
    const answer = await send(port, [head(path, 'application/json', 10), ...pieces], { gap: 10 })
    expect([answer.status, answer.body]).toEqual([200, '{"a":"b"}'])
  }
})

it.concurrent.each([
  ['without a credential', '/json/closed', 401],
  ['to no route', '/json/nowhere', 408],
  ['by another method', '/json', 405],
])('hangs up soon on a body nobody waits for: %s', async (_, path, status) => {
  const start = head(path, 'application/json')
  const pieces = [status === 405 ? start.replace('POST', 'PUT') : start, ...drip]
  const answer = await send(port, pieces, { gap: 100, untilClosed: true, timeout: LINGER + 2_000 })
  expect(answer.status).toBe(status)
})

it.concurrent('clears two hundred slow connections at once', async () => {
  const all = Array.from({ length: 200 }, () =>
    send(port, [head('/json', 'application/json'), ' '], { untilClosed: true, timeout: 10_000 }),
  )
  const answers = await Promise.all(all)
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([408]))
})

it.concurrent('keeps no record of clients that hang up in the middle', async ({ expect }) => {
  for (const path of ['/forms', '/json', '/json/closed'])
    for (const sent of [[], ['{"a"']])
      await send(port, [head(path, 'application/json'), ...sent], { gap: 5, abort: true })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(logged).toEqual([])
})
