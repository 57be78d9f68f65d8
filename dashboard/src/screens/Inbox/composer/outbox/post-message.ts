import type { MessageBody, SendConflictBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem, readProblem } from '../../../../api/problem.ts'
import type { Outgoing, Why } from './outgoing.ts'

export type Outcome =
  | { is: 'sent'; message: string }
  /** Nobody knows whether it was stored: to be tried again with the same key, not before `after` ms if it says so. */
  | { is: 'later'; why: Why; after: number | null }
  /** Certainly not stored. */
  | { is: 'refused'; why: Why; newer: MessageBody[] }

/** A server that hangs is as good as none: with the same key, asking again cannot do harm. */
const PATIENCE = 15_000
const COME_AGAIN = new Set([401, 408, 425, 429])

/** `keepalive` outlives the page, for at most 64 KB. */
export async function postMessage(letter: Outgoing, keepalive = false): Promise<Outcome> {
  try {
    const response = await fetch(
      `/api/manage/conversations/${encodeURIComponent(letter.conversation)}/messages`,
      {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'idempotency-key': letter.id,
        },
        body: JSON.stringify(bodyOf(letter)),
        keepalive,
        signal: AbortSignal.timeout(PATIENCE),
      },
    )
    if (response.ok) {
      const message: MessageBody = await response.json()
      return { is: 'sent', message: message.id }
    }
    return await refusal(response)
  } catch (error) {
    return { is: 'later', why: whyOf(asProblem(error)), after: null }
  }
}

/** The same letter makes the same body each time: else the server would take a retry for a misuse of its key. */
function bodyOf({ kind, body, files, mentions, seenSeq }: Outgoing): object {
  return {
    kind,
    body,
    ...(files.length > 0 && { files: files.map(({ id }) => id) }),
    ...(kind === 'note' && mentions.length > 0 && { mentions }),
    ...(kind === 'reply' && (seenSeq === null ? { force: true } : { seen_seq: seenSeq })),
  }
}

async function refusal(response: Response): Promise<Outcome> {
  const copy = response.clone()
  const problem = await readProblem(response)
  const why = whyOf(problem)
  if (response.status >= 500 || COME_AGAIN.has(response.status)) {
    const after = problem.retryAfter === null ? null : problem.retryAfter * 1_000
    return { is: 'later', why, after }
  }
  const conflict: Partial<SendConflictBody> | null =
    response.status === 409 ? await copy.json().catch(() => null) : null
  return { is: 'refused', why, newer: Array.isArray(conflict?.newer) ? conflict.newer : [] }
}

export function whyOf({ status, code, detail }: Problem): Why {
  return { status, code, detail }
}
