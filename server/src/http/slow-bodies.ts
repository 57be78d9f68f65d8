// Nobody may hold a connection by sending slowly: a body has a deadline, and so has one that no longer matters.
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { ProtocolError } from './errors.ts'

/** How long a client that was answered early may go on sending, so that it gets to read the answer. */
const LINGER = 2_000

/** Bytes a second that keep a large body alive beyond its deadline, once a third of the deadline is credited. */
const PACE = 16 * 1024
const LOOK_EVERY = 1_000

/**
 * @param deadline milliseconds from the end of the headers' handling; then 408, in the surface's own shape, unless the
 * body is a large one that arrived at {@link PACE} on average.
 */
export function refuseSlowBodies(app: FastifyInstance, deadline: number): void {
  // Most bodies come with their headers, and are complete before this turn of the event loop is over.
  let arriving: IncomingMessage[] = []
  const watchTheRest = () => {
    const all = arriving
    arriving = []
    for (const raw of all) if (!raw.complete && !raw.destroyed) watch(raw, deadline)
  }
  app.addHook('preParsing', ({ raw }, _reply, _payload, done) => {
    if (!raw.complete && arriving.push(raw) === 1) setImmediate(watchTheRest)
    done()
  })

  app.addHook('onResponse', ({ raw }, _reply, done) => {
    done()
    if (raw.complete || raw.destroyed) return
    const timer = setTimeout(() => raw.complete || raw.destroy(), LINGER).unref()
    raw.socket.once('close', () => clearTimeout(timer))
  })
}

/** Told to whoever reads the body, instead of destroying it: that would cut the connection before the answer. */
function watch(raw: IncomingMessage, deadline: number): void {
  const { socket } = raw
  const [started, before] = [performance.now(), socket.bytesRead]
  const look = () => {
    const seconds = (performance.now() - started - (deadline * 2) / 3) / 1_000
    if (socket.bytesRead - before >= seconds * PACE) timer = setTimeout(look, LOOK_EVERY)
    else if (raw.listenerCount('error') > 0)
      raw.emit('error', new ProtocolError(408, 'the body took too long'))
  }
  let timer = setTimeout(look, deadline)
  raw.once('close', () => clearTimeout(timer))
}
