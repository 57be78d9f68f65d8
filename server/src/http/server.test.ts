import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen, send } from '../../test/raw-http.ts'
import { createLog } from '../log.ts'
import { createHttpServer } from './server.ts'

const SILENCE = 400

const options = { logger: createLog('silent'), trustProxy: [] }
const http = createHttpServer(options)
const impatient = createHttpServer({ ...options, silence: SILENCE })
let port: number
let impatientPort: number
/** Resolves when the answer it belongs to was given up. */
let givenUp: Promise<unknown>
beforeAll(async () => {
  http.get('/', async () => 'x')
  impatient.get('/endless', (_, reply) => {
    const endless = new Readable({ read: () => void endless.push(Buffer.alloc(64 * 1024)) })
    givenUp = new Promise((resolve) => endless.once('close', resolve))
    return reply.send(endless)
  })
  impatient.get('/slow', async () => {
    await sleep(SILENCE / 2)
    return 'x'
  })
  port = await listen(http)
  impatientPort = await listen(impatient)
})
afterAll(async () => {
  await http.close()
  await impatient.close()
})

it('leaves no timeout and no cap to be what Node happens to choose', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections } = http.server
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections }).toEqual({
    headersTimeout: 5_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 5_000,
    timeout: 120_000,
    maxConnections: 10_000,
  })
  expect(http.initialConfig).toMatchObject({ bodyLimit: 1024 * 1024, connectionTimeout: 120_000 })
})

it.concurrent('hangs up on headers that do not end, within five seconds and a look', async () => {
  const drip = Array.from({ length: 60 }, (_, n) => `x-${n}: y\r\n`)
  const pieces = ['GET / HTTP/1.1\r\nHost: x\r\n', ...drip]
  const answer = await send(port, pieces, { gap: 200, untilClosed: true, timeout: 10_000 })
  expect(answer.status).toBe(408)
  expect(answer.ms).toBeGreaterThan(4_500)
  expect(answer.ms).toBeLessThan(9_000)
}, 15_000)

it.concurrent('hangs up on a connection that was answered and asks nothing more', async () => {
  const answer = await send(port, ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'], {
    untilClosed: true,
    timeout: 10_000,
  })
  expect(answer.status).toBe(200)
  expect(answer.ms).toBeGreaterThan(4_500)
  expect(answer.ms).toBeLessThan(9_000)
}, 15_000)

it.concurrent('refuses headers of more than 16 KB', async () => {
  const answer = await send(port, [`GET / HTTP/1.1\r\nHost: x\r\nx-long: ${'y'.repeat(17_000)}\r\n\r\n`])
  expect(answer.status).toBe(431)
})

it.concurrent('gives an answer up that nobody reads', async () => {
  const socket = connect(impatientPort, '127.0.0.1').on('error', () => {})
  // Not a byte is ever read: the answer fills the buffers of both ends, and then stands still.
  socket.pause().write('GET /endless HTTP/1.1\r\nHost: x\r\n\r\n')
  await sleep(100)
  const started = performance.now()
  await givenUp
  expect(performance.now() - started).toBeLessThan(SILENCE * 6)
  socket.destroy()
})

it.concurrent('waits for an answer that takes its time', async () => {
  const answer = await send(impatientPort, ['GET /slow HTTP/1.1\r\nHost: x\r\n\r\n'])
  expect([answer.status, answer.body]).toEqual([200, 'x'])
})

it('takes no schemas: bodies are checked by their surface, and the compilers are never loaded', async () => {
  const strict = createHttpServer(options)
  strict.post('/', { schema: { body: { type: 'object' } } }, async () => 'x')
  await expect(strict.ready()).rejects.toThrow('routes are given no schemas')
})
