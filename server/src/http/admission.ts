// Who is let in when the server cannot do everything. Decided before a credential is read or a body taken: a refusal
// must cost next to nothing. Probes, metrics and streams that are open already never pass here.
import { DomainError } from '../core/errors.ts'
import type { EventLoop } from './event-loop.ts'

/** Not logged one by one: who floods a server that is in trouble shall not flood its log as well. */
export class NotAdmitted extends DomainError {
  override name = 'NotAdmitted'
}

export type Reason = 'busy' | 'queue' | 'disk'

export type Admission = {
  /** @throws {DomainError} `unavailable` when a request of this method is not let in now. */
  admit(method: string): void
  /** How many were refused since the start. */
  refused: Readonly<Record<Reason, number>>
}

export type AdmissionParts = {
  eventLoop: Pick<EventLoop, 'isLate' | 'isVeryLate'>
  isQueueFull(): boolean
  isDiskLow(): boolean
}

/** The disk does not become free in a moment; whoever frees it is a person or the hourly sweep. */
export const RETRY_DISK = 10_000

export const diskLow = () =>
  new NotAdmitted('unavailable', 'the disk of this server is almost full', { retryAfter: RETRY_DISK })

/** Deleting is let in while the disk is low: it is how room is made, and how a leaked key is taken back. */
export function admission({ eventLoop, isQueueFull, isDiskLow }: AdmissionParts): Admission {
  const refused = { busy: 0, queue: 0, disk: 0 }
  const refuse = (reason: Reason, error: DomainError) => {
    refused[reason]++
    throw error
  }
  return {
    refused,
    admit(method) {
      const reads = method === 'GET' || method === 'HEAD'
      if (reads ? eventLoop.isVeryLate() : eventLoop.isLate())
        refuse('busy', new NotAdmitted('unavailable', 'the server is busy'))
      if (reads) return
      if (isQueueFull()) refuse('queue', new NotAdmitted('unavailable', 'too many writes are waiting'))
      if (method !== 'DELETE' && isDiskLow()) refuse('disk', diskLow())
    },
  }
}
