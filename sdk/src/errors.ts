/**
 * What went wrong, as one word to switch on. The manage API sends its own; for the others it follows from
 * the status. `timeout` and `network` mean that no answer came.
 */
export type ParleyErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'network'
  | (string & {})

/** Every failure of this SDK. */
export class ParleyError extends Error {
  /** HTTP status of the answer; 0 when none came. */
  readonly status: number
  readonly code: ParleyErrorCode
  /** Seconds the server asked to wait, or null when it named none. */
  readonly retryAfter: number | null

  constructor(
    message: string,
    facts: { status: number; code: ParleyErrorCode; retryAfter?: number | null; cause?: unknown },
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'ParleyError'
    this.status = facts.status
    this.code = facts.code
    this.retryAfter = facts.retryAfter ?? null
  }
}

/** Reads both error shapes of the server: `{"error"}` and RFC 9457 problem details. */
export async function errorOf(response: Response): Promise<ParleyError> {
  const { status } = response
  const body: unknown = await response.json().catch(() => null)
  return new ParleyError(textOf(body, ['detail', 'error', 'title']) ?? `The server answered ${status}`, {
    status,
    code: textOf(body, ['code']) ?? codeOf(status),
    retryAfter: secondsOf(response.headers.get('retry-after')),
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

function textOf(body: unknown, names: string[]): string | null {
  if (typeof body !== 'object' || body === null) return null
  const fields = new Map<string, unknown>(Object.entries(body))
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
