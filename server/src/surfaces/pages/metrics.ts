// `/metrics` in Prometheus' text format. Nothing is measured, and nothing of it loaded, before the first scrape.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Channel } from 'node:diagnostics_channel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import type { Scheme } from '../../http/route-doc.ts'
import { type Auth, type Route, route } from '../../http/surface.ts'
import type { Meter } from './meter.ts'

export type MetricsOptions = {
  token: string | undefined
  /** Publishes the number of units in each commit. */
  commits: Channel
  /** Size of SQLite's write-ahead log. */
  walBytes?: () => number
  /** Requests that were not let in, by reason, since the start. */
  refused: Readonly<Record<string, number>>
  /** Seconds. */
  eventLoopLag(): number
  /** Units that were handed to the writer and have no outcome yet. */
  writesWaiting(): number
  isDiskLow(): boolean
  diskFree(): number | undefined
}

/** Its hooks see every route that is added to `app` after it. */
export function metricsRoute(app: FastifyInstance, core: Core, options: MetricsOptions): Route {
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

  return route('GET', '/metrics', {
    auth: scraper(options.token),
    doc: {
      summary: "What the server measures, in Prometheus' text format",
      about: 'Without `METRICS_TOKEN` only callers on the same machine are answered.',
      answers: { 200: 'text/plain' },
    },
    async handle() {
      starting ??= start()
      meter = await starting
      return { status: 200, body: await meter.text(), headers: { 'content-type': meter.contentType } }
    },
  })
}

const metricsToken: Scheme = {
  name: 'metricsToken',
  type: 'http',
  scheme: 'bearer',
  placeholder: '$METRICS_TOKEN',
  description: 'What the operator set as `METRICS_TOKEN`.',
}

const scraper = (token: string | undefined): Auth<null> => ({
  kind: 'metrics token, or the same machine',
  schemes: [metricsToken],
  refuses: {
    unauthenticated: NO_TOKEN,
    forbidden: NOT_LOCAL,
  },
  async authenticate(_, request) {
    assertMayScrape(request, token)
    return { caller: null, bucket: request.ip }
  },
})

const NOT_LOCAL = 'metrics are for this machine only, until METRICS_TOKEN is set'
const NO_TOKEN = 'metrics need the bearer token in METRICS_TOKEN'

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
    throw new DomainError('forbidden', NOT_LOCAL)
  }
  if (!timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`)))
    throw new DomainError('unauthenticated', NO_TOKEN)
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
