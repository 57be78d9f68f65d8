// Nobody may hold a connection by sending slowly: a body has a deadline, and so has one that no longer matters.
import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { ProtocolError } from './errors.ts'

/** How long a client that was answered early may go on sending, so that it gets to read the answer. */
const LINGER = 2_000

/** @param deadline milliseconds from the end of the headers' handling; then 408, in the surface's own shape. */
export function refuseSlowBodies(app: FastifyInstance, deadline: number): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    // A body that is here already cannot be late, and most are.
    if (request.raw.complete) return payload
    const body = new PassThrough()
    const timer = setTimeout(() => body.destroy(new ProtocolError(408, 'the body took too long')), deadline)
    const cutOff = () => body.destroy(new ProtocolError(400, 'the body was cut off'))
    // Whoever reads the body hears of it; when nobody does, nobody misses it.
    body.on('error', () => payload.unpipe(body))
    body.on('close', () => clearTimeout(timer))
    payload.on('error', cutOff)
    request.raw.on('aborted', cutOff)
    return payload.pipe(body)
  })

  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete || raw.destroyed) return
    const timer = setTimeout(() => raw.complete || raw.destroy(), LINGER).unref()
    raw.socket.once('close', () => clearTimeout(timer))
  })
}
