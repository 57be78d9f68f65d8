import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClock, testClock } from '../../test/app.ts'
import { newId, timeOf } from '../core/ids.ts'
import type { TakenJob } from '../core/jobs/verbs.ts'
import { insertJob } from '../core/spine/queries.ts'
import type { JobDraft } from '../db/job-draft.ts'
import { openPostgres } from '../db/postgres.ts'
import type { Schema, Tx } from '../db/schema.ts'
import { openWriter } from '../db/sqlite.ts'
import { retryDelay } from './backoff.ts'
import { type JobHandler, type JobRunner, jobRunner } from './runner.ts'

let app: TestApp
let clock: TestClock
/** Jobs are inserted inside a verb's transaction; this second writer stands in for one. */
let seed: Kysely<Schema>

beforeAll(async () => {
  clock = testClock()
  app = await createTestApp({ clock })
  const { database } = app.place
  seed = database.kind === 'postgres' ? openPostgres(database.url) : openWriter(database.path).db
})
afterAll(async () => {
  await seed.destroy()
  await app.close()
})

async function enqueue(...drafts: JobDraft[]): Promise<void> {
  const now = timeOf(clock.now())
  for (const draft of drafts) await insertJob(seed as Tx, null, { ...draft, id: newId(), now })
}

const errors: object[] = []
function runner(
  handlers: Record<string, JobHandler>,
  options: { owner?: string; leaseMs?: number } = {},
): JobRunner {
  const log = { error: (facts: object) => void errors.push(facts) }
  return jobRunner({ core: app.core, handlers, schedules: [], owner: newId(), log, pollMs: 20, ...options })
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it did not happen within five seconds')
}

const states = async (kind: string) =>
  await app.core.read
    .selectFrom('job')
    .select(['state', 'attempt', 'last_error'])
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()

async function running<T>(worker: JobRunner, body: () => Promise<T>): Promise<T> {
  await worker.start()
  try {
    return await body()
  } finally {
    await worker.stop(1_000)
  }
}

describe('lanes', () => {
  it('run their jobs in order, one at a time, while other lanes go on', async () => {
    const log: string[] = []
    let busy = 0
    const handler: JobHandler = async ({ payload, lane }) => {
      if (lane === 'a') expect(++busy).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (lane === 'a') busy--
      log.push(`${lane}${payload.n}`)
    }
    const job = (lane: string, position: number) => ({
      kind: 'ordered',
      lane,
      position,
      payload: { n: position },
    })
    // Inserted out of order: the position decides, not the time of arrival.
    await enqueue(job('a', 3), job('a', 1), job('b', 2), job('a', 2), job('b', 1))
    await running(runner({ ordered: handler }), () => until(() => log.length === 5))
    expect(log.filter((entry) => entry.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
    expect(log.filter((entry) => entry.startsWith('b'))).toEqual(['b1', 'b2'])
    expect((await states('ordered')).map((job) => job.state)).toEqual(Array(5).fill('done'))
  })

  it('wait for the retry of a failed head, and go on once it is dead', async () => {
    const log: string[] = []
    const handler: JobHandler = async ({ payload, attempt }) => {
      log.push(`${payload.n}:${attempt}`)
      if (payload.n === 1) throw new Error('receiver said 500')
    }
    const job = (n: number) => ({ kind: 'headed', lane: 'h', position: n, payload: { n } })
    await enqueue(job(1), job(2))
    const worker = runner({ headed: handler })
    await running(worker, async () => {
      for (let tries = 1; tries <= 10; tries++) {
        await until(async () => (await states('headed'))[0]?.attempt === tries)
        await until(async () => (await states('headed'))[0]?.state !== 'leased')
        expect(log.some((entry) => entry.startsWith('2'))).toBe(tries === 10 && log.includes('2:1'))
        clock.advance(30 * 3_600_000)
      }
      await until(() => log.includes('2:1'))
    })
    expect(log).toEqual([...Array.from({ length: 10 }, (_, n) => `1:${n + 1}`), '2:1'])
    expect(await states('headed')).toMatchObject([
      { state: 'dead', attempt: 10, last_error: 'receiver said 500' },
      { state: 'done', attempt: 1 },
    ])
  })
})

describe('leases', () => {
  it('let two runners share a queue without doing any job twice', async () => {
    const done: string[] = []
    const handler: JobHandler = async (job: TakenJob) => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push(job.id)
    }
    await enqueue(...Array.from({ length: 120 }, () => ({ kind: 'shared', payload: {} })))
    const [one, two] = [runner({ shared: handler }), runner({ shared: handler })]
    await running(one, () => running(two, () => until(() => done.length >= 120)))
    expect(new Set(done).size).toBe(120)
    expect(done).toHaveLength(120)
  })

  it('are taken over when their holder died, and fence off what it still tries to say', async () => {
    await enqueue({ kind: 'fenced', payload: {} })
    const [dead] = await app.core.run('takeJobs', { owner: 'dead', leaseMs: 1_000, limit: 5 })
    expect(dead).toMatchObject({ kind: 'fenced', attempt: 1 })
    expect(await app.core.run('takeJobs', { owner: 'early', leaseMs: 1_000, limit: 5 })).toEqual([])
    clock.advance(1_001)
    const [taken] = await app.core.run('takeJobs', { owner: 'heir', leaseMs: 1_000, limit: 5 })
    expect(taken).toMatchObject({ id: dead?.id, attempt: 2 })
    const id = String(dead?.id)
    expect(await app.core.run('completeJob', { id, owner: 'dead' })).toBe(false)
    expect(await app.core.run('failJob', { id, owner: 'dead', error: 'late', retryAt: null })).toBe(false)
    expect(await app.core.run('renewLease', { id, owner: 'dead', leaseMs: 1 })).toBe(false)
    expect(await app.core.run('renewLease', { id, owner: 'heir', leaseMs: 5_000 })).toBe(true)
    expect(await app.core.run('completeJob', { id, owner: 'heir' })).toBe(true)
    expect(await states('fenced')).toMatchObject([{ state: 'done' }])
  })
})

it('gives a job without a handler back with the reason, instead of losing it', async () => {
  await enqueue({ kind: 'unheard-of', payload: {} })
  await running(runner({}), () => until(async () => (await states('unheard-of'))[0]?.attempt === 1))
  expect(await states('unheard-of')).toMatchObject([
    { state: 'pending', last_error: 'no handler for jobs of kind unheard-of' },
  ])
  expect(errors.length).toBeGreaterThan(0)
})

it('runs a schedule once per occurrence however many runners there are', async () => {
  let runs = 0
  const start = () =>
    jobRunner({
      core: app.core,
      handlers: { tick: async () => void runs++ },
      schedules: [{ name: 'tick', kind: 'tick', cron: '0 * * * *' }],
      owner: newId(),
      log: { error: (facts) => void errors.push(facts) },
      pollMs: 10,
    })
  const [one, two] = [start(), start()]
  await running(one, () =>
    running(two, async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(runs).toBe(0)
      for (let hour = 1; hour <= 3; hour++) {
        clock.advance(3_600_000)
        await until(() => runs === hour)
        // Its lease must not lapse by the next jump of the clock.
        await until(async () => (await states('tick')).filter((job) => job.state === 'done').length === hour)
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }),
  )
  expect(runs).toBe(3)
})

it('spreads ten tries over three days, each gap within a fifth of its plan', () => {
  const gaps = (random: number) => Array.from({ length: 10 }, (_, n) => retryDelay(n + 1, random))
  expect(gaps(0.5).at(-1)).toBeUndefined()
  const total = (random: number) => gaps(random).reduce<number>((sum, gap) => sum + (gap ?? 0), 0) / 3_600_000
  expect(total(0.5)).toBeCloseTo(75.58, 1)
  expect(total(0)).toBeCloseTo(75.58 * 0.8, 1)
  expect(total(1)).toBeCloseTo(75.58 * 1.2, 1)
})
