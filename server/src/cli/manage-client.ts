// The command line as a client of a running server: the one place outside `outbound/` that opens a connection.
// Its target is named by the person at the keyboard, never by a caller, so no address is refused.
import { z } from 'zod'
import { ConfigError } from '../config.ts'
import { DomainError, errorCodes } from '../core/errors.ts'

export type ManageClient = {
  /** The answer as `schema` reads it; undefined for a 204. */
  call<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: z.ZodType<T>,
    body?: Record<string, unknown>,
  ): Promise<T>
}

const PATIENCE = 30_000

const problem = z.object({ code: z.string(), detail: z.string() })

/** @throws {DomainError} with the server's own code and sentence; `unavailable` when there is no such answer. */
export function manageClient(url: string, token: string): ManageClient {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url))
    throw new ConfigError('--url must be an http or https address')
  const base = `${url.replace(/\/+$/, '')}/api/manage`
  return {
    async call(method, path, schema, body) {
      const { ok, status, text } = await fetch(base + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // The token is for the address that was named and for no other.
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      })
        .then(async (response) => ({
          ok: response.ok,
          status: response.status,
          text: await response.text(),
        }))
        .catch((cause: unknown) => {
          throw new DomainError('unavailable', `no Parley server answers at ${url}`, {}, { cause })
        })
      if (!ok) throw refusal(status, text, url)
      const answer = schema.safeParse(text === '' ? undefined : json(text))
      if (!answer.success) throw stranger(status, url)
      return answer.data
    },
  }
}

function refusal(status: number, text: string, url: string): DomainError {
  if (status === 401) return new DomainError('unauthenticated', `${url} does not take this access token`)
  const { data } = problem.safeParse(json(text))
  if (!data) return stranger(status, url)
  const code = errorCodes.find((known) => known === data.code)
  return code
    ? new DomainError(code, data.detail)
    : new DomainError('unavailable', `${url} answered ${status}: ${data.detail}`)
}

function stranger(status: number, url: string): DomainError {
  return new DomainError('unavailable', `${url} answered ${status} with nothing a Parley server would say`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever asked finds that it is none.
    return undefined
  }
}
