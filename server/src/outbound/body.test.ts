import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { failed } from '../../test/ssrf/fetching.ts'
import { type Receiver, receiver } from '../../test/ssrf/receiver.ts'
import { OutboundFailed } from './failures.ts'
import { createSafeFetch } from './safe-fetch.ts'

const MIB = 1_048_576
const tooLarge = failed('is too large')
const unreadable = failed('gave an answer that cannot be read')

const safeFetch = createSafeFetch({ allowPrivate: ['127.0.0.1'] })
afterAll(() => safeFetch.close())
const servers: Receiver[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    // Whatever a test did with the body, its connection is gone.
    await expect.poll(server.open).toBe(0)
    await server.close()
  }
})

/** A body sent as it is, chunk by chunk, under these headers. */
async function sending(
  chunks: Iterable<Uint8Array>,
  headers: Record<string, string> = {},
  status = 200,
): Promise<string> {
  const server = await receiver((_request, response) => {
    Readable.from(chunks).pipe(response.writeHead(status, headers))
  })
  servers.push(server)
  return server.url()
}

function* endless(): Generator<Uint8Array> {
  const piece = Buffer.alloc(65_536, 'a')
  for (;;) yield piece
}

async function bytesBefore(error: unknown, body: Readable): Promise<number> {
  let bytes = 0
  const reading = async () => {
    for await (const chunk of body) bytes += chunk.length
  }
  await expect(reading()).rejects.toThrow(error)
  return bytes
}

describe('a body', () => {
  it('may be as large as was said', async () => {
    const { body } = await safeFetch(await sending([Buffer.alloc(1_000)]), { maxBytes: 1_000 })
    expect(await buffer(body)).toHaveLength(1_000)
  })

  it('that says it is larger is not begun', async () => {
    const server = await receiver((_request, response) => {
      response.writeHead(200, { 'content-length': '1001' }).write('never ends')
    })
    servers.push(server)
    await expect(safeFetch(server.url(), { maxBytes: 1_000 })).rejects.toThrow(tooLarge)
  })

  it('that turns out larger breaks off', async () => {
    const { body } = await safeFetch(await sending(endless()), { maxBytes: MIB })
    expect(await bytesBefore(tooLarge, body)).toBeLessThanOrEqual(MIB)
  })

  it('waits for its reader', async () => {
    let sent = 0
    function* counted() {
      for (const piece of endless()) {
        sent += piece.length
        yield piece
      }
    }
    const { body } = await safeFetch(await sending(counted()), { maxBytes: 1_000 * MIB })
    await expect
      .poll(async () => {
        const before = sent
        await sleep(100)
        return sent - before
      })
      .toBe(0)
    // What the kernel buffers for both ends of a loopback connection.
    expect(sent).toBeLessThan(20 * MIB)
    body.destroy()
  })
})

describe('an encoded body', () => {
  it.each([
    ['gzip', gzipSync],
    ['X-Gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
    [' ', Buffer.from],
  ] as const)('in %j is decoded', async (encoding, encode) => {
    const url = await sending([encode('a'.repeat(1_000))], { 'content-encoding': encoding })
    expect(await text((await safeFetch(url, { maxBytes: 1_000 })).body)).toBe('a'.repeat(1_000))
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('in %s is counted as it comes out', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(100 * MIB))
    expect(bomb.length).toBeLessThan(MIB)
    const { body } = await safeFetch(await sending([bomb], { 'content-encoding': encoding }), {
      maxBytes: MIB,
    })
    expect(await bytesBefore(tooLarge, body)).toBeLessThanOrEqual(MIB)
  })

  it('is counted as it comes in as well', async () => {
    // Empty members: bytes without end on the wire that come to nothing.
    function* nothing() {
      const piece = Buffer.concat(Array(1_000).fill(gzipSync('')))
      for (;;) yield piece
    }
    const { body } = await safeFetch(await sending(nothing(), { 'content-encoding': 'gzip' }), {
      maxBytes: MIB,
    })
    expect(await bytesBefore(tooLarge, body)).toBe(0)
  })

  it.each(['gzip, gzip', 'gzip,br', 'zstd', 'compress', 'constructor', '__proto__'])(
    'in %s is not taken',
    async (encoding) => {
      const url = await sending([gzipSync(gzipSync('a'))], { 'content-encoding': encoding })
      await expect(safeFetch(url, { maxBytes: MIB })).rejects.toThrow(unreadable)
    },
  )

  it.each([
    ['that is something else', Buffer.from('<html>secret</html>')],
    ['that is cut short', gzipSync('secret').subarray(0, 15)],
    ['that is spoilt', gzipSync('secret').fill(0, 10, 14)],
  ])('%s cannot be read', async (_case, bytes) => {
    const { body } = await safeFetch(await sending([bytes], { 'content-encoding': 'gzip' }), {
      maxBytes: MIB,
    })
    const error = await text(body).catch((e: unknown) => e)
    expect(error).toEqual(unreadable)
    expect(String(error)).not.toContain('secret')
  })

  it('that is not there needs no decoding', async () => {
    for (const [status, more] of [
      [204, {}],
      [200, { 'content-length': '0' }],
    ] as const) {
      const url = await sending([], { 'content-encoding': 'gzip', ...more }, status)
      expect(await text((await safeFetch(url, { maxBytes: 0 })).body)).toBe('')
    }
  })
})

describe('an answer that is no HTTP', () => {
  let raw: Server
  async function saying(answer: string | null): Promise<string> {
    raw = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => (answer === null ? socket.resetAndDestroy() : socket.end(answer)))
    })
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`
  }
  afterEach(() => new Promise((resolve) => raw.close(resolve)))

  it.each([
    ['SSH-2.0-OpenSSH_secret\r\n'],
    ['-ERR secret unknown command\r\n'],
    ['HTTP/1.1 200 OK\r\ncontent-length: secret\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\nsecret header\r\n\r\n'],
    [`HTTP/1.1 200 OK\r\nx: ${'secret'.repeat(5_000)}\r\n\r\n`],
  ])('%.40s is not quoted', async (answer) => {
    const error = await safeFetch(await saying(answer), { maxBytes: MIB }).catch((e: unknown) => e)
    expect(error).toEqual(unreadable)
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('secret')
    expect(error).not.toHaveProperty('cause')
  })

  it.each([
    ['nothing at all', ''],
    ['a reset', null],
    ['half of a head', 'HTTP/1.1 200 OK\r\nx: sec'],
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ])('%s could not be reached', async (_case, answer) => {
    await expect(safeFetch(await saying(answer), { maxBytes: MIB })).rejects.toThrow(OutboundFailed)
  })

  it('is an error of the body when it breaks off within', async () => {
    const { body } = await safeFetch(await saying('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'), {
      maxBytes: MIB,
    })
    await expect(text(body)).rejects.toThrow(OutboundFailed)
    const chunked = await safeFetch(
      await saying('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'),
      { maxBytes: MIB },
    )
    await expect(text(chunked.body)).rejects.toThrow(OutboundFailed)
  })

  it('and that nobody reads is nobody else’s error', async () => {
    const { body } = await safeFetch(await saying('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'), {
      maxBytes: MIB,
    })
    await expect.poll(() => body.errored).toBeInstanceOf(OutboundFailed)
  })
})
