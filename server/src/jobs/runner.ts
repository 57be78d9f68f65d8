// Runs what the job table holds: takes under a lease, in lane order, retries with jitter, gives up into the dead letter.
import { setTimeout as sleep } from 'node:timers/promises'
import { Cron } from 'croner'
import type { Core } from '../core/core.ts'
import { timeOf } from '../core/ids.ts'
import { anyJobDue, dueSchedules } from '../core/jobs/queries.ts'
import type { TakenJob } from '../core/jobs/verbs.ts'
import { retryDelay } from './backoff.ts'

/** `signal` aborts when the lease is lost or the server stops: another holder may already be running this job. */
export type JobHandler = (job: TakenJob, signal: AbortSignal) => Promise<void>

export type Schedule = { name: string; kind: string; cron: string }

export type JobRunnerOptions = {
  core: Core
  handlers: Readonly<Record<string, JobHandler>>
  schedules: readonly Schedule[]
  /** Names this process in leases. */
  owner: string
  log: { error(facts: object, message: string): void }
  leaseMs?: number
  pollMs?: number
  concurrency?: number
}

export type JobRunner = {
  /** There may be new work: look now instead of at the next poll. */
  wake(): void
  start(): Promise<void>
  /** Takes nothing more, waits for what runs, at most `graceMs`; what is cut off runs again after its lease. */
  stop(graceMs: number): Promise<void>
}

/** A lost claim attempt means a busy or broken database: the next poll tries again. */
export function jobRunner(options: JobRunnerOptions): JobRunner {
  const { core, handlers, schedules, owner, log } = options
  const { leaseMs = 30_000, pollMs = 1_000, concurrency = 16 } = options
  const running = new Map<string, { done: Promise<void>; abort: AbortController }>()
  let stopped = false
  let looking = false
  let again = false
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    if (looking) {
      again = true
      return
    }
    looking = true
    try {
      do {
        again = false
        await enqueueDue()
        await takeAndRun()
      } while (again && !stopped)
    } catch (error) {
      log.error({ err: error }, 'looking for jobs failed, trying again')
    } finally {
      looking = false
    }
  }

  async function enqueueDue(): Promise<void> {
    const due = new Set(await dueSchedules(core.read, timeOf(core.now())))
    for (const { name, kind, cron } of schedules)
      if (due.has(name)) await core.run('enqueueScheduled', { name, kind, nextAt: nextRun(cron, core.now()) })
  }

  async function takeAndRun(): Promise<void> {
    const free = concurrency - running.size
    // Reading first keeps an idle server from committing a transaction every second.
    if (stopped || free <= 0 || !(await anyJobDue(core.read, timeOf(core.now())))) return
    const jobs = await core.run('takeJobs', { owner, leaseMs, limit: free })
    for (const job of jobs) {
      const abort = new AbortController()
      const done = runOne(job, abort).finally(() => {
        running.delete(job.id)
        if (!stopped) void look()
      })
      running.set(job.id, { done, abort })
    }
    if (jobs.length === free) again = true
  }

  async function runOne(job: TakenJob, abort: AbortController): Promise<void> {
    const renewal = setInterval(() => {
      core.run('renewLease', { id: job.id, owner, leaseMs }).then(
        (held) => held || abort.abort(),
        () => abort.abort(),
      )
    }, leaseMs / 3)
    try {
      const handler = handlers[job.kind]
      if (!handler) throw new Error(`no handler for jobs of kind ${job.kind}`)
      await handler(job, abort.signal)
      await core.run('completeJob', { id: job.id, owner })
    } catch (error) {
      const delay = retryDelay(job.attempt, Math.random())
      const retryAt = delay === undefined ? null : timeOf(core.now() + delay)
      log.error({ err: error, job: job.id, kind: job.kind, attempt: job.attempt, retryAt }, 'a job failed')
      const message = error instanceof Error ? error.message : String(error)
      await core.run('failJob', { id: job.id, owner, error: message, retryAt }).catch((failure: unknown) => {
        // The lease will run out and the job be taken again: nothing is lost by going on.
        log.error({ err: failure, job: job.id }, 'the failure of a job could not be recorded')
      })
    } finally {
      clearInterval(renewal)
    }
  }

  return {
    // A node whose role is not to work has a runner too, and never starts it.
    wake: () => void (timer === undefined || stopped || look()),
    async start() {
      for (const { name, cron } of schedules)
        await core.run('planSchedule', { name, nextAt: nextRun(cron, core.now()) })
      timer = setInterval(() => void look(), pollMs)
      timer.unref()
      void look()
    },
    async stop(graceMs) {
      stopped = true
      clearInterval(timer)
      const all = Promise.all([...running.values()].map((job) => job.done))
      await Promise.race([all, sleep(graceMs, undefined, { ref: false })])
      for (const job of running.values()) job.abort.abort()
    },
  }
}

function nextRun(cron: string, after: number): string {
  const next = new Cron(cron, { timezone: 'UTC' }).nextRun(new Date(after))
  if (!next) throw new Error(`the schedule ${cron} never runs`)
  return next.toISOString()
}
