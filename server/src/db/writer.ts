// The door to the one writer: units queue here, the loop takes whatever queued meanwhile into the next commit.
import { DomainError } from '../core/errors.ts'
import { BatchFailed, type Outcome } from './group-commit.ts'

/** A unit waits for at most this many others; beyond it the server says 503 instead of growing. */
const QUEUE_LIMIT = 10_000
export const BATCH_LIMIT = 256

export interface Writer<U, R> {
  /** Resolves after the unit's commit was fsynced. Rejects with what the unit threw, or `unavailable`. */
  submit(unit: U): Promise<R>
  /** Waits for what is queued, then lets go of the file. */
  close(): Promise<void>
}

type Waiting<U, R> = { unit: U; resolve: (value: R) => void; reject: (error: unknown) => void }

export type Batches<U, R> = {
  /** One commit of at most {@link BATCH_LIMIT} units, outcomes in the same order. */
  commit(units: U[]): Promise<Outcome<R>[]>
  close(): Promise<void>
}

/** After the sockets that are readable now: what they bring joins the same commit. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** One batch in flight; no timer. The same loop drives the writer thread and the inline writer of the tests. */
export function batchingWriter<U, R>(batches: Batches<U, R>): Writer<U, R> {
  let queue: Waiting<U, R>[] = []
  let draining: Promise<void> | undefined
  let closed = false

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_LIMIT)
      queue = queue.slice(BATCH_LIMIT)
      try {
        const outcomes = await batches.commit(batch.map((waiting) => waiting.unit))
        for (const [index, waiting] of batch.entries()) settle(waiting, outcomes[index])
      } catch (error) {
        const answer = new DomainError('unavailable', 'the write could not be stored', {}, { cause: error })
        for (const waiting of batch) waiting.reject(answer)
      }
    }
    draining = undefined
  }

  return {
    submit: (unit) =>
      new Promise<R>((resolve, reject) => {
        if (closed || queue.length >= QUEUE_LIMIT) {
          reject(
            new DomainError('unavailable', closed ? 'the server is stopping' : 'too many writes are waiting'),
          )
          return
        }
        queue.push({ unit, resolve, reject })
        draining ??= turn().then(drain)
      }),
    close: async () => {
      closed = true
      await draining
      await batches.close()
    },
  }
}

function settle<U, R>(waiting: Waiting<U, R>, outcome: Outcome<R> | undefined): void {
  if (!outcome) waiting.reject(new BatchFailed('the writer lost this unit'))
  else if (outcome.ok) waiting.resolve(outcome.value)
  else waiting.reject(outcome.error)
}
