import { errorOf, ParleyError } from './errors.ts'
import { pause } from './pause.ts'

/** How to reach a Parley server; the defaults suit a script or a backend. */
export type ConnectionOptions = {
  /** Where the server answers, such as `https://parley.example.com`. */
  baseUrl: string
  /** Milliseconds one try may take before it counts as failed. Default 30,000. */
  timeout?: number
  /** How often a failed call that may be repeated is tried again. Default 3. */
  retries?: number
}

export type Call = {
  path: string
  method?: 'GET' | 'POST' | 'DELETE'
  headers: Record<string, string>
  /** A form, or JSON as text; the headers say which. */
  body?: FormData | string
  /** Makes a POST safe to repeat: the server runs it once per key. */
  idempotencyKey?: string | undefined
  signal?: AbortSignal | undefined
}

const FIRST_WAIT = 250
const LONGEST_WAIT = 20_000

/**
 * Answers with a 2xx or throws a {@link ParleyError}. 429, 503 and a network without an answer are tried again,
 * but only for GET or with an idempotency key: anything else might happen twice.
 */
export async function request(connection: ConnectionOptions, call: Call): Promise<Response> {
  const repeatable = (call.method ?? 'GET') === 'GET' || call.idempotencyKey !== undefined
  const retries = repeatable ? (connection.retries ?? 3) : 0
  for (let tries = 0; ; tries++) {
    const failure = await attempt(connection, call)
    if (failure instanceof Response) return failure
    if (tries >= retries || !mayPass(failure)) throw failure
    await pause(waitAfter(failure, tries), call.signal)
  }
}

async function attempt(connection: ConnectionOptions, call: Call): Promise<Response | ParleyError> {
  const timeout = AbortSignal.timeout(connection.timeout ?? 30_000)
  const headers = new Headers(call.headers)
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey)
  try {
    const response = await fetch(urlOf(connection, call.path), {
      method: call.method ?? 'GET',
      headers,
      body: call.body ?? null,
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
    })
    return response.ok ? response : await errorOf(response)
  } catch (cause) {
    call.signal?.throwIfAborted()
    if (timeout.aborted)
      return new ParleyError('The server did not answer in time', { status: 0, code: 'timeout', cause })
    return new ParleyError('The server could not be reached', { status: 0, code: 'network', cause })
  }
}

export function urlOf({ baseUrl }: ConnectionOptions, path: string): string {
  return baseUrl.replace(/\/+$/, '') + path
}

function mayPass({ status }: ParleyError): boolean {
  return status === 0 || status === 429 || status === 503
}

/** What the server asked for, or half to all of a doubling wait, so that many clients do not return together. */
export function waitAfter(failure: ParleyError, tries: number): number {
  if (failure.retryAfter !== null) return failure.retryAfter * 1_000 + Math.random() * FIRST_WAIT
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries)
  return longest / 2 + (Math.random() * longest) / 2
}
