// What the two engines disagree about, and nothing else. There is no third engine.
import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from './schema.ts'

export type Engine = 'sqlite' | 'postgres'

/** Any Kysely, whatever its tables. */
type AnyKysely = { getExecutor(): { adapter: unknown } }

export function engineOf(db: AnyKysely): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

type DdlWords = Record<'int' | 'float' | 'bytewise' | 'strict' | 'strictByKey', RawBuilder<unknown>>

/**
 * Column and table words for migrations: 64-bit numbers, text that sorts by its bytes whatever the database's locale,
 * SQLite tables that refuse a string in an integer column, and such tables kept in the order of their primary key
 * (no second tree to write; for small rows only).
 */
export function ddlWords(db: AnyKysely): DdlWords {
  return engineOf(db) === 'postgres'
    ? {
        int: sql.raw('bigint'),
        float: sql.raw('double precision'),
        bytewise: sql.raw('text collate "C"'),
        strict: sql.raw(''),
        strictByKey: sql.raw(''),
      }
    : {
        int: sql.raw('integer'),
        float: sql.raw('real'),
        bytewise: sql.raw('text'),
        strict: sql.raw('strict'),
        strictByKey: sql.raw('strict, without rowid'),
      }
}

type EngineError = Error & { code?: unknown; errcode?: unknown }

/** SQLite extended result codes: CONSTRAINT_UNIQUE, CONSTRAINT_PRIMARYKEY, CONSTRAINT_ROWID. */
const SQLITE_UNIQUE = new Set<unknown>([2067, 1555, 2579])

/** Both a unique index and a primary key count: SQLite reports them with different codes. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errcode }: EngineError = error
  return code === '23505' || SQLITE_UNIQUE.has(errcode)
}

/**
 * What a verb throws when a row it waited for is no longer what it was found by: its unit is undone, which gives up every
 * lock, and runs again. On SQLite nobody waits for rows.
 */
export class RunAgain extends Error {
  override name = 'RunAgain'
  readonly code = '40001'
}

/** PostgreSQL deadlock (40P01) and serialisation failure (40001): the same unit may simply run again. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code }: EngineError = error
  return code === '40P01' || code === '40001'
}

/**
 * SQLSTATE classes: connection lost, no resources, shut down, I/O error; a server in recovery refuses writes; and a lock
 * that was not given in time, be it ours to wait for (55P03) or the statement's (57014).
 */
const OUTAGE = /^(08|53|57P|58|25006|55P03|57014)/
const SYSTEM = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/

/** PostgreSQL cannot be reached or cannot store: nobody's mistake, and over some time later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, message }: EngineError = error
  if (typeof code === 'string') return OUTAGE.test(code) || SYSTEM.test(code)
  // What node-postgres itself throws about a connection carries no code.
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(
    message,
  )
}

/** SQLITE_BUSY, LOCKED, NOMEM, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB: the file's fault, not the statement's. */
const SQLITE_STORAGE = new Set([5, 6, 7, 10, 11, 13, 14, 26])

/** SQLite could not read or store: whatever else is asked of the file now will fail the same way. */
export function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { errcode }: EngineError = error
  return typeof errcode === 'number' && SQLITE_STORAGE.has(errcode & 0xff)
}

/** SQLITE_BUSY or SQLITE_LOCKED: somebody else holds the file. */
export function isLocked(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { errcode }: EngineError = error
  return typeof errcode === 'number' && ((errcode & 0xff) === 5 || (errcode & 0xff) === 6)
}

/** Names of the tables that exist, in name order. */
export async function tableNames(db: Queryable): Promise<string[]> {
  const query =
    engineOf(db) === 'postgres'
      ? sql<{
          name: string
        }>`select tablename as name from pg_tables where schemaname = current_schema() order by 1`
      : sql<{
          name: string
        }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1`
  return (await query.execute(db)).rows.map((row) => row.name)
}

/**
 * Whether rows that are read to be changed are to be locked (`forNoKeyUpdate`, as a change of them does): on SQLite the
 * writer is alone.
 */
export function locksRows(db: AnyKysely): boolean {
  return engineOf(db) === 'postgres'
}

/** Keeps every other writer of the table out until the commit. On SQLite the writer is alone anyway. */
export async function lockTable(tx: Tx, table: 'organisation'): Promise<void> {
  if (engineOf(tx) === 'postgres')
    await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(tx)
}

export type JobClaim = { now: string; owner: string; leaseUntil: string; limit: number }

/**
 * The one statement that takes jobs: due, and with no unfinished job of a lower position in their lane.
 * A leased job whose lease ran out counts as due again; its old owner is fenced off by `lease_owner`.
 * Only PostgreSQL has concurrent claimers, hence the skipping of locked rows there alone.
 */
export async function claimJobs(tx: Tx, { now, owner, leaseUntil, limit }: JobClaim) {
  const skipLocked = sql.raw(engineOf(tx) === 'postgres' ? 'for update skip locked' : '')
  const due = sql<string>`(
    select id from job as candidate
    where candidate.state in ('pending', 'leased')
      and (candidate.state = 'pending' and candidate.run_at <= ${now}
        or candidate.state = 'leased' and candidate.lease_until <= ${now})
      and (candidate.lane is null or not exists (
        select 1 from job as earlier
        where earlier.lane = candidate.lane and earlier.state in ('pending', 'leased')
          and (earlier.position < candidate.position
            or earlier.position = candidate.position and earlier.id < candidate.id)))
    order by candidate.run_at limit ${limit} ${skipLocked})`
  return await tx
    .updateTable('job')
    .set((eb) => ({
      state: 'leased' as const,
      lease_owner: owner,
      lease_until: leaseUntil,
      attempt: eb('attempt', '+', 1),
    }))
    .where('id', 'in', due)
    .returning(['id', 'org_id', 'kind', 'lane', 'payload', 'attempt', 'lease_owner'])
    .execute()
}

/** The texts in a JSON list as rows with one column `value`: many rows to insert, in one statement compiled once. */
export function textsIn(db: AnyKysely, json: unknown): RawBuilder<unknown> {
  return engineOf(db) === 'postgres'
    ? sql`jsonb_array_elements_text(${json}::jsonb) as texts (value)`
    : sql`json_each(${json}) as texts`
}
