import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen, send } from '../../test/raw-http.ts'
import { createLog } from '../log.ts'
import { createHttpServer } from './server.ts'
import { openSse, type SseStream, sseFrame } from './sse.ts'

const stopping = new AbortController()
const streams: SseStream[] = []
let http: ReturnType<typeof createHttpServer>
let port: number
beforeAll(async () => {
  http = createHttpServer({ logger: createLog('silent'), trustProxy: [] })
  http.get('/now', (_, reply) => void streams.push(openSse(reply, stopping.signal, 7)))
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
  expect(head).toMatch(/content-type: text\/event-stream; charset=utf-8/)
  expect(head).toMatch(/cache-control: no-store/)
  expect(body).toContain(': connected\nid: 7\n\n')
  expect(body).toContain('id: 8\nevent: message.created\ndata: {"text":"a\\nb"}\n\n')
  expect(stream.closed.aborted).toBe(true)
})

it('knows that its client left, also when that was before it began', async () => {
  for (const path of ['/now', '/late']) {
    await send(port, [get(path)], { gap: 20, abort: true })
    const stream = await opened()
    if (!stream.closed.aborted) await once(stream.closed, 'abort')
    stream.write('nobody hears this')
  }
})
