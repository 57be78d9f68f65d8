// Servers that answer as a test says, and fetchers that may reach some of them; gone when the test is over.
import type { RequestListener } from 'node:http'
import { afterEach, expect } from 'vitest'
import type { OutboundReason } from '../../src/outbound/failures.ts'
import { createSafeFetch, type SafeFetch } from '../../src/outbound/safe-fetch.ts'
import { type Receiver, receiver } from './receiver.ts'

export const LOOPBACK = ['127.0.0.1', '::1']

export const failed = (reason: OutboundReason): unknown =>
  expect.objectContaining({ name: 'OutboundFailed', reason })

/** Answers what was sent, and with which headers. */
export const echo: RequestListener = (request, response) => {
  request.pipe(response.writeHead(200, { 'x-saw': JSON.stringify(request.headers) }))
}

export const redirect = (location: string, status = 302): RequestListener => {
  return (_request, response) => response.writeHead(status, { location }).end('moved')
}

export function fetching(): {
  receive(answer: RequestListener, options?: Parameters<typeof receiver>[1]): Promise<Receiver>
  fetcher(
    allowPrivate: string[],
    resolve?: (name: string) => Promise<string[]>,
  ): SafeFetch & { close(): Promise<void> }
} {
  const opened: { close: () => Promise<void> }[] = []
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.close()
  })
  return {
    async receive(answer, options = {}) {
      const server = await receiver(answer, options)
      opened.push(server)
      return server
    },
    fetcher(allowPrivate, resolve) {
      const safeFetch = createSafeFetch({ allowPrivate, ...(resolve && { resolve }) })
      opened.push(safeFetch)
      return safeFetch
    },
  }
}
