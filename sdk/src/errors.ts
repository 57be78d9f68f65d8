import type { Message } from './wire.ts'

/**
 * What went wrong, as one word to switch on. The manage API sends its own; for the others it follows from
 * the status. `timeout` and `network` mean that no answer came.
 */
export type ParleyErrorCode =
  | 'invalid'
  | 'mismatch'
  | 'unauthenticated'
  | 'second_factor_required'
  | 'second_factor_invalid'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'protocol'
  | 'fault'
  | 'timeout'
  | 'network'
  | (string & {})

type Facts = {
  status: number
  code: ParleyErrorCode
  retryAfter?: number | null
  field?: string | null
  scope?: string | null
  newer?: readonly Message[] | null
  cause?: unknown
}

/** Every failure of this SDK. */
export class ParleyError extends Error {
  /** HTTP status of the answer; 0 when none came. */
  readonly status: number
  readonly code: ParleyErrorCode
  /** Seconds the server asked to wait, or null when it named none. */
  readonly retryAfter: number | null
  /** The input at fault, by its name on the wire, where the server names one. */
  readonly field: string | null
  /** What the access token lacks, of a `forbidden` that is about scopes. */
  readonly scope: string | null
  /** What was said since `seenSeq`, oldest first; null unless a reply or note was refused for it. */
  readonly newer: readonly Message[] | null

  constructor(message: string, facts: Facts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'ParleyError'
    this.status = facts.status
    this.code = facts.code
    this.retryAfter = facts.retryAfter ?? null
    this.field = facts.field ?? null
    this.scope = facts.scope ?? null
    this.newer = facts.newer ?? null
  }
}

/** Reads both error shapes of the server: `{"error"}` and RFC 9457 problem details. */
export async function errorOf(response: Response): Promise<ParleyError> {
  const { status } = response
  const body = fieldsOf(await response.json().catch(() => null))
  const newer = body.get('newer')
  return new ParleyError(textOf(body, ['detail', 'error', 'title']) ?? `The server answered ${status}`, {
    status,
    code: textOf(body, ['code']) ?? codeOf(status),
    retryAfter: secondsOf(response.headers.get('retry-after')),
    field: textOf(body, ['field']),
    scope: textOf(body, ['scope']),
    // Of the server's own kind, as all that it lists.
    newer: Array.isArray(newer) ? (newer as Message[]) : null,
  })
}

function codeOf(status: number): ParleyErrorCode {
  const codes: Record<number, ParleyErrorCode> = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    413: 'too_large',
    429: 'rate_limited',
  }
  return codes[status] ?? (status >= 500 ? 'unavailable' : 'invalid')
}

function fieldsOf(body: unknown): Map<string, unknown> {
  return new Map(typeof body === 'object' && body !== null ? Object.entries(body) : [])
}

function textOf(fields: Map<string, unknown>, names: string[]): string | null {
  for (const name of names) {
    const value = fields.get(name)
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

/** `Retry-After` is seconds or a date (RFC 9110 §10.2.3). */
export function secondsOf(header: string | null): number | null {
  if (header === null) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1_000)
}
