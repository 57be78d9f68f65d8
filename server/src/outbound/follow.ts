import type { Client, Dispatcher } from 'undici'
import type { AddressRules } from './addresses.ts'
import { ACCEPTED_ENCODINGS } from './body.ts'
import { openConnection } from './connection.ts'
import { OutboundFailed } from './failures.ts'
import { checkedAddresses, plainUrl, type Resolve } from './target.ts'

export type OutboundRequest = {
  method?: 'GET' | 'POST'
  /** Not those that belong to the connection: `host`, `content-length` and the like. */
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** Of the response body, on the wire and again decoded. */
  maxBytes: number
  /** How many a GET follows. With 0, the default, and for every POST, a redirect is an answer like any other. */
  redirects?: number
  /** From the call until the last byte of the body has come, in milliseconds; 15,000 when not given. */
  timeoutMs?: number
  signal?: AbortSignal
}

/** The connection is still open: the body stands in it. */
export type Answer = { url: URL; connection: Client; response: Dispatcher.ResponseData }

const OUR_HEADERS = { 'user-agent': 'Parley', 'accept-encoding': ACCEPTED_ENCODINGS }
/** What names the host, frames the message or belongs to one connection is ours alone. */
const RESERVED =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|keep-alive|upgrade|expect|te|trailer|proxy-.+)$/i
const REDIRECTS = [301, 302, 303, 307, 308]

/** Asks, and asks again where it is sent to; every hop is checked from the start, as if it had been the first. */
export async function follow(
  address: string,
  request: OutboundRequest,
  { rules, resolve, signal }: { rules: AddressRules; resolve: Resolve; signal: AbortSignal },
): Promise<Answer> {
  const method = request.method ?? 'GET'
  const redirects = method === 'GET' ? (request.redirects ?? 0) : 0
  let headers = withoutReserved(request.headers)
  let url = plainUrl(address)
  for (let hop = 0; ; hop++) {
    signal.throwIfAborted()
    const addresses = await checkedAddresses(url, rules, resolve, signal)
    const connection = await openConnection(url, addresses, request.maxBytes, signal)
    let next: URL | undefined
    try {
      const response = await connection.request({
        path: url.pathname + url.search,
        method,
        headers: { ...OUR_HEADERS, ...headers },
        body: method === 'POST' ? (request.body ?? null) : null,
        signal,
      })
      next = redirects > 0 ? placeSentTo(response, url) : undefined
      if (!next) return { url, connection, response }
      if (hop === redirects) throw new OutboundFailed('redirected too often')
    } catch (error) {
      await connection.destroy()
      throw error
    }
    await connection.destroy()
    // What the caller says is meant for whom the caller named, and not for whom that one names.
    if (next.origin !== url.origin) headers = {}
    url = next
  }
}

/** Names in lower case, so that the caller's `User-Agent` takes the place of ours. */
function withoutReserved(headers: OutboundRequest['headers']): Record<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(entries.filter(([name]) => !RESERVED.test(name)))
}

function placeSentTo({ statusCode, headers }: Dispatcher.ResponseData, from: URL): URL | undefined {
  const { location } = headers
  if (!REDIRECTS.includes(statusCode) || location === undefined) return undefined
  const next = plainUrl(String(location), from)
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw new OutboundFailed('redirected from https to http')
  return next
}
