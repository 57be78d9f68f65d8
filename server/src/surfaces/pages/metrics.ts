// `/metrics` in Prometheus' text format. Nothing is measured, and nothing of it loaded, before the first scrape.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Channel } from 'node:diagnostics_channel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import type { Meter } from './meter.ts'

export type MetricsOptions = {
  token: string | undefined
  /** Publishes the number of units in each commit. */
  commits: Channel
  /** Size of SQLite's write-ahead log. */
  walBytes?: () => number
}

export function mountMetrics(app: FastifyInstance, core: Core, options: MetricsOptions): void {
  let meter: Meter | undefined
  let starting: Promise<Meter> | undefined

  async function start(): Promise<Meter> {
    const { startMeter } = await import('./meter.ts')
    return startMeter(core, options)
  }

  app.addHook('onResponse', (request, reply, done) => {
    if (meter && !isStream(request)) meter.answered(request, reply)
    done()
  })
  app.addHook('onClose', async () => meter?.stop())

  app.get('/metrics', async (request, reply) => {
    assertMayScrape(request, options.token)
    starting ??= start()
    meter = await starting
    return await reply.type(meter.contentType).send(await meter.text())
  })
}

/** A live stream ends when its reader leaves: that is no latency. */
function isStream(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/event-stream') ?? false
}

/**
 * Without a token only this machine is answered. A reverse proxy on it makes everybody look local, and says so in a
 * header: then a token is needed.
 */
function assertMayScrape(request: FastifyRequest, token: string | undefined): void {
  const { authorization, forwarded, via, 'x-forwarded-for': forwardedFor } = request.headers
  if (token === undefined) {
    const local = isLoopback(request.socket.remoteAddress ?? '')
    if (local && (forwarded ?? via ?? forwardedFor) === undefined) return
    throw new DomainError('forbidden', 'metrics are for this machine only, until METRICS_TOKEN is set')
  }
  if (!timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`)))
    throw new DomainError('unauthenticated', 'metrics need the bearer token in METRICS_TOKEN')
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
