// PostgreSQL: one transaction per unit, in process; truth and jobs for many nodes.
import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseConnection, Kysely, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { DomainError } from '../core/errors.ts'
import { isOutage, isRetryable } from './dialect.ts'
import type { Schema, Tx } from './schema.ts'
import type { Writer } from './writer.ts'

/** Enough to keep two cores busy; more only queue on the organisation's counter row. */
const POOL_SIZE = 10
const ATTEMPTS = 5
const INT8 = 20

/** A pool whose 64-bit integers arrive as numbers: counts and seqs stay far below 2^53. */
export function openPostgres(url: string): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    application_name: 'parley',
    types: {
      getTypeParser: (oid, format) =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const dialect = new PostgresDialect({ pool })
  dialect.createDriver = () => new Driver({ pool })
  return new Kysely<Schema>({ dialect })
}

/** A server that cannot be reached is `unavailable`, for reads as for writes: 503, not a fault of ours. */
class Driver extends PostgresDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return await super.acquireConnection().catch(asUnavailable)
  }
}

function asUnavailable(error: unknown): never {
  if (!isOutage(error)) throw error
  throw new DomainError('unavailable', 'the database cannot be reached', {}, { cause: error })
}

/** Runs each unit in its own transaction; a deadlock or serialisation failure runs the same unit again. */
export function postgresWriter<U, R>(
  db: Kysely<Schema>,
  perform: (tx: Tx, unit: U) => Promise<R>,
): Writer<U, R> {
  async function attempt(unit: U, attemptsLeft: number): Promise<R> {
    try {
      return await db.transaction().execute((tx) => perform(tx as unknown as Tx, unit))
    } catch (error) {
      if (!isRetryable(error) || attemptsLeft <= 1) return asUnavailable(error)
      await sleep(Math.random() * 20)
      return await attempt(unit, attemptsLeft - 1)
    }
  }
  return { submit: (unit) => attempt(unit, ATTEMPTS), close: async () => {} }
}
