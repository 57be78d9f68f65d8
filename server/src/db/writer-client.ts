// The main thread's end of the writer thread: units out, their outcomes back.
import { channel } from 'node:diagnostics_channel'
import { Worker } from 'node:worker_threads'
import { DomainError, type ErrorCode, type ErrorDetails } from '../core/errors.ts'
import { notStored, QUEUE_LIMIT, stopping, tooManyWaiting, type Writer } from './writer.ts'

/** Errors cross threads as facts: a structured clone would strip a DomainError down to its message. */
export type WireError =
  | { kind: 'domain'; code: ErrorCode; message: string; details: ErrorDetails }
  | { kind: 'fault'; message: string; stack: string | undefined }
  | { kind: 'lost'; message: string }

/**
 * What crosses is a string: `ready` and `close`, or a list of units or outcomes as JSON. A structured clone takes half as
 * long again, and what it makes is slower to use. `undefined` is left out on the way.
 */
export type Numbered<U> = { id: number; unit: U }
export type WireOutcome<R> = { id: number } & ({ ok: true; value: R } | { ok: false; error: WireError })

/** So many units leave without waiting for the turn to end: the thread works while more requests are being parsed. */
const SEND_AT = 3

/** Told the number of units in each commit, when anybody measures. */
export const commits = channel('parley.commit')

type Waiting<R> = { resolve: (value: R) => void; reject: (error: unknown) => void }

/**
 * Starts the thread at `entry` on the file at `path`; resolves when it holds the file open. A unit that finds
 * the thread idle leaves at once, others in threes or at the end of the turn: the next ones are waiting there when a
 * commit is done.
 * A thread that dies takes its units along: their callers are told `unavailable`, the next unit starts a new thread.
 */
export async function writerThread<U, R>(entry: URL, path: string): Promise<Writer<U, R>> {
  const waiting = new Map<number, Waiting<R>>()
  let outbox: Numbered<U>[] = []
  let lastId = 0
  let closed = false
  let thread: Worker | undefined
  let starting: Promise<void> | undefined

  async function start(): Promise<void> {
    const worker = new Worker(entry, {
      workerData: { path },
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    worker.on('message', (message: string) => {
      if (message === 'ready') return resolve()
      // Our own thread wrote it.
      const outcomes: WireOutcome<R>[] = JSON.parse(message)
      if (commits.hasSubscribers) commits.publish(outcomes.length)
      outcomes.forEach(settle)
    })
    const lose = (error: unknown) => {
      reject(error)
      if (thread === worker) thread = undefined
      for (const caller of waiting.values()) caller.reject(notStored(error))
      waiting.clear()
    }
    worker.on('error', lose)
    worker.on('exit', () => lose(new Error('the writer thread ended')))
    await ready
    thread = worker
  }

  function settle(outcome: WireOutcome<R>): void {
    const caller = waiting.get(outcome.id)
    waiting.delete(outcome.id)
    if (outcome.ok) caller?.resolve(outcome.value)
    else caller?.reject(revive(outcome.error))
  }

  async function flush(): Promise<void> {
    // Those whose callers were told meanwhile that a thread died with them are not worth another one's time.
    const units = outbox.filter(({ id }) => waiting.has(id))
    outbox = []
    if (units.length === 0) return
    try {
      starting ??= thread ? undefined : start()
      await starting
    } catch (error) {
      for (const { id } of units) waiting.get(id)?.reject(notStored(error))
      for (const { id } of units) waiting.delete(id)
    } finally {
      starting = undefined
    }
    thread?.postMessage(JSON.stringify(units))
  }

  await start()
  return {
    submit: (unit) =>
      new Promise<R>((resolve, reject) => {
        if (closed) return reject(stopping())
        if (waiting.size >= QUEUE_LIMIT) return reject(tooManyWaiting())
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        const queued = outbox.push({ id, unit })
        if (waiting.size === 1 || queued === SEND_AT) queueMicrotask(flush)
        else if (queued === 1) setImmediate(flush)
      }),
    waiting: () => waiting.size,
    async close() {
      closed = true
      if (outbox.length > 0) await flush()
      const worker = thread
      if (!worker) return
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage('close')
      await ended
    },
  }
}

function revive(error: WireError): Error {
  if (error.kind === 'domain') return new DomainError(error.code, error.message, error.details)
  if (error.kind === 'lost') return notStored(error.message)
  const fault = new Error(error.message)
  if (error.stack) fault.stack = error.stack
  return fault
}

export function encodeError(error: unknown): WireError {
  if (error instanceof DomainError)
    return { kind: 'domain', code: error.code, message: error.message, details: error.details }
  if (error instanceof Error) return { kind: 'fault', message: error.message, stack: error.stack }
  return { kind: 'fault', message: String(error), stack: undefined }
}
