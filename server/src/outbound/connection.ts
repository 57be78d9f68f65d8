import { once } from 'node:events'
import { createConnection, type LookupFunction, type Socket } from 'node:net'
import type { buildConnector, Client } from 'undici'
import { sameSpelling } from './addresses.ts'
import { OutboundFailed, TargetRefused } from './failures.ts'

/** For TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 5_000
/** Before the next of several addresses is tried. */
const NEXT_ADDRESS_AFTER_MS = 1_500
const MAX_HEADER_BYTES = 16_384
/** Stands where a socket wants a host, so that every connection goes through `lookup`, which literals would skip. */
const NO_HOST = 'checked-address'

/**
 * A connection for one request to `url` that can end at none but these addresses. Host header and TLS name are those of
 * the URL. Certificates are verified whatever the environment says, and no proxy is read from it.
 * @param maxBytes of the response body on the wire.
 */
export async function openConnection(
  url: URL,
  addresses: readonly string[],
  maxBytes: number,
  signal: AbortSignal,
): Promise<Client> {
  // 1.3 MB of source: a server that fetches nothing for anybody does without.
  const undici = await import('undici')
  const isTls = url.protocol === 'https:'
  const port = Number(url.port || (isTls ? 443 : 80))
  const connect: buildConnector.connector = (options, callback) => {
    const deadline = performance.now() + CONNECT_TIMEOUT_MS
    connectTo(addresses, port, signal).then(
      (socket) => {
        if (!isTls) return callback(null, socket)
        const timeout = Math.max(1, deadline - performance.now())
        const secure = undici.buildConnector({
          allowH2: false,
          maxCachedSessions: 0,
          rejectUnauthorized: true,
          timeout,
        })
        secure({ ...options, httpSocket: socket }, callback)
      },
      (error) => callback(error, null),
    )
  }
  return new undici.Client(url.origin, {
    connect,
    // One request, then the connection ends.
    pipelining: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
    maxResponseSize: maxBytes,
    // The deadline of the whole request stands for both.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

async function connectTo(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  const socket = createConnection({
    host: NO_HOST,
    lookup: only(addresses),
    port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
    noDelay: true,
    signal,
  })
  // Until undici listens, and after it has let go.
  socket.on('error', () => {})
  const tooLong = () => socket.destroy(new OutboundFailed('took too long', 'ETIMEDOUT'))
  const timer = setTimeout(tooLong, CONNECT_TIMEOUT_MS)
  try {
    await once(socket, 'connect')
  } finally {
    clearTimeout(timer)
  }
  // What was connected to, not what was meant to be; nothing has been written yet, nor a TLS name sent.
  if (addresses.includes(sameSpelling(socket.remoteAddress) ?? '')) return socket
  socket.destroy()
  throw new TargetRefused()
}

function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_host, { all }, callback) => {
    if (all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family)
  }
}
