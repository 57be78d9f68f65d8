import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type App, buildApp } from '../app.ts'
import { type Config, configFrom } from '../config.ts'
import { anyOrganisation } from '../core/accounts/queries.ts'
import { giveBackWhenQuiet } from '../idle-memory.ts'
import { createLog } from '../log.ts'

/** In-flight work gets this long after SIGTERM; then the process leaves anyway. */
const DRAIN = 8_000
const GIVE_UP = 10_000
/** Ctrl-C reaches this process from the terminal and again from a launcher that passes it on: that is one wish. */
const SAME_SIGNAL = 500

/** Runs the server until SIGTERM or SIGINT. The `ready` line on stdout carries url and pid. */
export async function serve({ build = false }: { build?: boolean }): Promise<void> {
  const config = configFrom()
  if (build) await (await import('./build-front-ends.ts')).buildFrontEnds()
  const log = createLog(config.logLevel)
  const app = await buildApp(config, { log })
  stopOnSignal(app, log)

  // One that only runs jobs listens as well: for probes and metrics.
  await listen(app, config)
  if (config.roles.worker) await app.startJobs()
  const url = config.baseUrl ?? addressOf(app.http, config)
  const needsSetUp = config.roles.web && !(await anyOrganisation(app.core.read))
  const firstRun = needsSetUp ? url + app.firstRunPath : undefined
  log.info({ url, pid: process.pid, ...(firstRun && { open: firstRun }) }, 'ready')
  if (process.stdout.isTTY) {
    const next = firstRun ? `Set it up (this link works once): ${firstRun}` : `Inbox: ${url}`
    process.stderr.write(`\n  Parley is running.\n  ${next}\n\n`)
  }
  flushCompileCache()
  giveBackWhenQuiet()
}

/** A port that is taken ends the process: nothing may stay open behind it. */
async function listen(app: App, { host, port }: Config): Promise<void> {
  try {
    await app.http.listen({ host, port })
  } catch (error) {
    await app.close(0)
    throw error
  }
}

function addressOf(http: FastifyInstance, { port }: Config): string {
  const address: AddressInfo | string | null = http.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return `http://localhost:${actual}`
}

function stopOnSignal(app: App, log: ReturnType<typeof createLog>): void {
  let stopping: number | undefined
  const stop = (signal: string) => {
    if (stopping !== undefined) {
      if (performance.now() - stopping > SAME_SIGNAL) process.exit(1)
      return
    }
    stopping = performance.now()
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), GIVE_UP).unref()
    app.close(DRAIN).then(
      () => {
        log.info('stopped')
        log.flush(() => process.exit(0))
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        log.flush(() => process.exit(1))
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
