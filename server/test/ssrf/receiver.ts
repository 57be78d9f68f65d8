import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A server on the loopback address that counts who came. */
export type Receiver = {
  port: number
  url: (path?: string) => string
  accepted: () => number
  /** Still open, as the server sees it. */
  open: () => Promise<number>
  close: () => Promise<void>
}

type Tls = { key: string; cert: string; SNICallback?: (name: string, done: (error: null) => void) => void }

export async function receiver(
  answer: RequestListener,
  { host = '127.0.0.1', port: wanted = 0, tls }: { host?: string; port?: number; tls?: Tls } = {},
): Promise<Receiver> {
  const server = tls ? createSecureServer(tls, answer) : createServer(answer)
  let accepted = 0
  server.on('connection', () => accepted++)
  // Clients that cut the connection are what half of the tests are about.
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wanted, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: (path = '/') =>
      `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`,
    accepted: () => accepted,
    open: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
