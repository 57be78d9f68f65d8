// PostgreSQL: one transaction per unit, in process; truth and jobs for many nodes.
import { setTimeout as sleep } from 'node:timers/promises'
import { type CompiledQuery, type DatabaseConnection, Kysely, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { DomainError } from '../core/errors.ts'
import { isOutage, isRetryable } from './dialect.ts'
import type { Schema, Tx } from './schema.ts'
import { notStored, QUEUE_LIMIT, tooManyWaiting, type Writer } from './writer.ts'

/** Enough to keep two cores busy; more only queue on the organisation's counter row. */
const WRITERS = 8
/** Of their own: when every writer waits for a lock, reads go on. */
const READERS = 6
/** As long as SQLite waits; migrations, which run on the readers' pool, may wait for each other longer. */
const LOCK_PATIENCE = 5_000
const ATTEMPTS = 5
const INT8 = 20

export function openPostgres(url: string, use: 'read' | 'write' = 'read'): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: use === 'write' ? WRITERS : READERS,
    ...(use === 'write' && { lock_timeout: LOCK_PATIENCE }),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    application_name: 'parley',
    // 64-bit integers arrive as numbers: counts and seqs stay far below 2^53.
    types: {
      getTypeParser: (oid, format) =>
        oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  // A connection that breaks is replaced by the pool, and whoever was using it hears of it from their query. Without
  // listeners it would end the process: the pool's hears of idle ones, each connection's of those that are in use.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const dialect = new PostgresDialect({ pool })
  dialect.createDriver = () => new Driver({ pool })
  return new Kysely<Schema>({ dialect })
}

/** A server that cannot be reached, or goes away, is `unavailable`, for reads as for writes: 503, not a fault of ours. */
class Driver extends PostgresDriver {
  readonly #known = new WeakSet<DatabaseConnection>()

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection().catch(asUnavailable)
    if (this.#known.has(connection)) return connection
    this.#known.add(connection)
    // The driver finds its own connections again by identity, so this one is changed and not wrapped.
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = <R>(query: CompiledQuery) => execute<R>(query).catch(asUnavailable)
    return connection
  }
}

function asUnavailable(error: unknown): never {
  if (!isOutage(error)) throw error
  throw new DomainError('unavailable', 'the database cannot be reached', {}, { cause: error })
}

/**
 * Runs each unit in its own transaction; a deadlock or serialisation failure runs the same unit again. A connection that
 * is lost at the commit leaves it open whether the unit was stored: `unavailable`, and a repeat under its key finds out.
 */
export function postgresWriter<U, R>(
  db: Kysely<Schema>,
  perform: (tx: Tx, unit: U) => Promise<R>,
): Writer<U, R> {
  async function attempt(unit: U, attemptsLeft: number): Promise<R> {
    try {
      return await db.transaction().execute((tx) => perform(tx as unknown as Tx, unit))
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attemptsLeft <= 1) throw notStored(error)
      await sleep(Math.random() * 20)
      return await attempt(unit, attemptsLeft - 1)
    }
  }
  let waiting = 0
  return {
    async submit(unit) {
      if (waiting >= QUEUE_LIMIT) throw tooManyWaiting()
      waiting++
      try {
        return await attempt(unit, ATTEMPTS)
      } finally {
        waiting--
      }
    },
    waiting: () => waiting,
    close: () => db.destroy(),
  }
}
