// The door to the one writer: units queue here, and whatever queued meanwhile becomes the next commit.
import { DomainError } from '../core/errors.ts'
import type { Outcome } from './group-commit.ts'

/** A unit waits for at most this many others; beyond it the server says 503 instead of growing. */
export const QUEUE_LIMIT = 10_000
/** The most units in one commit. */
export const BATCH_LIMIT = 256

export interface Writer<U, R> {
  /** Resolves after the unit's commit was fsynced. Rejects with what the unit threw, or `unavailable`. */
  submit(unit: U): Promise<R>
  /** Units that were submitted and have no outcome yet; from {@link QUEUE_LIMIT} on, further ones are refused. */
  waiting(): number
  /** Waits for what is queued, then lets go of the file. */
  close(): Promise<void>
}

export const tooManyWaiting = () => new DomainError('unavailable', 'too many writes are waiting')
export const stopping = () => new DomainError('unavailable', 'the server is stopping')
export const notStored = (cause: unknown) =>
  new DomainError('unavailable', 'the write could not be stored', {}, { cause })

export type Batches<U, R> = {
  /** One commit of at most {@link BATCH_LIMIT} units, outcomes in the same order. */
  commit(units: U[]): Promise<Outcome<R>[]>
  close(): Promise<void>
}

type Waiting<U, R> = { unit: U; resolve: (value: R) => void; reject: (error: unknown) => void }

/** The writer loop in this very thread, for tests: one batch in flight, no timer. */
export function inlineWriter<U, R>(batches: Batches<U, R>): Writer<U, R> {
  let queue: Waiting<U, R>[] = []
  let draining: Promise<void> | undefined
  let closed = false
  let inFlight = 0

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_LIMIT)
      queue = queue.slice(BATCH_LIMIT)
      inFlight = batch.length
      try {
        const outcomes = await batches.commit(batch.map((waiting) => waiting.unit))
        for (const [index, waiting] of batch.entries()) settle(waiting, outcomes[index])
      } catch (error) {
        for (const waiting of batch) waiting.reject(notStored(error))
      }
      inFlight = 0
    }
    draining = undefined
  }

  return {
    submit: (unit) =>
      new Promise<R>((resolve, reject) => {
        if (closed) return reject(stopping())
        if (queue.length + inFlight >= QUEUE_LIMIT) return reject(tooManyWaiting())
        queue.push({ unit, resolve, reject })
        draining ??= Promise.resolve().then(drain)
      }),
    waiting: () => queue.length + inFlight,
    close: async () => {
      closed = true
      await draining
      await batches.close()
    },
  }
}

function settle<U, R>(waiting: Waiting<U, R>, outcome: Outcome<R> | undefined): void {
  if (!outcome) waiting.reject(notStored('the writer lost this unit'))
  else if (outcome.ok) waiting.resolve(outcome.value)
  else waiting.reject(outcome.error)
}
