// Kysely on node:sqlite. Kysely's own SqliteDialect answers [] for every SELECT there: node:sqlite has no `reader` flag.
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** Prepared statements kept per connection; oldest leave first. Hot verbs use some 40. */
const STATEMENTS_KEPT = 500

/** `columns`: names of what it returns; none when it returns nothing. */
type Prepared = { statement: StatementSync; columns: string[] }

/** What callers are told of an error of the engine. */
type Translate = (error: unknown) => unknown

class Connection implements DatabaseConnection {
  readonly #db: DatabaseSync
  readonly #translate: Translate
  readonly #prepared = new Map<string, Prepared>()

  constructor(db: DatabaseSync, translate: Translate) {
    this.#db = db
    this.#translate = translate
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { statement, columns } = this.#prepare(sql)
      const values = parameters as readonly SQLInputValue[]
      if (columns.length > 0) {
        // Told to return arrays: see `#prepare`.
        const rows = statement.all(...values) as unknown as SQLOutputValue[][]
        return { rows: rows.map((row) => rowFrom(columns, row) as R) }
      }
      return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) }
    } catch (error) {
      throw this.#translate(error)
    }
  }

  // biome-ignore lint/correctness/useYield: an interface member nobody calls; lists are keyset pages, never streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming queries is not supported')
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) }
    // Node makes each row a dictionary, which is as slow to make as it is to use: a row costs twice as much.
    if (prepared.columns.length > 0) statement.setReturnArrays(true)
    const oldest = this.#prepared.size >= STATEMENTS_KEPT ? this.#prepared.keys().next().value : undefined
    if (oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(sql, prepared)
    return prepared
  }
}

function rowFrom(
  columns: readonly string[],
  values: readonly SQLOutputValue[],
): Record<string, SQLOutputValue> {
  const row: Record<string, SQLOutputValue> = {}
  for (const [at, column] of columns.entries()) row[column] = values[at] ?? null
  return row
}

/**
 * One synchronous connection. It says that it supports several, which spares Kysely's connection mutex:
 * calls cannot interleave inside `executeQuery`, and transactions are begun by `commitBatch` alone.
 */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
  override get supportsTransactionalDdl() {
    return true
  }
}

/**
 * Kysely on one synchronous connection. Compiled queries go straight to it: without plugins, and with no connection to
 * wait for, Kysely's executor would only add some ten turns of the microtask queue to each (about 1.5 µs).
 */
export class SqliteKysely<S> extends Kysely<S> {
  readonly #raw: DatabaseSync
  readonly #connection: Connection

  constructor(db: DatabaseSync, translate: Translate = (error) => error) {
    const connection = new Connection(db, translate)
    super({
      dialect: sqliteDialectOn(connection, {
        begin: () => db.exec('begin immediate'),
        commit: () => db.exec('commit'),
        rollback: () => db.exec('rollback'),
        destroy: async () => db.close(),
      }),
    })
    this.#raw = db
    this.#connection = connection
  }

  /** Lets `work` change the text of the schema itself, which is refused otherwise. For migrations alone. */
  async withSchemaOpen<R>(work: () => Promise<R>): Promise<R> {
    this.#raw.enableDefensive(false)
    try {
      return await work()
    } finally {
      this.#raw.enableDefensive(true)
    }
  }

  override executeQuery<R>(query: CompiledQuery<R> | Compilable<R>): Promise<QueryResult<R>> {
    return this.#connection.executeQuery<R>('compile' in query ? query.compile() : query)
  }
}

type Ends = { begin(): void; commit(): void; rollback(): void; destroy(): Promise<void> }

/** The dialect around any connection that speaks SQLite, local or on another thread. */
export function sqliteDialectOn(connection: DatabaseConnection, ends: Ends): Dialect {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: async () => ends.begin(),
    commitTransaction: async () => ends.commit(),
    rollbackTransaction: async () => ends.rollback(),
    destroy: () => ends.destroy(),
  }
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver,
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
