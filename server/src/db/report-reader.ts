// A reader on a thread of its own, for search, reports and exports: node:sqlite has no interrupt, so a long query
// may block this thread but never a request. Started at the first use, for it costs memory.
import { Worker } from 'node:worker_threads'
import { type DatabaseConnection, Kysely, type QueryResult } from 'kysely'
import { DomainError } from '../core/errors.ts'
import { sqliteDialectOn } from './node-sqlite.ts'
import type { Schema } from './schema.ts'

export type ReportQuery = { id: number; sql: string; parameters: readonly unknown[] }
export type ReportAnswer =
  | { id: number; rows: unknown[] }
  | { id: number; error: string; unavailable: boolean }

type Waiting = { resolve: (rows: unknown[]) => void; reject: (error: Error) => void }

/** Queries queue on the thread one after the other; it sees what was committed when each begins. */
export function reportReader(path: string): Kysely<Schema> {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let lastId = 0

  function start(): Worker {
    const worker = new Worker(new URL('./report-thread.ts', import.meta.url), { workerData: { path } })
    worker.on('message', (answer: ReportAnswer) => {
      const caller = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) caller?.reject(errorOf(answer))
      else caller?.resolve(answer.rows)
    })
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('the report reader ended')))
    worker.unref()
    return worker
  }

  function fail(error: Error): void {
    thread = undefined
    for (const caller of waiting.values()) caller.reject(error)
    waiting.clear()
  }

  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
      thread ??= start()
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<unknown[]>()
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, sql, parameters } satisfies ReportQuery)
      return { rows: (await promise) as R[] } satisfies QueryResult<R>
    },
    streamQuery: () => {
      throw new Error('streaming queries is not supported')
    },
  }
  return new Kysely<Schema>({
    dialect: sqliteDialectOn(connection, {
      begin: refuse,
      commit: refuse,
      rollback: refuse,
      destroy: async () => void (await thread?.terminate()),
    }),
  })
}

function errorOf({ error, unavailable }: { error: string; unavailable: boolean }): Error {
  return unavailable
    ? new DomainError('unavailable', `the database cannot be read: ${error}`)
    : new Error(error)
}

function refuse(): never {
  throw new Error('reports only read')
}
