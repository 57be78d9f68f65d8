// Requests to addresses that somebody else named: the only place where this server makes them.
import type { Readable } from 'node:stream'
import type { Client, Dispatcher } from 'undici'
import { addressRules } from './addresses.ts'
import { guardedBody } from './body.ts'
import { failureFrom, OutboundFailed } from './failures.ts'
import { type Answer, follow, type OutboundRequest } from './follow.ts'
import { systemResolve } from './resolve.ts'
import type { Resolve } from './target.ts'

export type OutboundResponse = {
  status: number
  headers: Dispatcher.ResponseData['headers']
  /** Where the answer came from, after redirects. */
  url: string
  /** Decoded. To be read to its end or destroyed; the deadline destroys it otherwise. */
  body: Readable
}

/**
 * One HTTP request to an address that somebody else named (docs/contracts.md 1c#7, 1c#8). Any status is an answer.
 * @throws {TargetRefused} when the address, or one it redirects to, is not allowed by this server.
 * @throws {OutboundFailed} for everything else that can go wrong out there, also while the body is read. The reason of
 *   `signal` is thrown as it is.
 */
export type SafeFetch = (address: string, request: OutboundRequest) => Promise<OutboundResponse>

const DEFAULT_TIMEOUT_MS = 15_000

/**
 * @param options.allowPrivate `ALLOW_PRIVATE_CIDRS`.
 * @param options.resolve how names become addresses; tests play hostile name servers with it.
 */
export function createSafeFetch(options: {
  allowPrivate: readonly string[]
  resolve?: Resolve
}): SafeFetch & {
  /** Gives up what is under way; resolves when all connections are closed. */
  close: () => Promise<void>
} {
  const rules = addressRules(options.allowPrivate)
  const resolve = options.resolve ?? systemResolve
  const underWay = new Map<AbortController, Promise<void>>()
  const stopping = () => new OutboundFailed('was given up because this server is stopping')
  let closed = false

  const safeFetch: SafeFetch = async (address, request) => {
    if (closed) throw stopping()
    const stop = new AbortController()
    const signal = request.signal ? AbortSignal.any([stop.signal, request.signal]) : stop.signal
    const timer = setTimeout(
      () => stop.abort(new OutboundFailed('took too long')),
      request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    )
    const { promise: over, resolve: markOver } = Promise.withResolvers<void>()
    underWay.set(stop, over)
    const end = async (connection?: Client) => {
      clearTimeout(timer)
      await connection?.destroy()
      underWay.delete(stop)
      markOver()
    }

    let answer: Answer | undefined
    try {
      answer = await follow(address, request, { rules, resolve, signal })
      const { url, connection, response } = answer
      const body = guardedBody(response, request.maxBytes, signal, () => end(connection))
      return { status: response.statusCode, headers: response.headers, url: url.href, body }
    } catch (error) {
      await end(answer?.connection)
      throw signal.aborted ? signal.reason : failureFrom(error)
    }
  }

  const close = async () => {
    closed = true
    for (const stop of underWay.keys()) stop.abort(stopping())
    await Promise.all(underWay.values())
  }
  return Object.assign(safeFetch, { close })
}
