// What follows: events, jobs, schedules, idempotency keys, limits that survive a restart.
import { type Kysely, sql } from 'kysely'
import { ddlWords } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { int, strict, strictByKey } = ddlWords(db)

  // Events are numbered by the organisation's counter, which vouches for it.
  await sql`create table event (
    org_id text not null,
    seq ${int} not null,
    type text not null,
    conversation_id text,
    actor text not null,
    data text not null,
    at text not null,
    primary key (org_id, seq)
  ) ${strictByKey}`.execute(db)

  await sql`create table job (
    id text not null primary key,
    org_id text references organisation (id),
    kind text not null,
    lane text,
    position ${int} not null,
    payload text not null,
    state text not null check (state in ('pending', 'leased', 'done', 'dead')),
    attempt ${int} not null,
    run_at text not null,
    lease_owner text,
    lease_until text,
    last_error text,
    created_at text not null,
    finished_at text
  ) ${strict}`.execute(db)
  await sql`create index job_due on job (run_at) where state in ('pending', 'leased')`.execute(db)
  await sql`create index job_lane on job (lane, position) where state in ('pending', 'leased')`.execute(db)
  await sql`create index job_finished on job (finished_at) where state = 'done'`.execute(db)

  await sql`create table schedule (
    name text not null primary key,
    next_at text not null
  ) ${strict}`.execute(db)

  await sql`create table idempotency (
    org_id text not null references organisation (id),
    route text not null,
    key text not null,
    fingerprint text not null,
    result text not null,
    created_at text not null,
    primary key (org_id, route, key)
  ) ${strict}`.execute(db)
  await sql`create index idempotency_created on idempotency (created_at)`.execute(db)

  await sql`create table limit_bucket (
    bucket text not null primary key,
    times text not null,
    expires_at ${int} not null
  ) ${strict}`.execute(db)
  await sql`create index limit_bucket_expires on limit_bucket (expires_at)`.execute(db)
}
