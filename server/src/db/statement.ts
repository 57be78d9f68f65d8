// Hot queries are compiled once and executed with new parameters: 6 µs instead of 11-15 µs through the builder.
import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import { type Engine, engineOf } from './dialect.ts'
import type { Queryable } from './schema.ts'

/** Stands for a parameter while the query is built; its place in the compiled list is where the value goes. */
class Parameter {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** `names`: of the parameters, each where its value goes; null where a constant of the query stands. */
type Compiled<R> = { query: CompiledQuery<R>; names: (string | null)[] }

export type Statement<P, R> = {
  all(db: Queryable, parameters: P): Promise<R[]>
  first(db: Queryable, parameters: P): Promise<R | undefined>
  /**
   * How many rows it wrote. For whoever only wants to know whether: `returning` makes SQLite open a temporary table for
   * what it returns, and copy every page that the statement changes.
   */
  written(db: Queryable, parameters: P): Promise<number>
}

/**
 * `build` runs once per engine with placeholders for parameters, so it must not look at their values
 * (no `if (p.x)`, no arrays for `in`). A parameter that is null compares like SQL null.
 */
export function statement<P extends object, R>(
  build: (db: Queryable, parameters: P) => Compilable<R>,
): Statement<P, R> {
  const compiled: Partial<Record<Engine, Compiled<R>>> = {}
  const placeholders = new Proxy({} as P, { get: (_, name) => new Parameter(String(name)) })

  function compile(db: Queryable): Compiled<R> {
    const query = build(db, placeholders).compile()
    const names = query.parameters.map((slot) => (slot instanceof Parameter ? slot.name : null))
    return { query, names }
  }

  function execute(db: Queryable, parameters: P): Promise<QueryResult<R>> {
    const engine = engineOf(db)
    compiled[engine] ??= compile(db)
    const { query, names } = compiled[engine]
    const bound = query.parameters.slice()
    for (const [at, name] of names.entries()) if (name !== null) bound[at] = parameters[name as keyof P]
    return db.executeQuery<R>({ ...query, parameters: bound })
  }

  return {
    all: async (db, parameters) => (await execute(db, parameters)).rows,
    first: async (db, parameters) => (await execute(db, parameters)).rows[0],
    written: async (db, parameters) => Number((await execute(db, parameters)).numAffectedRows ?? 0),
  }
}
