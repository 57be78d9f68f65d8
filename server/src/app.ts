// The only wiring: every part is built here, in order, from the configuration alone.
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Blobs } from './blobs/blobs.ts'
import { diskBlobs } from './blobs/disk.ts'
import { s3Blobs } from './blobs/s3.ts'
import type { Bus } from './bus/bus.ts'
import { memoryBus } from './bus/memory.ts'
import type { Config } from './config.ts'
import { keepCredentials } from './core/accounts/kept-credentials.ts'
import { type Core, createCore } from './core/core.ts'
import { newId } from './core/ids.ts'
import { type Performed, performer, type Unit } from './core/perform.ts'
import { createFeed } from './core/spine/feed.ts'
import { liveBuckets } from './core/spine/queries.ts'
import { verbs } from './core/verbs.ts'
import { type Database, openPostgresDatabase, openSqlite } from './db/open.ts'
import { walBytes } from './db/sqlite.ts'
import { commits } from './db/writer-client.ts'
import { createHttpServer } from './http/server.ts'
import { mount } from './http/surface.ts'
import { jobHandlers, schedules } from './jobs/handlers.ts'
import { jobRunner } from './jobs/runner.ts'
import type { BucketStore, Limits } from './limits/limits.ts'
import { memoryLimits } from './limits/memory.ts'
import { unlimited } from './limits/unlimited.ts'
import { createSafeFetch } from './outbound/safe-fetch.ts'
import { follow } from './reactions.ts'
import { firstRunToken, loadSecretKey } from './secret-key.ts'
import { surfaces } from './surfaces/index.ts'
import { mountPages } from './surfaces/pages/routes.ts'

export type App = {
  core: Core
  blobs: Blobs
  http: FastifyInstance
  database: Database<Unit, Performed>
  /** Path of the one-time page that makes the first organisation. */
  firstRunPath: string
  startJobs(): Promise<void>
  /** Stops taking work, lets what runs finish within `graceMs`, then lets go of everything. */
  close(graceMs?: number): Promise<void>
}

export type AppOptions = {
  log: FastifyBaseLogger
  now?: () => number
  /** Tests run the writer loop inline; the server runs it on a thread. */
  writer?: 'thread' | 'inline'
}

const perform = performer(verbs, follow)

export async function buildApp(config: Config, options: AppOptions): Promise<App> {
  const { log, now = Date.now, writer = 'thread' } = options
  const secretKey = loadSecretKey(config.dataDir, config.secretKey)
  const database = await openDatabase(config, writer)
  // The tests' inline writer shares its file with whoever meddles in it.
  if (database.engine === 'sqlite' && writer === 'thread') keepCredentials(database.read)
  const report = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const bus = await openBus(config, report('the bus failed, polling goes on'))
  const blobs = openBlobs(config)
  const feed = createFeed({ read: database.read, bus, onError: report('the live feed could not read') })
  // Jobs and limits run verbs, and verbs wake jobs: the hints close over what is built next.
  const hints = { moved: feed.moved, jobs: () => runner.wake() }
  const store: BucketStore = {
    load: (at) => liveBuckets(database.read, at),
    save: async (rows) => void (await core.run('saveBuckets', { rows })),
  }
  const limits = await openLimits(config, store, report('the rate limits could not be kept'))
  const core = createCore({
    read: database.read,
    reports: database.reports,
    writer: database.writer,
    limits,
    now,
    hints,
  })
  const safeFetch = createSafeFetch({ allowPrivate: config.allowPrivate })
  const handlers = jobHandlers({ core, blobs, safeFetch })
  const runner = jobRunner({ core, handlers, schedules, owner: newId(), log })

  const stopping = new AbortController()
  const http = createHttpServer({ logger: log, trustProxy: config.trustProxy })
  const firstRunPath = `/setup/${firstRunToken(secretKey)}`
  const metrics = { token: config.metricsToken, commits, ...logSize(config) }
  await mountPages(http, core, { firstRunPath, stopping: stopping.signal, metrics })
  const parts = { feed, blobs, rates: config.rates, stopping: stopping.signal }
  for (const surface of surfaces(parts)) await mount(http, core, surface)

  return {
    core,
    blobs,
    http,
    database,
    firstRunPath,
    startJobs: () => runner.start(),
    async close(graceMs = 8_000) {
      // Order matters: streams and listener first, then what takes work, the writer last.
      stopping.abort()
      const patience = setTimeout(() => http.server.closeAllConnections(), graceMs / 2)
      await http.close()
      clearTimeout(patience)
      // A part that cannot be closed must not keep the next ones open, the database last of all.
      const parts = [() => runner.stop(graceMs / 2), safeFetch.close, limits.close, bus.close, blobs.close]
      feed.close()
      for (const closePart of parts)
        await closePart().catch(report('a part of the server could not be closed'))
      await database.close()
    },
  }
}

async function openDatabase(config: Config, writer: 'thread' | 'inline') {
  if (config.database.kind === 'postgres')
    return await openPostgresDatabase<Unit, Performed>(config.database.url, perform)
  const loop = writer === 'inline' ? { perform } : { entry: new URL('./writer-thread.ts', import.meta.url) }
  return await openSqlite<Unit, Performed>(config.database, loop)
}

function logSize({ database }: Config): { walBytes?: () => number } {
  return database.kind === 'sqlite' ? { walBytes: () => walBytes(database.path) } : {}
}

type Report = (error: unknown) => void

/** Redis drivers are loaded when Redis is configured: one machine should not pay for them. */
async function openBus({ redisUrl }: Config, onError: Report): Promise<Bus> {
  if (redisUrl === undefined) return memoryBus({ onError })
  const { redisBus } = await import('./bus/redis.ts')
  return redisBus({ url: redisUrl, onError })
}

async function openLimits(config: Config, store: BucketStore, onError: Report): Promise<Limits> {
  const { redisUrl, rateLimits } = config
  if (!rateLimits) return unlimited
  if (redisUrl === undefined) return memoryLimits({ store, onError })
  const { redisLimits } = await import('./limits/redis.ts')
  return redisLimits({ url: redisUrl })
}

function openBlobs({ s3, dataDir }: Config): Blobs {
  return s3 ? s3Blobs({ ...s3, tmpDir: `${dataDir}/blobs/tmp` }) : diskBlobs({ dir: `${dataDir}/blobs` })
}
