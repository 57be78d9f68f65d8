// The life of a job: taken under a lease, then done, tried again later, or dead. Every step is a transaction.
import { claimJobs } from '../../db/dialect.ts'
import { noteFailure } from '../channels/note-failure.ts'
import { type OrgId, timeOf } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { endAttempt, extendLease, insertSchedule, moveSchedule } from './queries.ts'

export type TakenJob = {
  id: string
  org: OrgId | null
  kind: string
  lane: string | null
  payload: Record<string, unknown>
  /** 1 for the first try. */
  attempt: number
}

export const takeJobs: Verb<{ owner: string; leaseMs: number; limit: number }, TakenJob[]> = async (
  tx,
  { owner, leaseMs, limit },
  { now },
) => {
  const leaseUntil = timeOf(Date.parse(now) + leaseMs)
  const rows = await claimJobs(tx, { now, owner, leaseUntil, limit })
  return {
    result: rows.map((row) => ({
      id: row.id,
      org: row.org_id,
      kind: row.kind,
      lane: row.lane,
      payload: JSON.parse(row.payload),
      attempt: row.attempt,
    })),
  }
}

type Held = { id: string; owner: string }

/** Result false: the lease was lost meanwhile, and the other holder's outcome is the one that counts. */
export const completeJob: Verb<Held, boolean> = async (tx, { id, owner }, { now }) => ({
  result:
    (await endAttempt(tx, { id, owner, error: null, ending: { state: 'done', at: now } })) !== undefined,
})

/** `retryAt` null: no more tries, the job is dead and its lane goes on. */
export const failJob: Verb<Held & { error: string; retryAt: string | null }, boolean> = async (
  tx,
  { id, owner, error, retryAt },
  { now },
) => {
  const dead = retryAt === null
  const job = await endAttempt(tx, {
    id,
    owner,
    error: error.slice(0, 2_000),
    ending: dead ? { state: 'dead', at: now } : { state: 'pending', runAt: retryAt },
  })
  if (!job?.org_id) return { result: job !== undefined }
  return { result: true, org: job.org_id, events: await noteFailure(tx, job.org_id, job, dead) }
}

export const renewLease: Verb<Held & { leaseMs: number }, boolean> = async (
  tx,
  { id, owner, leaseMs },
  { now },
) => ({
  result: await extendLease(tx, { id, owner, until: timeOf(Date.parse(now) + leaseMs) }),
})

/** Makes a schedule known; one that is known keeps its time, so a restart neither skips nor repeats it. */
export const planSchedule: Verb<{ name: string; nextAt: string }, null> = async (tx, { name, nextAt }) => {
  await insertSchedule(tx, { name, next_at: nextAt })
  return { result: null }
}

/** Moves a due schedule on and enqueues its job; on many nodes exactly one of them does. */
export const enqueueScheduled: Verb<{ name: string; kind: string; nextAt: string }, boolean> = async (
  tx,
  { name, kind, nextAt },
  { now },
) => {
  const mine = await moveSchedule(tx, { name, now, nextAt })
  return { result: mine, ...(mine && { jobs: [{ kind, payload: {}, lane: `schedule ${name}` }] }) }
}
