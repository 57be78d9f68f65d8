// The main thread's end of the writer thread: one batch out, its outcomes back.
import { Worker } from 'node:worker_threads'
import { DomainError, type ErrorCode, type ErrorDetails } from '../core/errors.ts'
import type { Outcome } from './group-commit.ts'
import type { Batches } from './writer.ts'

/** Errors cross threads as facts: a structured clone would strip a DomainError down to its message. */
export type WireError =
  | { kind: 'domain'; code: ErrorCode; message: string; details: ErrorDetails }
  | { kind: 'fault'; message: string; stack: string | undefined }

export type WireOutcome<R> = { ok: true; value: R } | { ok: false; error: WireError }
export type FromWriter<R> =
  | { type: 'ready' }
  | { type: 'batch'; outcomes: WireOutcome<R>[] }
  | { type: 'lost'; message: string }
export type ToWriter<U> = { type: 'batch'; units: U[] } | { type: 'close' }

type InFlight<R> = { resolve: (outcomes: Outcome<R>[]) => void; reject: (error: unknown) => void }

/**
 * Starts the thread at `entry` on the file at `path`; resolves when it holds the file open.
 * A thread that dies takes only its batch in flight along: its waiters are told `unavailable`, the next batch
 * starts a new thread.
 */
export async function writerThread<U, R>(entry: URL, path: string): Promise<Batches<U, R>> {
  let inFlight: InFlight<R> | undefined
  let closing = false
  let thread: Worker | undefined

  async function start(): Promise<Worker> {
    const worker = new Worker(entry, {
      workerData: { path },
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    worker.on('message', (message: FromWriter<R>) =>
      message.type === 'ready' ? resolve() : receive(message),
    )
    worker.on('error', (error) => {
      reject(error)
      lose(worker, error)
    })
    worker.on('exit', () => {
      reject(new Error('the writer thread ended before it was ready'))
      lose(worker, new Error('the writer thread ended'))
    })
    await ready
    return worker
  }

  function receive(message: FromWriter<R>): void {
    if (message.type === 'batch') inFlight?.resolve(message.outcomes.map(revive))
    else if (message.type === 'lost') inFlight?.reject(new Error(message.message))
    inFlight = undefined
  }

  function lose(worker: Worker, error: unknown): void {
    if (thread === worker) thread = undefined
    inFlight?.reject(error)
    inFlight = undefined
  }

  thread = await start()
  return {
    async commit(units) {
      if (!thread && !closing) thread = await start()
      const { promise, resolve, reject } = Promise.withResolvers<Outcome<R>[]>()
      inFlight = { resolve, reject }
      thread?.postMessage({ type: 'batch', units } satisfies ToWriter<U>)
      return await promise
    },
    async close() {
      closing = true
      const worker = thread
      if (!worker) return
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage({ type: 'close' } satisfies ToWriter<U>)
      await ended
    },
  }
}

function revive<R>(outcome: WireOutcome<R>): Outcome<R> {
  if (outcome.ok) return outcome
  const { error } = outcome
  if (error.kind === 'domain')
    return { ok: false, error: new DomainError(error.code, error.message, error.details) }
  const fault = new Error(error.message)
  if (error.stack) fault.stack = error.stack
  return { ok: false, error: fault }
}

export function encodeError(error: unknown): WireError {
  if (error instanceof DomainError)
    return { kind: 'domain', code: error.code, message: error.message, details: error.details }
  if (error instanceof Error) return { kind: 'fault', message: error.message, stack: error.stack }
  return { kind: 'fault', message: String(error), stack: undefined }
}
