// Server-sent events: one open answer per subscriber, heartbeat, and a bound on what may wait in a slow socket.
import { once } from 'node:events'
import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'

const HEARTBEAT = 15_000
/** A socket with more than this unsent when news arrives is dropped; its client resumes by seq, so nothing is lost. */
const MOST_UNSENT = 256 * 1024

export type SseStream = {
  /** Bytes for what many are told: encoded once, and handed to each socket as they are. */
  write(frames: string | Buffer): void
  /** Whether the socket takes more right now. */
  ready(): boolean
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
  // Not in chunks: each would be four writes instead of one. Nothing follows on this connection, so its end is the end.
  raw.removeHeader('transfer-encoding')
  raw.writeHead(200, {
    // What hooks said of every answer, such as who may read it in a browser: Fastify types the same headers anew.
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-request-id': String(reply.request.id),
  })
  raw.write(`: connected\nid: ${after}\n\n`)

  const heartbeat = setInterval(() => write(': heartbeat\n\n'), HEARTBEAT)
  const end = () => raw.end()
  const stay = endWith(stop, end)
  const left = () => {
    clearInterval(heartbeat)
    stay()
    closed.abort(LEFT)
  }
  raw.on('close', left)
  // Gone while its credential was checked: that 'close' is not told again.
  if (raw.destroyed) left()

  // To the socket itself, past what `raw` would do about each: half the work of telling thousands. There is none while an
  // earlier answer on the connection is still being written.
  const out = () => raw.socket ?? raw
  function write(frames: string | Buffer): void {
    if (raw.writableLength > MOST_UNSENT) raw.destroy()
    else if (!raw.writableEnded && !raw.destroyed) out().write(frames)
  }

  let draining: Promise<void> | undefined
  async function drained(): Promise<void> {
    if (ready() || closed.signal.aborted) return
    // Rejects when the client leaves first: there is nothing left to wait for then.
    draining ??= once(out(), 'drain', { signal: closed.signal }).then(
      () => undefined,
      () => undefined,
    )
    await draining
    draining = undefined
  }
  const ready = () => !out().writableNeedDrain
  return { write, ready, drained, end, closed: closed.signal }
}

/** Given as the reason: a signal that gets none makes one, with a stack of calls, for each of thousands who leave. */
const LEFT = new Error('the client is gone')

const ends = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Ends a stream when `stop` aborts, at once when it has; what it returns forgets the stream. One listener for all: a
 * signal looks through all it has when one comes or goes, a fifth of the time 2,000 streams took to arrive.
 */
function endWith(stop: AbortSignal, end: () => void): () => void {
  const open = ends.get(stop) ?? new Set()
  if (!ends.has(stop)) {
    ends.set(stop, open)
    stop.addEventListener('abort', () => open.forEach((each) => void each()), { once: true })
  }
  open.add(end)
  if (stop.aborted) end()
  return () => void open.delete(end)
}

/**
 * `data` is one line of JSON, which never contains a raw line break. Without an id the client's place stays where it
 * was: for what is true at the moment and nowhere kept.
 */
export function sseFrame(id: number | null, event: string, data: string): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`
}
