// Server-sent events: one open answer per subscriber, heartbeat, and a bound on what may wait in a slow socket.
import { once } from 'node:events'
import type { FastifyReply } from 'fastify'

const HEARTBEAT = 15_000
/** A socket with more than this unsent when news arrives is dropped; its client resumes by seq, so nothing is lost. */
const MOST_UNSENT = 256 * 1024

export type SseStream = {
  write(frames: string): void
  /** Resolves when the socket wants more, or is gone; whoever pages through the past waits for it. */
  drained(): Promise<void>
  end(): void
  /** Aborts when the client is gone or was dropped; may be aborted from the start. */
  closed: AbortSignal
}

/**
 * Takes the reply over from Fastify; the stream ends when the client leaves or `stop` aborts. The first block carries
 * only the id it starts after, so that a client which reconnects before any event still knows where it was.
 */
export function openSse(reply: FastifyReply, stop: AbortSignal, after: number): SseStream {
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
  raw.write(`: connected\nid: ${after}\n\n`)

  const heartbeat = setInterval(() => write(': heartbeat\n\n'), HEARTBEAT)
  const end = () => raw.end()
  stop.addEventListener('abort', end, { once: true })
  const left = () => {
    clearInterval(heartbeat)
    stop.removeEventListener('abort', end)
    closed.abort()
  }
  raw.on('close', left)
  if (stop.aborted) end()
  // Gone while its credential was checked: that 'close' is not told again.
  if (raw.destroyed) left()

  function write(frames: string): void {
    if (raw.writableLength > MOST_UNSENT) raw.destroy()
    else if (!raw.writableEnded && !raw.destroyed) raw.write(frames)
  }

  let draining: Promise<void> | undefined
  async function drained(): Promise<void> {
    if (!raw.writableNeedDrain || closed.signal.aborted) return
    // Rejects when the client leaves first: there is nothing left to wait for then.
    draining ??= once(raw, 'drain', { signal: closed.signal }).then(
      () => undefined,
      () => undefined,
    )
    await draining
    draining = undefined
  }
  return { write, drained, end, closed: closed.signal }
}

/** `data` is one line of JSON, which never contains a raw line break. */
export function sseFrame(id: number, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`
}
