// Server-sent events: one open answer per subscriber, heartbeat, and a bound on what may wait in a slow socket.
import type { FastifyReply } from 'fastify'

const HEARTBEAT = 15_000
/** A socket with more than this unsent is dropped; its client resumes by seq, so nothing is lost. */
const MOST_UNSENT = 256 * 1024

export type SseStream = {
  write(frame: string): void
  /** Aborts when the client is gone or was dropped. */
  closed: AbortSignal
}

/** Takes the reply over from Fastify; the stream ends when the client leaves or `stop` aborts. */
export function openSse(reply: FastifyReply, stop: AbortSignal): SseStream {
  reply.hijack()
  const { raw } = reply
  const closed = new AbortController()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-request-id': String(reply.request.id),
  })
  raw.write(': connected\n\n')

  const heartbeat = setInterval(() => write(': heartbeat\n\n'), HEARTBEAT)
  const end = () => raw.end()
  stop.addEventListener('abort', end, { once: true })
  raw.on('close', () => {
    clearInterval(heartbeat)
    stop.removeEventListener('abort', end)
    closed.abort()
  })
  if (stop.aborted) end()

  function write(frame: string): void {
    if (raw.writableLength > MOST_UNSENT) raw.destroy()
    else if (!raw.writableEnded && !raw.destroyed) raw.write(frame)
  }
  return { write, closed: closed.signal }
}

/** `data` is one line of JSON, which never contains a raw line break. */
export function sseFrame(id: number, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`
}
