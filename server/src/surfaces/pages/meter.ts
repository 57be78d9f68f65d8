// What is measured, once somebody scrapes. Loaded late: prom-client and its timers are only for those who ask.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Core } from '../../core/core.ts'
import { timeOf } from '../../core/ids.ts'
import { jobBacklog } from '../../core/jobs/queries.ts'
import { organisationsBehind } from '../../core/search/queries.ts'
import { eventTotals } from '../../core/spine/queries.ts'
import type { MetricsOptions } from './metrics.ts'

export type Meter = {
  contentType: string
  answered(request: FastifyRequest, reply: FastifyReply): void
  text(): Promise<string>
  stop(): void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]
const UNITS = [1, 2, 4, 8, 16, 32, 64, 128, 256]

export function startMeter(core: Core, options: Omit<MetricsOptions, 'token'>): Meter {
  const { commits, walBytes } = options
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'From the first header to the last byte of the answer; live streams are left out',
    labelNames: ['surface', 'method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers,
  })
  const batches = new Histogram({
    name: 'parley_commit_units',
    help: 'Units in one commit of SQLite',
    buckets: UNITS,
    registers,
  })
  strainGauges(options, registers)
  const stored = databaseGauges(core, registers)
  if (walBytes)
    new Gauge({
      name: 'parley_wal_bytes',
      help: "Size of SQLite's write-ahead log",
      registers,
      collect() {
        this.set(walBytes())
      },
    })

  const committed = (units: unknown) => batches.observe(Number(units))
  commits.subscribe(committed)
  return {
    contentType: registry.contentType,
    answered(request, reply) {
      const { url = 'unknown', config } = request.routeOptions
      const surface = config.surface ?? 'pages'
      const status = `${Math.floor(reply.statusCode / 100)}xx`
      requests.observe({ surface, method: request.method, route: url, status }, reply.elapsedTime / 1_000)
    },
    async text() {
      await stored()
      return await registry.metrics()
    },
    stop() {
      commits.unsubscribe(committed)
      registry.clear()
    },
  }
}

/** What decides whether requests are let in, and how many were not: both are known without being measured. */
function strainGauges(options: Omit<MetricsOptions, 'token'>, registers: Registry[]): void {
  const { refused, eventLoopLag, writesWaiting, diskFree } = options
  new Counter({
    name: 'parley_requests_refused_total',
    help: 'Requests answered with 503 before they were looked at, by reason: busy, queue, disk',
    labelNames: ['reason'] as const,
    registers,
    collect() {
      this.reset()
      for (const [reason, count] of Object.entries(refused)) this.inc({ reason }, count)
    },
  })
  const gauge = (name: string, help: string, read: () => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read() ?? Number.NaN)
      },
    })
  gauge(
    'parley_event_loop_lag_seconds',
    'How late the event loop is, as requests are refused by',
    eventLoopLag,
  )
  gauge('parley_writes_waiting', 'Writes handed to the writer that have no outcome yet', writesWaiting)
  gauge('parley_disk_free_bytes', 'Free where the data is; NaN when nobody looks', diskFree)
}

/** What is asked of the database at each scrape: counted there, so that a restart does not begin at nought. */
function databaseGauges(core: Core, registers: Registry[]): () => Promise<void> {
  const events = new Counter({ name: 'parley_events_total', help: 'Events of all organisations', registers })
  const jobs = new Gauge({
    name: 'parley_jobs',
    help: 'Jobs by state; finished ones are kept for a day',
    labelNames: ['state'] as const,
    registers,
  })
  const lag = new Gauge({
    name: 'parley_job_lag_seconds',
    help: 'How long the oldest job that is due has been waiting',
    registers,
  })
  const unsearched = new Gauge({
    name: 'parley_search_events_behind',
    help: 'Events whose messages search does not find yet, of all organisations',
    registers,
  })
  const up = new Gauge({ name: 'parley_database_up', help: '1 when the database answers', registers })

  return async () => {
    for (const metric of [events, jobs, lag, unsearched]) metric.reset()
    const now = core.now()
    try {
      const backlog = await jobBacklog(core.reports, timeOf(now))
      for (const { state, jobs: count } of backlog.states) jobs.set({ state }, count)
      lag.set(backlog.dueSince === null ? 0 : Math.max(0, now - Date.parse(backlog.dueSince)) / 1_000)
      const behind = await organisationsBehind(core.reports)
      unsearched.set(behind.reduce((sum, one) => sum + one.events, 0))
      events.inc((await eventTotals(core.reports)).events)
      up.set(1)
    } catch {
      // The scrape must not fail with the database: this very gauge is how the operator hears of it.
      up.set(0)
    }
  }
}
