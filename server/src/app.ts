// The only wiring: every part is built here, in order, from the configuration alone.
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Blobs } from './blobs/blobs.ts'
import { diskBlobs } from './blobs/disk.ts'
import { s3Blobs } from './blobs/s3.ts'
import { mindTheDisk } from './blobs/when-full.ts'
import type { Bus } from './bus/bus.ts'
import { memoryBus } from './bus/memory.ts'
import type { Config } from './config.ts'
import { keepCredentials } from './core/accounts/kept-credentials.ts'
import { receiptSigner } from './core/contacts/erase/receipt.ts'
import { type Core, createCore } from './core/core.ts'
import { newId } from './core/ids.ts'
import { type Perform, type Performed, performer, type Unit } from './core/perform.ts'
import { createPresence } from './core/presence/presence.ts'
import { createSeals } from './core/seals.ts'
import { createFeed } from './core/spine/feed.ts'
import { liveBuckets } from './core/spine/queries.ts'
import { type Database, openPostgresDatabase, openSqlite } from './db/open.ts'
import { walBytes } from './db/sqlite.ts'
import { QUEUE_LIMIT } from './db/writer.ts'
import { commits } from './db/writer-client.ts'
import { ballastIn } from './disk/ballast.ts'
import { watchDisk } from './disk/disk-space.ts'
import { admission, diskLow } from './http/admission.ts'
import { watchEventLoop } from './http/event-loop.ts'
import { createHttpServer } from './http/server.ts'
import { mount } from './http/surface.ts'
import { jobHandlers, schedules } from './jobs/handlers.ts'
import { jobRunner } from './jobs/runner.ts'
import { searchIndexer } from './jobs/search-indexer.ts'
import type { BucketStore, Limits } from './limits/limits.ts'
import { memoryLimits } from './limits/memory.ts'
import { unlimited } from './limits/unlimited.ts'
import { createSafeFetch } from './outbound/safe-fetch.ts'
import { follow } from './reactions.ts'
import { firstRunToken, loadSecretKey } from './secret-key.ts'
import { surfaces } from './surfaces/index.ts'
import { mountPages, mountProbes } from './surfaces/pages/routes.ts'

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
  /** Off for tests of other things: their machine may be late for reasons of its own. */
  refuseWhenLate?: boolean
}

export async function buildApp(config: Config, options: AppOptions): Promise<App> {
  const { log, now = Date.now, writer = 'thread', refuseWhenLate = true } = options
  const secretKey = loadSecretKey(config.dataDir, config.secretKey)
  // First of all: opening the database writes to it, which on a full disk takes giving up the ballast.
  const disk = await watchDisk({
    dir: config.dataDir,
    minFree: config.minFree,
    log,
    // PostgreSQL keeps its own room; what is deleted here frees some without needing any.
    ...(config.database.kind === 'sqlite' && { ballast: ballastIn(config.dataDir) }),
  })
  const database = await openDatabase(config, writer)
  // The tests' inline writer shares its file with whoever meddles in it.
  if (database.engine === 'sqlite' && writer === 'thread') keepCredentials(database.read)
  const report = (what: string) => (error: unknown) => log.error({ err: error }, what)
  const bus = await openBus(config, report('the bus failed, polling goes on'))
  // Without room, files are refused wherever the rows are: they are staged here, also on their way to S3.
  const blobs = mindTheDisk(openBlobs(config), () => {
    if (disk.isLow()) throw diskLow()
  })
  const feed = createFeed({ read: database.read, bus, onError: report('the live feed could not read') })
  const presence = createPresence({
    read: database.read,
    bus,
    now,
    node: newId(),
    onError: report('presence could not read who somebody is'),
  })
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
    seals: createSeals(secretKey),
    now,
    hints,
  })
  const safeFetch = createSafeFetch({ allowPrivate: config.allowPrivate })
  const sign = receiptSigner(secretKey)
  const handlers = jobHandlers({ core, blobs, safeFetch, sign, eventsDays: config.eventsDays })
  const runner = jobRunner({ core, handlers, schedules, owner: newId(), log })
  const indexer = searchIndexer({ core, bus, log })

  const stopping = new AbortController()
  const http = createHttpServer({ logger: log, trustProxy: config.trustProxy })
  const eventLoop = watchEventLoop(log)
  if (refuseWhenLate) http.addHook('onListen', async () => eventLoop.start())
  const { admit, refused } = admission({
    eventLoop,
    isQueueFull: () => database.writer.waiting() >= QUEUE_LIMIT,
    // On PostgreSQL only files need room here.
    isDiskLow: () => database.engine === 'sqlite' && disk.isLow(),
  })
  const firstRunPath = `/setup/${firstRunToken(secretKey)}`
  const metrics = {
    token: config.metricsToken,
    commits,
    ...logSize(config),
    refused,
    eventLoopLag: eventLoop.lag,
    writesWaiting: database.writer.waiting,
    isDiskLow: disk.isLow,
    diskFree: disk.freeBytes,
  }
  const probes = await mountProbes(http, core, { stopping: stopping.signal, metrics })
  if (config.roles.web) {
    const { rates, baseUrl } = config
    const all = surfaces({ feed, presence, blobs, rates, sign, baseUrl, stopping: stopping.signal })
    await mountPages(http, core, { firstRunPath, baseUrl, admit, surfaces: all, probes })
    for (const surface of all) await mount(http, core, surface, admit)
  }

  return {
    core,
    blobs,
    http,
    database,
    firstRunPath,
    async startJobs() {
      await runner.start()
      indexer.start()
    },
    async close(graceMs = 8_000) {
      // Order matters: streams and listener first, then what takes work, the writer last.
      stopping.abort()
      const patience = setTimeout(() => http.server.closeAllConnections(), graceMs / 2)
      await http.close()
      clearTimeout(patience)
      eventLoop.stop()
      // A part that cannot be closed must not keep the next ones open, the database last of all.
      const parts = [
        () => runner.stop(graceMs / 2),
        indexer.stop,
        safeFetch.close,
        limits.close,
        bus.close,
        blobs.close,
        disk.close,
      ]
      feed.close()
      presence.close()
      for (const closePart of parts)
        await closePart().catch(report('a part of the server could not be closed'))
      await database.close()
    },
  }
}

async function openDatabase(config: Config, writer: 'thread' | 'inline') {
  if (config.database.kind === 'postgres')
    return await openPostgresDatabase<Unit, Performed>(config.database.url, await verbPerformer())
  const loop =
    writer === 'inline'
      ? { perform: asOnThread(await verbPerformer()) }
      : { entry: new URL('./writer-thread.ts', import.meta.url) }
  return await openSqlite<Unit, Performed>(config.database, loop)
}

/** Loaded where verbs run: beside a writer thread the main one does without them. */
async function verbPerformer() {
  const { verbs } = await import('./core/verbs.ts')
  return performer(verbs, follow)
}

/** Units and results as they are on the other side of a thread, where they cross as JSON. */
function asOnThread(perform: Perform): Perform {
  return async (tx, unit) => JSON.parse(JSON.stringify(await perform(tx, JSON.parse(JSON.stringify(unit)))))
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
