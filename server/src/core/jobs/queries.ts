// The queue is a table; taking from it is `claimJobs` in db/dialect.ts.
import { sql } from 'kysely'
import type { Queryable, Tx } from '../../db/schema.ts'
import type { OrgId, Time } from '../ids.ts'

/** Written out as the indexes of jobs have it, or SQLite would read them all. */
const unfinished = sql<boolean>`state in ('pending', 'leased')`

type Ending = { state: 'done' | 'dead'; at: Time } | { state: 'pending'; runAt: Time }

/**
 * Ends one attempt, if `owner` still holds the lease.
 * @returns the job, or undefined when the lease was lost: somebody else has the job now, and this outcome counts for nothing.
 */
export async function endAttempt(
  tx: Tx,
  { id, owner, error, ending }: { id: string; owner: string; error: string | null; ending: Ending },
) {
  return await tx
    .updateTable('job')
    .set({
      state: ending.state,
      last_error: error,
      lease_owner: null,
      lease_until: null,
      ...(ending.state === 'pending' ? { run_at: ending.runAt } : { finished_at: ending.at }),
    })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'leased')
    .returning(['org_id', 'kind', 'payload', 'attempt'])
    .executeTakeFirst()
}

export async function extendLease(tx: Tx, { id, owner, until }: { id: string; owner: string; until: Time }) {
  const row = await tx
    .updateTable('job')
    .set({ lease_until: until })
    .where('id', '=', id)
    .where('lease_owner', '=', owner)
    .where('state', '=', 'leased')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertSchedule(tx: Tx, schedule: { name: string; next_at: Time }): Promise<void> {
  await tx
    .insertInto('schedule')
    .values(schedule)
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** True for the one caller who moves a due schedule on: its occurrence is that caller's to enqueue. */
export async function moveSchedule(
  tx: Tx,
  { name, now, nextAt }: { name: string; now: Time; nextAt: Time },
): Promise<boolean> {
  const row = await tx
    .updateTable('schedule')
    .set({ next_at: nextAt })
    .where('name', '=', name)
    .where('next_at', '<=', now)
    .returning('name')
    .executeTakeFirst()
  return row !== undefined
}

export async function dueSchedules(db: Queryable, now: Time): Promise<string[]> {
  const rows = await db.selectFrom('schedule').select('name').where('next_at', '<=', now).execute()
  return rows.map((row) => row.name)
}

/** Whether anything wants attention now: a pending job that is due, or a lease that ran out. */
export async function anyJobDue(db: Queryable, now: Time): Promise<boolean> {
  const jobs = db.selectFrom('job').select('id').where(unfinished)
  const pending = jobs.where('state', '=', 'pending').where('run_at', '<=', now)
  if (await pending.limit(1).executeTakeFirst()) return true
  const lapsed = jobs.where('state', '=', 'leased').where('lease_until', '<=', now)
  return (await lapsed.limit(1).executeTakeFirst()) !== undefined
}

/** How many jobs stand in each state, and since when the oldest that is due waits. Finished ones stay for a day. */
export async function jobBacklog(db: Queryable, now: Time) {
  const states = await db
    .selectFrom('job')
    .select((eb) => ['state', eb.fn.countAll<number>().as('jobs')])
    .groupBy('state')
    .execute()
  const due = await db
    .selectFrom('job')
    .select((eb) => eb.fn.min('run_at').as('since'))
    .where('state', '=', 'pending')
    .where('run_at', '<=', now)
    .executeTakeFirst()
  return { states, dueSince: due?.since ?? null }
}

/** Kinds of the jobs that were given up since then, with the last words of one of each. */
export async function deadJobsSince(db: Queryable, since: Time) {
  return await db
    .selectFrom('job')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('jobs'), eb.fn.max('last_error').as('error')])
    .where('state', '=', 'dead')
    .where('finished_at', '>=', since)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
}

/** Of the given lanes: jobs that were given up, and those that failed and wait for their next try. */
export async function listFailedJobs(
  db: Queryable,
  org: OrgId,
  { kind, lanes }: { kind: string; lanes: readonly string[] },
) {
  const inLanes = db
    .selectFrom('job')
    .select(['id', 'payload'])
    .where('org_id', '=', org)
    .where('kind', '=', kind)
    .where('lane', 'in', lanes)
  const dead = inLanes.where('state', '=', sql.lit('dead'))
  const waiting = inLanes.where(unfinished).where('state', '=', 'pending').where('attempt', '>', 0)
  return await dead.unionAll(waiting).execute()
}

/** Undefined when it does not wait any more: somebody made it due, or has it. */
export async function makeDueNow(tx: Tx, org: OrgId, id: string, now: Time) {
  return await tx
    .updateTable('job')
    .set({ state: 'pending', run_at: now, finished_at: null })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'dead'])
    .returning('attempt')
    .executeTakeFirst()
}
