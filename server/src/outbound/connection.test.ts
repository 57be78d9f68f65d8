import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { certificate } from '../../test/ssrf/certificate.ts'
import { type Receiver, receiver } from '../../test/ssrf/receiver.ts'
import { openConnection } from './connection.ts'
import { type OutboundReason, TargetRefused } from './failures.ts'
import { createSafeFetch } from './safe-fetch.ts'

const failed = (reason: OutboundReason) => expect.objectContaining({ name: 'OutboundFailed', reason })
const forever = new AbortController().signal

describe('a connection', () => {
  let server: Receiver
  let requests: number
  beforeEach(async () => {
    requests = 0
    server = await receiver((_request, response) => {
      requests++
      response.end('hello')
    })
  })
  afterEach(() => server.close())

  const ask = async (url: string, addresses: string[]) => {
    const connection = await openConnection(new URL(url), addresses, 1_000, forever)
    try {
      return await text((await connection.request({ path: '/', method: 'GET' })).body)
    } finally {
      await connection.destroy()
    }
  }

  it('goes to the addresses it was given, whatever the URL names', async () => {
    expect(await ask(`http://nowhere.example:${server.port}`, ['127.0.0.1'])).toBe('hello')
    expect(await ask(`http://127.0.0.9:${server.port}`, ['127.0.0.1'])).toBe('hello')
    expect(await ask(`http://[::1]:${server.port}`, ['127.0.0.1'])).toBe('hello')
    await expect(ask(server.url(), ['127.0.0.9'])).rejects.toThrow('ECONNREFUSED')
  })

  it('that ended somewhere else is closed before a byte is written', async () => {
    // The kernel takes 0.0.0.0 for 127.0.0.1, and a socket names a mapped address by its IPv4 one.
    for (const address of ['0.0.0.0', '::ffff:127.0.0.1'])
      await expect(ask(server.url(), [address])).rejects.toThrow(TargetRefused)
    expect(server.accepted()).toBe(2)
    expect(requests).toBe(0)
    await expect.poll(server.open).toBe(0)
  })

  it('tries the next address when one does not answer', async () => {
    expect(await ask(server.url(), ['127.0.0.8', '127.0.0.9', '127.0.0.1'])).toBe('hello')
  })
})

describe('TLS', () => {
  const trusted = tls.getCACertificates('default')
  let server: Receiver
  let names: string[]
  beforeEach(async () => {
    names = []
    tls.setDefaultCACertificates([...trusted, certificate.cert])
    server = await receiver((request, response) => response.end(request.headers.host), {
      tls: {
        ...certificate,
        SNICallback: (name, done) => {
          names.push(name)
          done(null)
        },
      },
    })
  })
  afterEach(async () => {
    tls.setDefaultCACertificates(trusted)
    await server.close()
  })

  const ask = async (host: string) => {
    const safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'], resolve: async () => ['127.0.0.1'] })
    try {
      const { body } = await safeFetch(`https://${host}:${server.port}/`, { maxBytes: 1_000 })
      return await text(body)
    } finally {
      await safeFetch.close()
    }
  }

  it('is asked for by the name in the URL, and so is the host', async () => {
    expect(await ask('hooks.example.com')).toBe(`hooks.example.com:${server.port}`)
    expect(await ask('Hooks.Example.COM.')).toBe(`hooks.example.com:${server.port}`)
    expect(names).toEqual(['hooks.example.com', 'hooks.example.com'])
  })

  it('needs a certificate for that name', async () => {
    const invalid = failed('has no valid certificate')
    await expect(ask('other.example.com')).rejects.toThrow(invalid)
    await expect(ask('127.0.0.1')).rejects.toThrow(invalid)
  })

  it('needs a certificate somebody known has signed, whatever the environment says', async () => {
    tls.setDefaultCACertificates(trusted)
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      await expect(ask('hooks.example.com')).rejects.toThrow(failed('has no valid certificate'))
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    }
  })

  it('that is never answered is given up after five seconds', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket.resume().on('error', () => {})))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const started = performance.now()
    const safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'] })
    await expect(safeFetch(`https://127.0.0.1:${port}/`, { maxBytes: 10 })).rejects.toThrow('took too long')
    expect(performance.now() - started).toBeGreaterThan(4_500)
    expect(performance.now() - started).toBeLessThan(6_500)
    await expect.poll(() => sockets.every(({ closed }) => closed)).toBe(true)
    const waiting = safeFetch(`https://127.0.0.1:${port}/`, { maxBytes: 10 })
    const outcome = expect(waiting).rejects.toThrow('this server is stopping')
    await expect.poll(() => sockets.length).toBe(2)
    await safeFetch.close()
    await outcome
    await expect.poll(() => sockets.every(({ closed }) => closed)).toBe(true)
    await new Promise((resolve) => silent.close(resolve))
  })
})
