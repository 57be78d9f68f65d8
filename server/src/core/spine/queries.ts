// Queries of the spine: counters, events, jobs, idempotency keys, audit rows.

import { countersOf } from '../../db/counters.ts'
import type { JobDraft } from '../../db/job-draft.ts'
import type { CounterName, Queryable, Tx } from '../../db/schema.ts'
import { statement } from '../../db/statement.ts'
import type { BucketRow } from '../../limits/limits.ts'
import type { StoredEvent } from '../events.ts'
import type { OrgId, Time } from '../ids.ts'
import type { AuditDraft } from '../verb.ts'

const bump = statement((db, p: { org: OrgId; name: CounterName; by: number }) =>
  db
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', p.by) }))
    .where('org_id', '=', p.org)
    .where('name', '=', p.name)
    .returning('value'),
)

/**
 * The counter's new value. Its row stays locked until the commit, so what is numbered by it is gap-free.
 * Bump late and in one order everywhere: ticket or unnumbered, attachment, tallies, event.
 */
export async function bumpCounter(tx: Tx, org: OrgId, name: CounterName, by = 1): Promise<number> {
  const counters = countersOf(tx)
  const row = counters ? await counters.take(org, name, by) : await bump.first(tx, { org, name, by })
  if (!row) throw new Error(`organisation ${org} has no counter ${name}`)
  return row.value
}

const insertEvent = statement(
  (
    db,
    p: {
      org: OrgId
      seq: number
      type: string
      conversation: string | null
      contact: string | null
      actor: string
      data: string
      now: Time
    },
  ) =>
    db.insertInto('event').values({
      org_id: p.org,
      seq: p.seq,
      type: p.type,
      conversation_id: p.conversation,
      contact_id: p.contact,
      actor: p.actor,
      data: p.data,
      at: p.now,
    }),
)

export async function appendEvent(tx: Tx, org: OrgId, event: StoredEvent, now: Time): Promise<void> {
  await insertEvent.all(tx, {
    org,
    seq: event.seq,
    type: event.type,
    conversation: event.conversationId,
    contact: event.contactId ?? null,
    actor: JSON.stringify(event.actor),
    data: JSON.stringify(event.data),
    now,
  })
}

const eventsAfter = statement((db, p: { org: OrgId; after: number; limit: number }) =>
  db
    .selectFrom('event')
    .select(['seq', 'type', 'conversation_id', 'actor', 'data', 'at'])
    .where('org_id', '=', p.org)
    .where('seq', '>', p.after)
    .orderBy('seq')
    .limit(p.limit),
)

export type EventRow = {
  seq: number
  type: string
  conversation_id: string | null
  actor: string
  data: string
  at: Time
}

/** At most `limit` events with a higher seq, in seq order. `actor` and `data` are JSON text. */
export async function listEvents(
  db: Queryable,
  org: OrgId,
  page: { after: number; limit: number },
): Promise<EventRow[]> {
  return await eventsAfter.all(db, { org, ...page })
}

const counterValue = statement((db, p: { org: OrgId; name: CounterName }) =>
  db.selectFrom('counter').select('value').where('org_id', '=', p.org).where('name', '=', p.name),
)

/** The newest committed seq of the organisation; 0 before its first event. */
export async function latestSeq(db: Queryable, org: OrgId): Promise<number> {
  return (await counterValue.first(db, { org, name: 'event' }))?.value ?? 0
}

/**
 * Removes the oldest events of before then, not beyond `through` and at most `limit`, and tells how many. The oldest come first in the primary
 * key, so one page of it is all that is read; the newest stays whatever its age, and seqs stay without a gap.
 */
export async function deleteOldEvents(
  tx: Tx,
  org: OrgId,
  { before, through, limit }: { before: Time; through: number; limit: number },
): Promise<number> {
  const newest = await latestSeq(tx, org)
  const oldest = await tx
    .selectFrom('event')
    .select(['seq', 'at'])
    .where('org_id', '=', org)
    .where('seq', '<', newest)
    .where('seq', '<=', through)
    .orderBy('seq')
    .limit(limit)
    .execute()
  // A clock that was set back makes a younger event stand before an older one: up to there and no further.
  const kept = oldest.findIndex((row) => row.at >= before)
  const gone = kept === -1 ? oldest : oldest.slice(0, kept)
  const last = gone.at(-1)
  if (!last) return 0
  await tx.deleteFrom('event').where('org_id', '=', org).where('seq', '<=', last.seq).execute()
  return gone.length
}

/** Of all organisations, in the order of their ids: housekeeping goes through them. */
export async function organisationIds(db: Queryable, after: OrgId | '', limit: number): Promise<OrgId[]> {
  const rows = await db
    .selectFrom('organisation')
    .select('id')
    .where('id', '>', after as OrgId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Of all organisations: how many events there are, and when the newest was written. */
export async function eventTotals(db: Queryable) {
  const row = await db
    .selectFrom('counter')
    .leftJoin('event', (join) =>
      join.onRef('event.org_id', '=', 'counter.org_id').onRef('event.seq', '=', 'counter.value'),
    )
    .select((eb) => [
      eb.fn.sum<number | null>('counter.value').as('events'),
      eb.fn.max('event.at').as('newest'),
    ])
    .where('counter.name', '=', 'event')
    .executeTakeFirst()
  return { events: Number(row?.events ?? 0), newest: row?.newest ?? null }
}

export async function insertJob(
  tx: Tx,
  org: OrgId | null,
  { kind, payload, lane, position, runAt, id, now }: JobDraft & { id: string; now: Time },
): Promise<void> {
  await tx
    .insertInto('job')
    .values({
      id,
      org_id: org,
      kind,
      lane: lane ?? null,
      position: position ?? 0,
      payload: JSON.stringify(payload),
      state: 'pending',
      attempt: 0,
      run_at: runAt ?? now,
      created_at: now,
    })
    .execute()
}

const insertKey = statement(
  (db, p: { org: OrgId; route: string; key: string; fingerprint: string; now: Time }) =>
    db
      .insertInto('idempotency')
      .values({
        org_id: p.org,
        route: p.route,
        key: p.key,
        fingerprint: p.fingerprint,
        result: '',
        created_at: p.now,
      })
      .onConflict((oc) => oc.doNothing()),
)

type Key = { org: OrgId; route: string; key: string; fingerprint: string }

/** Undefined when the key was free and is now held by this transaction; else its first use. A twin waits here. */
export async function recordKey(tx: Tx, { org, route, key, fingerprint }: Key, now: Time) {
  if ((await insertKey.written(tx, { org, route, key, fingerprint, now })) > 0) return undefined
  return await tx
    .selectFrom('idempotency')
    .select(['fingerprint', 'result'])
    .where('org_id', '=', org)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
}

const updateKey = statement((db, p: { org: OrgId; route: string; key: string; result: string }) =>
  db
    .updateTable('idempotency')
    .set({ result: p.result })
    .where('org_id', '=', p.org)
    .where('route', '=', p.route)
    .where('key', '=', p.key),
)

export async function rememberResult(tx: Tx, { org, route, key }: Key, result: string): Promise<void> {
  await updateKey.all(tx, { org, route, key, result })
}

export async function insertAudit(
  tx: Tx,
  org: OrgId,
  { id, now, actor, action, subject, data, ip }: AuditDraft & { id: string; now: Time },
): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      org_id: org,
      id,
      at: now,
      actor: JSON.stringify(actor),
      action,
      subject,
      data: JSON.stringify(data ?? {}),
      ip: ip ?? null,
    })
    .execute()
}

export async function deleteOldKeys(tx: Tx, before: Time): Promise<void> {
  await tx.deleteFrom('idempotency').where('created_at', '<', before).execute()
}

export async function deleteFinishedJobs(tx: Tx, before: Time): Promise<void> {
  await tx.deleteFrom('job').where('state', '=', 'done').where('finished_at', '<', before).execute()
}

export async function deleteExpiredBuckets(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('limit_bucket').where('expires_at', '<=', now).execute()
}

export async function upsertBucket(tx: Tx, { bucket, times, expiresAt }: BucketRow): Promise<void> {
  const values = { times: JSON.stringify(times), expires_at: Math.ceil(expiresAt) }
  await tx
    .insertInto('limit_bucket')
    .values({ bucket, ...values })
    .onConflict((oc) => oc.column('bucket').doUpdateSet(values))
    .execute()
}

/** Buckets that still count, at most as many as the memory limits hold. */
export async function liveBuckets(db: Queryable, now: number): Promise<BucketRow[]> {
  const rows = await db
    .selectFrom('limit_bucket')
    .selectAll()
    .where('expires_at', '>', now)
    .limit(100_000)
    .execute()
  return rows.map((row) => ({ bucket: row.bucket, times: JSON.parse(row.times), expiresAt: row.expires_at }))
}
