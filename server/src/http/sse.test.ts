import { getEventListeners, once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen, send } from '../../test/raw-http.ts'
import { createLog } from '../log.ts'
import { createHttpServer } from './server.ts'
import { openSse, type SseStream, sseFrame } from './sse.ts'

const stopping = new AbortController()
const closing = new AbortController()
const streams: SseStream[] = []
let http: ReturnType<typeof createHttpServer>
let port: number
beforeAll(async () => {
  http = createHttpServer({ logger: createLog('silent'), trustProxy: [] })
  http.get('/now', (_, reply) => void streams.push(openSse(reply, stopping.signal, 7)))
  const never = new AbortController().signal
  http.get('/slow', (_, reply) => void streams.push(openSse(reply, never, 7)))
  http.get('/many', (_, reply) => void streams.push(openSse(reply, closing.signal, 7)))
  http.get('/late', async (request, reply) => {
    if (!request.raw.destroyed) await once(reply.raw, 'close')
    streams.push(openSse(reply, stopping.signal, 7))
  })
  port = await listen(http)
})
afterAll(() => http.close())

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`

async function opened(): Promise<SseStream> {
  for (;;) {
    const stream = streams.shift()
    if (stream) return stream
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it('says where it starts, then one frame per event', async () => {
  const heard = send(port, [get('/now')], { untilClosed: true })
  const stream = await opened()
  stream.write(sseFrame(8, 'message.created', JSON.stringify({ text: 'a\nb' })))
  setTimeout(() => stopping.abort(), 20)
  const { head, body } = await heard
  // Each socket gets the bytes as they were encoded: no chunk's length stands between them.
  expect(head).not.toMatch(/transfer-encoding/i)
  expect(head).toMatch(/connection: close/i)
  expect(body).toBe(
    `: connected\nid: 7\n\n${sseFrame(8, 'message.created', JSON.stringify({ text: 'a\nb' }))}`,
  )
  expect(head).toMatch(/content-type: text\/event-stream; charset=utf-8/)
  expect(head).toMatch(/cache-control: no-store/)
  expect(stream.closed.aborted).toBe(true)
})

it('says that a socket takes no more, and when it does again', async () => {
  const client = connect(port, '127.0.0.1').setNoDelay()
  client.write(get('/slow'))
  const stream = await opened()
  const frame = sseFrame(8, 'message.created', JSON.stringify({ text: 'x'.repeat(60_000) }))
  let written = 0
  // What the kernel takes in stays below this.
  while (stream.ready() && written < 64 * 2 ** 20) {
    stream.write(Buffer.from(frame))
    written += frame.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(stream.ready()).toBe(false)
  const drained = stream.drained()
  let received = 0
  client.on('data', (chunk) => {
    received += chunk.length
  })
  await drained
  expect(stream.ready()).toBe(true)
  stream.end()
  await once(client, 'close')
  expect(received).toBeGreaterThan(written)
})

it('knows that its client left, also when that was before it began', async () => {
  for (const path of ['/now', '/late']) {
    await send(port, [get(path)], { gap: 20, abort: true })
    const stream = await opened()
    if (!stream.closed.aborted) await once(stream.closed, 'abort')
    stream.write('nobody hears this')
  }
})

it('ends all streams of a signal with one listener', async () => {
  const heards = [1, 2, 3].map(() => send(port, [get('/many')], { untilClosed: true }))
  for (const _ of heards) await opened()
  expect(getEventListeners(closing.signal, 'abort')).toHaveLength(1)
  closing.abort()
  for (const heard of heards) expect((await heard).body).toBe(': connected\nid: 7\n\n')
})
