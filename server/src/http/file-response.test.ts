import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { parse as parseDisposition } from 'content-disposition'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/app.ts'
import { listen, send } from '../../test/raw-http.ts'
import type { ByteRange } from '../blobs/blobs.ts'
import { createLog } from '../log.ts'
import { anybody } from './anybody.ts'
import { fileAnswer, type StoredFile } from './file-response.ts'
import { problems } from './problem.ts'
import { createHttpServer } from './server.ts'
import { mount, route } from './surface.ts'

const MIB = 1024 * 1024

let app: TestApp
let http: ReturnType<typeof createHttpServer>
let port: number
/** What is asked for, and every stream that was opened for it. */
let stored: StoredFile
let opened: Readable[]
const logged: string[] = []
beforeAll(async () => {
  app = await createTestApp()
  http = createHttpServer({
    logger: createLog('warn', { write: (line) => void logged.push(line) }),
    trustProxy: [],
  })
  const handle = async ({ request }: { request: Parameters<typeof fileAnswer>[0] }) =>
    (await fileAnswer(request, stored)) ?? { status: 404, body: { gone: true } }
  const doc = { summary: 'A file', answers: {} }
  const routes = [route('GET', '/file', { auth: anybody, doc, handle })]
  const about = { title: 'Files', about: 'One file.', bodies: {} }
  await mount(http, app.core, { name: 'files', base: '/', ...about, errors: problems, routes })
  port = await listen(http)
})
afterAll(async () => {
  await http.close()
  await app.close()
  expect(logged).toEqual([])
})

function storeBytes(bytes: Buffer, facts: Partial<StoredFile> = {}): void {
  opened = []
  stored = {
    size: bytes.length,
    contentType: 'image/png',
    filename: 'lid.png',
    inline: false,
    async open(range?: ByteRange) {
      const part = range ? bytes.subarray(range.start, range.end + 1) : bytes
      const pieces = Array.from({ length: Math.ceil(part.length / 65_536) }, (_, at) =>
        part.subarray(at * 65_536, (at + 1) * 65_536),
      )
      const stream = Readable.from(pieces, { objectMode: false })
      opened.push(stream)
      return { stream }
    },
    ...facts,
  }
}
const ask = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  http.inject({ method, url: '/file', headers })
const allClosed = () => opened.every((stream) => stream.destroyed)

it('says what a browser may do with it: nothing', async () => {
  storeBytes(Buffer.from('bytes'))
  const { statusCode, headers, body } = await ask()
  expect([statusCode, body]).toEqual([200, 'bytes'])
  const { 'x-request-id': _, date: __, connection: ___, ...rest } = headers
  expect(rest).toEqual({
    'content-type': 'image/png',
    'content-disposition': 'attachment; filename=lid.png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'content-length': '5',
  })
})

it('is 404 when its bytes are gone, if its surface says so', async () => {
  storeBytes(Buffer.from('bytes'), { open: async () => undefined })
  expect((await ask()).statusCode).toBe(404)
})

describe('inline', () => {
  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'])(
    'may be %s',
    async (type) => {
      storeBytes(Buffer.from('x'), { contentType: type, inline: true })
      const { headers } = await ask()
      expect(headers['content-type']).toBe(type)
      expect(headers['content-disposition']).toBe('inline; filename=lid.png')
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    },
  )

  it('may be text, whose characters are named', async () => {
    storeBytes(Buffer.from('x'), { contentType: 'text/plain', filename: 'a.html', inline: true })
    const { headers } = await ask()
    expect([headers['content-type'], headers['content-disposition']]).toEqual([
      'text/plain; charset=utf-8',
      'inline; filename=a.html',
    ])
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xml',
    'application/octet-stream',
    'application/zip',
    'video/mp4',
    'audio/mpeg',
    'IMAGE/PNG',
    'image/png; x=y',
  ])('may not be %s', async (type) => {
    storeBytes(Buffer.from('x'), { contentType: type, inline: true })
    expect((await ask()).headers['content-disposition']).toBe('attachment; filename=lid.png')
  })

  it('is nothing that was not asked for so', async () => {
    storeBytes(Buffer.from('x'), { contentType: 'text/plain' })
    expect((await ask()).headers['content-disposition']).toBe('attachment; filename=lid.png')
  })
})

describe('a range', () => {
  it.each([
    ['of the first byte', 'bytes=0-0', 'bytes 0-0/10', '0'],
    ['of the last byte', 'bytes=9-9', 'bytes 9-9/10', '9'],
    ['from the middle', 'bytes=2-4', 'bytes 2-4/10', '234'],
    ['without an end', 'bytes=7-', 'bytes 7-9/10', '789'],
    ['with an end beyond', 'bytes=7-99', 'bytes 7-9/10', '789'],
    ['of the last bytes', 'bytes=-3', 'bytes 7-9/10', '789'],
    ['of more last bytes than there are', 'bytes=-99', 'bytes 0-9/10', '0123456789'],
    ['of everything', 'bytes=0-', 'bytes 0-9/10', '0123456789'],
    ['with white space around', ' bytes=0-1 ', 'bytes 0-1/10', '01'],
  ])('%s is honoured', async (_, range, contentRange, body) => {
    storeBytes(Buffer.from('0123456789'))
    const answer = await ask({ range })
    expect([answer.statusCode, answer.headers['content-range'], answer.body]).toEqual([
      206,
      contentRange,
      body,
    ])
    expect(answer.headers['content-length']).toBe(String(body.length))
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    ['that begins behind the end', 'bytes=10-', 10],
    ['far behind the end', 'bytes=999999999999999-', 10],
    ['of no last bytes', 'bytes=-0', 10],
    ['of an empty file', 'bytes=0-', 0],
    ['of the end of an empty file', 'bytes=-5', 0],
  ])('%s is refused, and nothing is opened', async (_, range, size) => {
    storeBytes(Buffer.alloc(size))
    const answer = await ask({ range })
    expect([answer.statusCode, answer.headers['content-range'], answer.body]).toEqual([
      416,
      `bytes */${size}`,
      '',
    ])
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(opened).toEqual([])
  })

  it.each([
    ['several', 'bytes=0-1,4-5'],
    ['backwards', 'bytes=5-2'],
    ['of nothing', 'bytes=-'],
    ['empty', 'bytes='],
    ['in another unit', 'items=0-1'],
    ['of words', 'bytes=a-b'],
    ['negative', 'bytes=--5'],
    ['with a sign', 'bytes=+0-1'],
    ['with a fraction', 'bytes=0.5-1'],
    ['longer than any file', `bytes=${'9'.repeat(16)}-`],
    ['in hexadecimal', 'bytes=0x0-0x1'],
    ['with more behind it', 'bytes=0-1; x'],
  ])('%s counts as none', async (_, range) => {
    storeBytes(Buffer.from('0123456789'))
    const answer = await ask({ range })
    expect([answer.statusCode, answer.body, answer.headers['content-range']]).toEqual([
      200,
      '0123456789',
      undefined,
    ])
  })
})

describe('asked for by HEAD', () => {
  it('has all headers and no body, and leaves nothing open', async () => {
    storeBytes(Buffer.from('0123456789'))
    const [get, head] = [await ask(), await ask({}, 'HEAD')]
    for (const name of ['content-type', 'content-disposition', 'content-length', 'accept-ranges'])
      expect(head.headers[name], name).toBe(get.headers[name])
    expect([head.statusCode, head.body]).toEqual([200, ''])
    await expect.poll(allClosed).toBe(true)
  })

  it('has the facts of a range', async () => {
    storeBytes(Buffer.from('0123456789'))
    const { statusCode, headers, body } = await ask({ range: 'bytes=2-4' }, 'HEAD')
    expect([statusCode, headers['content-range'], headers['content-length'], body]).toEqual([
      206,
      'bytes 2-4/10',
      '3',
      '',
    ])
  })
})

describe('over a real connection', () => {
  const request = 'GET /file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'

  it('arrives whole, and is closed', async () => {
    const bytes = randomBytes(8 * MIB)
    storeBytes(bytes)
    const answer = await fetch(`http://127.0.0.1:${port}/file`)
    const digest = (of: Uint8Array) => createHash('sha256').update(of).digest('hex')
    expect(digest(new Uint8Array(await answer.arrayBuffer()))).toBe(digest(bytes))
    await expect.poll(allClosed).toBe(true)
  })

  it('is not read on for a client that hung up', async () => {
    let pieces = 0
    const endless = new Readable({
      read() {
        pieces++
        this.push(Buffer.alloc(65_536))
      },
    })
    storeBytes(Buffer.alloc(0), { size: 10_000 * MIB, open: async () => ({ stream: endless }) })
    await send(port, [request], { gap: 50, abort: true })
    await expect.poll(() => endless.destroyed).toBe(true)
    const read = pieces
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(pieces).toBe(read)
  })

  it('that breaks in the middle is cut off, not filled up', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(1_000, 'x')
        await new Promise((resolve) => setTimeout(resolve, 20))
        throw new Error('the disk broke')
      })(),
      { objectMode: false },
    )
    storeBytes(Buffer.alloc(0), { size: 5_000, open: async () => ({ stream: broken }) })
    const answer = await send(port, [request], { untilClosed: true })
    expect([answer.status, answer.body.length]).toEqual([200, 1_000])
  })
})

describe('a name', () => {
  it.each([
    ['plain', 'a b.png', 'attachment; filename="a b.png"'],
    ['with quotes', 'a"b\\c.png', 'attachment; filename="a\\"b\\\\c.png"'],
    ['with a semicolon', 'a; filename=b.exe', 'attachment; filename="a; filename=b.exe"'],
    [
      'in Latin letters',
      'Übersicht.pdf',
      'attachment; filename="?bersicht.pdf"; filename*=UTF-8\'\'%C3%9Cbersicht.pdf',
    ],
    [
      'in Japanese',
      '請求書.pdf',
      'attachment; filename="???.pdf"; filename*=UTF-8\'\'%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf',
    ],
    ['with an emoji', '😀.png', 'attachment; filename="??.png"; filename*=UTF-8\'\'%F0%9F%98%80.png'],
    ['that looks encoded', '%41.png', "attachment; filename=%41.png; filename*=UTF-8''%2541.png"],
  ])('%s', async (_, filename, header) => {
    storeBytes(Buffer.from('x'), { filename })
    expect((await ask()).headers['content-disposition']).toBe(header)
  })

  it.each([
    'a\r\nSet-Cookie: session=1\r\n\r\n<script>.png',
    'a\u0000b.png',
    'a\u202egnp.exe',
    "a'b''c.png",
    '文'.repeat(200),
    '\u0080\u009f.png',
    '"',
    '\\',
    ' ',
  ])('that is hostile stays a name: %j', async (filename) => {
    storeBytes(Buffer.from('x'), { filename })
    const answer = await fetch(`http://127.0.0.1:${port}/file`)
    const header = answer.headers.get('content-disposition') ?? ''
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(header).toMatch(/^attachment; filename=[\x20-\x7e]+$/)
    expect(parseDisposition(header)).toMatchObject({ type: 'attachment', parameters: { filename } })
  })
})
