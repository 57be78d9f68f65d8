import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { echo, failed, fetching, LOOPBACK, redirect } from '../../test/ssrf/fetching.ts'
import { hostileUrls } from '../../test/ssrf/hostile-urls.ts'
import { OutboundFailed, TargetRefused } from './failures.ts'
import { createSafeFetch } from './safe-fetch.ts'

const REFUSED = 'address not allowed by this server (ALLOW_PRIVATE_CIDRS)'

const { receive, fetcher } = fetching()
const seen = (headers: Record<string, unknown>): unknown => JSON.parse(String(headers['x-saw']))

describe('hostile addresses', () => {
  it('reach no listener, and one that is listed does', async () => {
    // On every address of this machine, IPv4 and IPv6.
    const server = await receive(echo, { host: '::' })
    const safeFetch = fetcher([], async () => ['127.0.0.1'])
    const { refused, notPlain } = hostileUrls(server.port)
    for (const url of refused)
      await expect(safeFetch(url, { maxBytes: 10, redirects: 3 }), url).rejects.toThrow(new TargetRefused())
    for (const url of notPlain)
      await expect(safeFetch(url, { maxBytes: 10 }), url).rejects.toThrow(
        failed('is not a plain http or https address'),
      )
    expect(refused.length + notPlain.length).toBeGreaterThan(200)
    expect(server.accepted()).toBe(0)

    const { status, body } = await fetcher(['127.0.0.1'])(refused[0] ?? '', { maxBytes: 10 })
    body.resume()
    expect(status).toBe(200)
    expect(server.accepted()).toBe(1)
  })

  it('answer with the published text and nothing about the target', async () => {
    const error = await fetcher([])('http://127.0.0.1:1/secret', { maxBytes: 10 }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(TargetRefused)
    expect(String(error)).toBe(`TargetRefused: ${REFUSED}`)
    expect(JSON.stringify(error)).not.toMatch(/127|secret/)
    expect(error).not.toHaveProperty('cause')
  })
})

describe('a hostile name server', () => {
  it('that changes its mind after the check moves nothing: the name is asked once', async () => {
    const server = await receive(echo)
    let asked = 0
    // Public addresses cannot be reached from a test, so a listed one takes their part, and 127.0.0.2 that of the trap.
    const safeFetch = fetcher(['127.0.0.1'], async () => [asked++ === 0 ? '127.0.0.1' : '127.0.0.2'])
    const first = await safeFetch(`http://rebind.example.com:${server.port}/`, { maxBytes: 1_000 })
    first.body.resume()
    expect(seen(first.headers)).toMatchObject({ host: `rebind.example.com:${server.port}` })
    expect(asked).toBe(1)
    await expect(safeFetch(`http://rebind.example.com:${server.port}/`, { maxBytes: 10 })).rejects.toThrow(
      REFUSED,
    )
    expect(server.accepted()).toBe(1)
  })

  it('that mixes the allowed with the forbidden leads nowhere', async () => {
    const server = await receive(echo)
    const safeFetch = fetcher(['127.0.0.1'], async () => ['127.0.0.1', '10.0.0.1'])
    await expect(safeFetch(`http://mixed.example.com:${server.port}/`, { maxBytes: 10 })).rejects.toThrow(
      REFUSED,
    )
    expect(server.accepted()).toBe(0)
  })

  it('that fails is a name that cannot be reached', async () => {
    const safeFetch = fetcher([], async () => {
      throw Object.assign(new Error('queryA ENOTFOUND secret.example.com'), { code: 'ENOTFOUND' })
    })
    const error = await safeFetch('http://secret.example.com/', { maxBytes: 10 }).catch((e: unknown) => e)
    expect(error).toEqual(new OutboundFailed('could not be reached', 'ENOTFOUND'))
    expect(JSON.stringify(error)).not.toContain('secret')
  })
})

describe('localhost', () => {
  it('is open when its addresses are listed', async () => {
    const server = await receive(echo)
    const { body, headers } = await fetcher(LOOPBACK)(`http://localhost:${server.port}/`, { maxBytes: 10 })
    body.resume()
    expect(seen(headers)).toMatchObject({ host: `localhost:${server.port}` })
  })

  it('is tried at each of its addresses', async () => {
    const server = await receive(echo, { host: '::1' })
    const safeFetch = fetcher(LOOPBACK, async () => ['127.0.0.1', '::1'])
    const { body } = await safeFetch(`http://localhost:${server.port}/`, { maxBytes: 10 })
    body.resume()
    expect(server.accepted()).toBe(1)
  })
})

describe('a request', () => {
  it('says what it was given, under headers that are ours', async () => {
    const server = await receive(echo)
    const { status, headers, body, url } = await fetcher(LOOPBACK)(server.url('/hook?a=b'), {
      method: 'POST',
      headers: {
        'User-Agent': 'Tester',
        'Content-Type': 'application/json',
        Host: 'evil.example',
        Connection: 'keep-alive',
        'Transfer-Encoding': 'chunked',
        'Content-Length': '1',
        'Accept-Encoding': 'zstd',
        'Proxy-Authorization': 'Basic eA==',
      },
      body: '{"a":1}',
      maxBytes: 7,
    })
    expect([status, await text(body), url]).toEqual([200, '{"a":1}', server.url('/hook?a=b')])
    expect(seen(headers)).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'close',
      'user-agent': 'Tester',
      'content-type': 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'content-length': '7',
    })
  })

  it('with a header that cannot be sent is a mistake of the caller', async () => {
    const headers = { 'x-a': 'b\r\nhost: evil.example' }
    const sent = fetcher(LOOPBACK)('http://127.0.0.1:1/', { maxBytes: 10, headers })
    await expect(sent).rejects.toThrow(expect.objectContaining({ name: 'InvalidArgumentError' }))
  })

  it('gets any status as an answer', async () => {
    const server = await receive((_request, response) => response.writeHead(503).end('later'))
    const { status, body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 10 })
    expect([status, await text(body)]).toEqual([503, 'later'])
  })

  it('keeps no cookies and knows no proxy', async () => {
    const proxy = await receive(echo)
    const server = await receive((request, response) => {
      response.writeHead(200, { 'set-cookie': 'a=b', 'x-saw': JSON.stringify(request.headers) }).end()
    })
    for (const name of ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY']) vi.stubEnv(name, proxy.url())
    try {
      const safeFetch = fetcher(LOOPBACK)
      for (const _ of [1, 2]) {
        const { headers, body } = await safeFetch(server.url(), { maxBytes: 10 })
        body.resume()
        expect(seen(headers)).not.toHaveProperty('cookie')
      }
    } finally {
      vi.unstubAllEnvs()
    }
    expect([server.accepted(), proxy.accepted()]).toEqual([2, 0])
  })

  it('that nobody takes could not be reached', async () => {
    const server = await receive(echo)
    await server.close()
    await expect(fetcher(LOOPBACK)(server.url(), { maxBytes: 10 })).rejects.toThrow(
      failed('could not be reached'),
    )
  })
})

describe('time', () => {
  const late = failed('took too long')

  it('runs out for a name server, for headers and for a body alike', async () => {
    const server = await receive((request, response) => {
      if (request.url === '/body') response.write('a')
    })
    const quick = { maxBytes: 10, timeoutMs: 150 }
    const silent = fetcher([], () => new Promise(() => {}))
    await expect(silent('http://example.com/', quick)).rejects.toThrow(late)
    const safeFetch = fetcher(LOOPBACK)
    await expect(safeFetch(server.url(), quick)).rejects.toThrow(late)
    const { body } = await safeFetch(server.url('/body'), quick)
    await expect(text(body)).rejects.toThrow(late)
    await expect.poll(server.open).toBe(0)
  })

  it('runs out once for all redirects together', async () => {
    const server = await receive((request, response) => {
      setTimeout(() => redirect('/')(request, response), 60)
    })
    const started = performance.now()
    const asked = fetcher(LOOPBACK)(server.url(), { maxBytes: 10, redirects: 100, timeoutMs: 250 })
    await expect(asked).rejects.toThrow(late)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('runs out for a body that nobody reads, and takes the connection along', async () => {
    const server = await receive((_request, response) => response.write('a'))
    const { body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 10, timeoutMs: 100 })
    await expect.poll(server.open).toBe(0)
    expect(body.errored).toEqual(late)
    await expect(text(body)).rejects.toThrow(late)
  })

  it('runs out for a body that has arrived and waits to be decoded', async () => {
    const server = await receive((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_048_576)))
    })
    const { body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 1_048_576, timeoutMs: 150 })
    await expect.poll(() => body.errored).toEqual(late)
  })

  it('does not run out for a body that was read', async () => {
    const server = await receive((_request, response) => response.end('a'))
    const { body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 10, timeoutMs: 100 })
    expect(await text(body)).toBe('a')
    await sleep(150)
    expect(body.errored).toBeNull()
  })
})

describe('giving up', () => {
  it('at the word of the caller leaves its reason and no connection', async () => {
    const server = await receive((request, response) => {
      if (request.url === '/body') response.write('a')
    })
    const safeFetch = fetcher(LOOPBACK)
    const reason = new Error('the job was cancelled')
    const at = (milliseconds: number) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(reason), milliseconds)
      return { maxBytes: 10, signal: controller.signal }
    }
    await expect(safeFetch(server.url(), { maxBytes: 10, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    )
    expect(server.accepted()).toBe(0)
    await expect(safeFetch(server.url(), at(50))).rejects.toBe(reason)
    const { body } = await safeFetch(server.url('/body'), at(100))
    await expect(text(body)).rejects.toBe(reason)
    await expect.poll(server.open).toBe(0)
  })

  it('by destroying the body closes the connection', async () => {
    const server = await receive((_request, response) => response.write('a'))
    const { body } = await fetcher(LOOPBACK)(server.url(), { maxBytes: 10 })
    body.destroy()
    await expect.poll(server.open).toBe(0)
    expect(body.errored).toBeNull()
  })

  it('by closing ends what is under way and takes nothing more', async () => {
    const server = await receive((request, response) => {
      if (request.url === '/body') response.write('a')
    })
    const safeFetch = createSafeFetch({ allowPrivate: LOOPBACK })
    const { body } = await safeFetch(server.url('/body'), { maxBytes: 10 })
    const waiting = safeFetch(server.url(), { maxBytes: 10 })
    const stopped = failed('was given up because this server is stopping')
    const outcomes = [expect(text(body)).rejects.toThrow(stopped), expect(waiting).rejects.toThrow(stopped)]
    await expect.poll(server.open).toBe(2)
    await safeFetch.close()
    await Promise.all(outcomes)
    await expect.poll(server.open).toBe(0)
    await expect(safeFetch(server.url(), { maxBytes: 10 })).rejects.toThrow(stopped)
    await safeFetch.close()
    expect(server.accepted()).toBe(2)
  })
})
