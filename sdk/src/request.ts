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
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers: Record<string, string>
  /** A form, or JSON as text; the headers say which. */
  body?: FormData | string | undefined
  /** Makes a call safe to repeat: the server runs it once per key. */
  idempotencyKey?: string | undefined
  /** Never tried again, whatever its method: it would be late, or another thing than before. */
  momentary?: boolean
  signal?: AbortSignal | undefined
}

const FIRST_WAIT = 250
const LONGEST_WAIT = 20_000
/** Seconds a server may ask to wait before it is the caller's turn to decide: sign-in tries come back after minutes. */
const LONGEST_ASKED = 60

/** Takes what it needs of an answer while the time of the try still runs. */
export type Read<T> = (response: Response) => Promise<T>

export const asJson = async <T>(response: Response): Promise<T> => (await response.json()) as T
export const asText: Read<string> = (response) => response.text()
/** Read to its end, so that the connection serves the next call. */
export const asNothing: Read<void> = async (response) => void (await response.text())
/** The caller reads the body, in its own time. */
export const asItIs: Read<Response> = async (response) => response

/**
 * What `read` takes of a 2xx, or a {@link ParleyError}. 429, 503 and a network without an answer are tried again, but
 * only for GET, PUT or with an idempotency key: anything else might happen twice.
 */
export async function request<T>(connection: ConnectionOptions, call: Call, read: Read<T>): Promise<T> {
  const retries = isRepeatable(call) ? (connection.retries ?? 3) : 0
  for (let tries = 0; ; tries++) {
    const result = await attempt(connection, call, read)
    if (!(result instanceof ParleyError)) return result
    if (tries >= retries || !mayPass(result)) throw result
    await pause(waitAfter(result, tries), call.signal)
  }
}

function isRepeatable({ method = 'GET', idempotencyKey, momentary }: Call): boolean {
  return !momentary && (method === 'GET' || method === 'PUT' || idempotencyKey !== undefined)
}

async function attempt<T>(
  connection: ConnectionOptions,
  call: Call,
  read: Read<T>,
): Promise<T | ParleyError> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), connection.timeout ?? 30_000)
  const headers = new Headers(call.headers)
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey)
  try {
    const response = await fetch(urlOf(connection, call.path), {
      method: call.method ?? 'GET',
      headers,
      body: call.body ?? null,
      signal: call.signal ? AbortSignal.any([late.signal, call.signal]) : late.signal,
    })
    return response.ok ? await read(response) : await errorOf(response)
  } catch (cause) {
    if (cause instanceof ParleyError) return cause
    call.signal?.throwIfAborted()
    if (late.signal.aborted)
      return new ParleyError('The server did not answer in time', { status: 0, code: 'timeout', cause })
    if (cause instanceof SyntaxError)
      return new ParleyError('The answer is not JSON: is baseUrl a Parley server?', {
        status: 200,
        code: 'invalid',
        cause,
      })
    return new ParleyError('The server could not be reached', { status: 0, code: 'network', cause })
  } finally {
    clearTimeout(timer)
  }
}

export function urlOf({ baseUrl }: ConnectionOptions, path: string): string {
  return baseUrl.replace(/\/+$/, '') + path
}

function mayPass({ status, retryAfter }: ParleyError): boolean {
  return (status === 0 || status === 429 || status === 503) && (retryAfter ?? 0) <= LONGEST_ASKED
}

/** What the server asked for, or half to all of a doubling wait, so that many clients do not return together. */
export function waitAfter(failure: ParleyError, tries: number): number {
  if (failure.retryAfter !== null) return failure.retryAfter * 1_000 + Math.random() * FIRST_WAIT
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries)
  return longest / 2 + (Math.random() * longest) / 2
}
