import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import { describe, expect, it } from 'vitest'
import { certificate } from '../../test/ssrf/certificate.ts'
import { echo, failed, fetching, LOOPBACK, redirect } from '../../test/ssrf/fetching.ts'
import { TargetRefused } from './failures.ts'

const { receive, fetcher } = fetching()

describe('a redirect', () => {
  it('is an answer like any other unless it is to be followed, and always for a POST', async () => {
    const server = await receive(redirect('http://127.0.0.2/'))
    const safeFetch = fetcher(LOOPBACK)
    for (const request of [{}, { method: 'POST', redirects: 3 }] as const) {
      const { status, headers, body } = await safeFetch(server.url(), { ...request, maxBytes: 10 })
      expect([status, headers.location, await text(body)]).toEqual([302, 'http://127.0.0.2/', 'moved'])
    }
    expect(server.accepted()).toBe(2)
  })

  it.each([301, 302, 303, 307, 308])('of status %i is followed', async (status) => {
    const server = await receive((request, response) => {
      if (request.url === '/a/b') redirect('../c?d#e', status)(request, response)
      else response.end(request.url)
    })
    const { url, body } = await fetcher(LOOPBACK)(server.url('/a/b'), { maxBytes: 100, redirects: 1 })
    expect([url, await text(body)]).toEqual([server.url('/c?d#e'), '/c?d'])
  })

  it('is followed as often as was said and not once more', async () => {
    const server = await receive((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) redirect(`/${left - 1}`)(request, response)
      else response.end('there')
    })
    const safeFetch = fetcher(LOOPBACK)
    const { body } = await safeFetch(server.url('/3'), { maxBytes: 10, redirects: 3 })
    expect(await text(body)).toBe('there')
    await expect(safeFetch(server.url('/4'), { maxBytes: 10, redirects: 3 })).rejects.toThrow(
      'redirected too often',
    )
    expect(server.accepted()).toBe(8)
  })

  it.each([
    ['a private address', (port: number) => `http://127.0.0.2:${port}/`],
    ['an address in another spelling', (port: number) => `http://0x7f.2:${port}/`],
    ['an address without its scheme', (port: number) => `//[::ffff:7f00:2]:${port}/`],
    ['a local name', (port: number) => `http://metadata.google.internal:${port}/`],
    ['a name with a private address', (port: number) => `http://private.example.com:${port}/`],
  ])('to %s is refused', async (_case, location) => {
    const trap = await receive(echo, { host: '127.0.0.2' })
    const server = await receive(redirect(location(trap.port)))
    const safeFetch = fetcher(['127.0.0.1'], async () => ['127.0.0.2'])
    await expect(safeFetch(server.url(), { maxBytes: 10, redirects: 3 })).rejects.toThrow(new TargetRefused())
    expect([server.accepted(), trap.accepted()]).toEqual([1, 0])
  })

  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://user@127.0.0.1/',
    'data:,x',
    'http://[',
    `/${'a'.repeat(3_000)}`,
  ])('to %s is not followed', async (location) => {
    const server = await receive(redirect(location))
    await expect(fetcher(LOOPBACK)(server.url(), { maxBytes: 10, redirects: 3 })).rejects.toThrow(
      failed('is not a plain http or https address'),
    )
  })

  it('takes what the caller said to the same origin only, and never back', async () => {
    const saw: Record<string, unknown>[] = []
    const other = await receive((request, response) => {
      saw.push(request.headers)
      redirect(server.url('/end'))(request, response)
    })
    const server = await receive((request, response) => {
      saw.push(request.headers)
      if (request.url === '/start') redirect('/same')(request, response)
      else if (request.url === '/same') redirect(other.url())(request, response)
      else response.end()
    })
    const headers = { authorization: 'Bearer secret', 'x-token': 'secret' }
    const { body } = await fetcher(LOOPBACK)(server.url('/start'), { maxBytes: 10, redirects: 3, headers })
    body.resume()
    expect(saw.map((one) => [one.authorization, one['x-token']])).toEqual([
      ['Bearer secret', 'secret'],
      ['Bearer secret', 'secret'],
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  it('leads from http to https and never back', async () => {
    const trusted = tls.getCACertificates('default')
    tls.setDefaultCACertificates([...trusted, certificate.cert])
    try {
      const plain = await receive((request, response) => {
        if (request.url === '/up') redirect(`https://hooks.example.com:${secure.port}/`)(request, response)
        else response.end('plain')
      })
      const secure = await receive(redirect(plain.url()), { tls: certificate })
      const asked = fetcher(LOOPBACK, async () => ['127.0.0.1'])(plain.url('/up'), {
        maxBytes: 10,
        redirects: 3,
      })
      await expect(asked).rejects.toThrow(failed('redirected from https to http'))
      expect([plain.accepted(), secure.accepted()]).toEqual([1, 1])
    } finally {
      tls.setDefaultCACertificates(trusted)
    }
  })

  it('leaves no connection behind, also when it never ends', async () => {
    const server = await receive((request, response) => {
      const location = request.url === '/away' ? 'ftp://example.com/' : '/'
      response.writeHead(302, { location }).write('this way')
    })
    const safeFetch = fetcher(LOOPBACK)
    const stays = failed('redirected too often')
    await expect(safeFetch(server.url(), { maxBytes: 10, redirects: 2 })).rejects.toThrow(stays)
    await expect.poll(server.open).toBe(0)
    const leaves = failed('is not a plain http or https address')
    await expect(safeFetch(server.url('/away'), { maxBytes: 10, redirects: 2 })).rejects.toThrow(leaves)
    await expect.poll(server.open).toBe(0)
  })

  it('without a place to go is an answer', async () => {
    const server = await receive((_request, response) => response.writeHead(302).end('where?'))
    const { status, body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 10, redirects: 3 })
    expect([status, await text(body)]).toEqual([302, 'where?'])
  })
})
