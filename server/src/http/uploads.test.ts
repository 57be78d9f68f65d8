import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../test/app.ts'
import { type FormValue, file, png, postForm } from '../../test/forms.ts'
import { listen, send } from '../../test/raw-http.ts'
import { answerTo, begin, type UploadPart, upload, writeLetters } from '../../test/upload.ts'
import { formReader } from './form.ts'
import { Hold } from './memory-gate.ts'

const MIB = 1024 * 1024
let app: TestApp
let port: number
let to: TestOrganisation
beforeAll(async () => {
  app = await createTestApp()
  port = await listen(app.http)
})
afterAll(() => app.close())
beforeEach(async () => {
  to = await app.organisation()
})

const REPLY = '/interactions/reply?source_specific_id=T1'
const AUTHOR = '{"email":"ada@example.com"}'
const create = (fields: Record<string, FormValue>) => postForm(app, '/interactions', to.apiKey, fields)
const send128 = (path: string, parts: readonly UploadPart[]) => upload(port, path, to.apiKey, parts)
const field = (name: string, value: string): UploadPart => ({ name, bytes: Buffer.from(value) })
const letters = (bytes: number, filename = 'a.txt'): UploadPart => ({ name: 'files', filename, bytes })

const attachments = () =>
  app.core.read.selectFrom('attachment').selectAll().where('org_id', '=', to.org).orderBy('number').execute()
const messages = () =>
  app.core.read.selectFrom('message').select('body').where('org_id', '=', to.org).execute()
const temporary = () => readdir(join(app.place.dataDir, 'blobs', 'tmp'))
async function nothingStored(): Promise<void> {
  await expect.poll(temporary).toEqual([])
  expect([await attachments(), await messages()]).toEqual([[], []])
}
async function contents(sha256: string | null): Promise<Buffer> {
  const found = await app.blobs.open(sha256 ?? '')
  return found ? await buffer(found.stream) : Buffer.alloc(0)
}

describe('a file may be', () => {
  it('of exactly 4 MiB in a new ticket, and not a byte larger', async () => {
    const whole = (size: number) => png(1, 1, size - png(1, 1).length)
    expect((await create({ query: 'x', files: file(whole(4 * MIB), 'a.png') })).statusCode).toBe(200)
    expect((await attachments()).map(({ byte_size }) => byte_size)).toEqual([4 * MIB])
    to = await app.organisation()
    const refused = await create({ query: 'x', files: file(whole(4 * MIB + 1), 'a.png') })
    expect([refused.statusCode, refused.json()]).toEqual([400, { error: 'File size exceeds 4MB' }])
    await nothingStored()
  })

  it('of exactly 32 MiB in a reply, and not a byte larger', async () => {
    await create({ query: 'x', source_specific_id: 'T1' })
    const form = [field('content', 'x'), field('user', AUTHOR)]
    expect(await send128(REPLY, [letters(32 * MIB), ...form])).toMatchObject({ status: 200 })
    expect(await send128(REPLY, [letters(32 * MIB + 1), ...form])).toMatchObject({
      status: 413,
      body: '{"error":"File size exceeds 32MB"}',
    })
    expect((await attachments()).map(({ byte_size }) => byte_size)).toEqual([32 * MIB])
    expect(await temporary()).toEqual([])
  })

  it.each([
    ['/interactions', 400, '{"error":"File size exceeds 4MB"}'],
    [REPLY, 413, '{"error":"File size exceeds 32MB"}'],
  ])('far too large, and %s still says so', async (path, status, body) => {
    // What is dropped of a file counts neither as text nor as memory: with it, this was "the body is too large", or a 503.
    const parts = [letters(100 * MIB), field('query', 'x'), field('content', 'x'), field('user', AUTHOR)]
    expect(await send128(path, parts)).toMatchObject({ status, body })
    await nothingStored()
  })

  it('too large, but what is checked first is said first', async () => {
    const parts = [letters(33 * MIB), field('user', AUTHOR)]
    expect(await send128(REPLY, parts)).toMatchObject({
      status: 400,
      body: '{"error":"content is required"}',
    })
    expect(await send128('/interaction', [letters(5 * MIB)])).toMatchObject({
      status: 400,
      body: '{"error":"query is required"}',
    })
    await nothingStored()
  })
})

describe('files', () => {
  const inThreeForms = (parts: number) => ({
    query: 'x',
    files: Array.from({ length: parts }, (_, n) => file(png(n + 1, 1), `${n}.png`)),
    files_base64: Array.from({ length: 6 }, (_, n) => png(1, n + 2).toString('base64')),
    files_image_url: Array.from({ length: 6 }, (_, n) => `https://example.com/${n}.png`),
  })

  it('may be twenty in all three forms together', async () => {
    expect((await create(inThreeForms(8))).statusCode).toBe(200)
    expect(await attachments()).toHaveLength(20)
  })

  it.each([
    ['in all three forms together', () => inThreeForms(9)],
    ['as parts', () => ({ query: 'x', files: Array.from({ length: 21 }, () => file('', 'a.png')) })],
    ['as base64', () => ({ query: 'x', files_base64: Array.from({ length: 21 }, () => 'eA==') })],
  ])('may not be twenty-one: %s', async (_, fields) => {
    const answer = await create(fields())
    expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'too many files (maximum 20)' }])
    await nothingStored()
  })

  it('under other names are ignored, whatever they are', async () => {
    const parts: UploadPart[] = ['file', 'Files', 'files[0]', 'query', '__proto__'].map((name) => ({
      name,
      filename: 'a.exe',
      bytes: 10_000,
    }))
    const all = [...parts, { name: 'attachment', filename: 'b', bytes: 100 * MIB }, field('query', 'x')]
    expect(await send128('/interaction', all)).toMatchObject({ status: 200 })
    expect([await attachments(), await temporary()]).toEqual([[], []])
  })

  it('may be called files[]', async () => {
    await create({ query: 'x', 'files[]': [file(png(1, 1), 'a.png'), file(png(2, 2), 'b.png')] })
    expect((await attachments()).map(({ filename }) => filename)).toEqual(['a.png', 'b.png'])
  })

  it('that nobody chose in a browser are none', async () => {
    expect((await create({ query: 'x', files: file('', '') })).statusCode).toBe(200)
    expect([await attachments(), await temporary()]).toEqual([[], []])
  })

  it('come in order, small ones among large ones', async () => {
    await create({ query: 'x', source_specific_id: 'T1' })
    const small = Buffer.from('the small one')
    const parts = [
      letters(5 * MIB, 'first'),
      { name: 'files', filename: 'second', bytes: small },
      field('content', 'x'),
      letters(3 * MIB, 'third'),
      field('user', AUTHOR),
    ]
    expect(await send128(REPLY, parts)).toMatchObject({ status: 200 })
    const stored = await attachments()
    expect(stored.map(({ filename, byte_size }) => [filename, byte_size])).toEqual([
      ['first', 5 * MIB],
      ['second', small.length],
      ['third', 3 * MIB],
    ])
    expect(await contents(stored[1]?.sha256 ?? null)).toEqual(small)
    expect((await contents(stored[2]?.sha256 ?? null)).equals(Buffer.alloc(3 * MIB, 'x'))).toBe(true)
  })

  it('of 128 MiB together pass through a few megabytes of memory', async () => {
    await create({ query: 'x', source_specific_id: 'T1' })
    const used = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
    const before = used()
    let most = 0
    const looking = setInterval(() => {
      most = Math.max(most, used() - before)
    }, 5)
    const parts = [32, 32, 32, 31].map((size, n) => letters(size * MIB, `${n}.bin`))
    const answer = await send128(REPLY, [field('content', 'x'), field('user', AUTHOR), ...parts])
    clearInterval(looking)
    expect(answer).toMatchObject({ status: 200 })
    expect(most).toBeLessThan(64 * MIB)
    const byTheByte = await send128(REPLY, [...parts, letters(2 * MIB)])
    expect(byTheByte).toMatchObject({ status: 413, body: '{"error":"the body is too large"}' })
  })
})

describe('an upload that breaks off', () => {
  const part = (name: string) => `--XX\r\nContent-Disposition: form-data; ${name}filename="a.png"\r\n\r\n`
  const head = (type = 'multipart/form-data; boundary=XX') =>
    `POST /interaction HTTP/1.1\r\nHost: x\r\nAuthorization: ${to.apiKey}\r\nContent-Type: ${type}\r\n`

  it.each(['name="files"; ', 'name="other"; ', ''])(
    'in a file (%j) leaves nothing, and the server standing',
    async (name) => {
      const large = [`${head()}Content-Length: 9000000\r\n\r\n`, part(name), Buffer.alloc(200_000)]
      await send(port, large, { gap: 20, abort: true })
      await nothingStored()
      // Small ones are read whole before anybody looks at them.
      const cut = `${part(name)}not finished`
      const answer = await send(port, [`${head()}Content-Length: ${cut.length}\r\n\r\n${cut}`])
      expect(answer.status).toBe(400)
      await nothingStored()
      expect((await create({ query: 'still here' })).statusCode).toBe(200)
    },
  )

  it('between two files leaves neither', async () => {
    const first = Buffer.concat([Buffer.from(part('name="files"; ')), png(9, 9), Buffer.from('\r\n')])
    const pieces = [`${head()}Content-Length: 9000000\r\n\r\n`, first, part('name="files"; '), 'half']
    await send(port, pieces, { gap: 20, abort: true })
    await nothingStored()
  })

  it('where its boundary is still being looked for is over', async () => {
    const bad = `${head('multipart/form-data')}Transfer-Encoding: chunked\r\n\r\n6\r\n--XX\r\n\r\nnonsense\r\n`
    expect((await send(port, [bad], { untilClosed: true })).status).toBe(400)
    await nothingStored()
  })

  it.each([
    'multipart/form-data; boundary=XX',
    'multipart/form-data',
    'application/json',
    'application/x-www-form-urlencoded',
  ])('before anybody listens is noticed: %s', async (type) => {
    const body = new Readable({ read() {} })
    body.destroy()
    const request = { headers: { 'content-type': type }, body } as unknown as FastifyRequest
    await expect(formReader()(request)).rejects.toMatchObject({ status: 400 })
  })

  it('in the moment its boundary was found is noticed', async () => {
    const body = new Readable({ read() {} })
    body.push(`--XX\r\n`)
    body.once('data', () => body.destroy())
    const request = { headers: { 'content-type': 'multipart/form-data' }, body } as unknown as FastifyRequest
    await expect(formReader()(request)).rejects.toMatchObject({ status: 400 })
  })
})

describe('a disk that fails', () => {
  const blobsDir = () => join(app.place.dataDir, 'blobs')
  const INTERNAL = { error: 'internal error, it has been logged' }

  it('as a file arrives gives 503 and stores nothing, and the next one is taken when it is back', async () => {
    await rename(join(blobsDir(), 'tmp'), join(blobsDir(), 'gone'))
    try {
      const small = await create({ query: 'x', files: file(png(1, 1), 'a.png') })
      expect([small.statusCode, small.json()]).toEqual([503, INTERNAL])
      expect(small.headers['retry-after']).toBe('2')
      const large = await send128('/interaction', [letters(3 * MIB), field('query', 'x'), letters(3 * MIB)])
      expect([large.status, JSON.parse(large.body), large.retryAfter]).toEqual([503, INTERNAL, '2'])
      const base64 = await create({ query: 'x', files_base64: png(1, 1).toString('base64') })
      expect(base64.statusCode).toBe(503)
    } finally {
      await rename(join(blobsDir(), 'gone'), join(blobsDir(), 'tmp'))
    }
    await nothingStored()
    expect((await create({ query: 'x', files: file(png(1, 1), 'a.png') })).statusCode).toBe(200)
  })

  it('as it gives a file its name gives 503 and stores nothing', async () => {
    // No other test stores these bytes: their folder is not known to be there yet.
    const bytes = png(77, 77)
    const { createHash } = await import('node:crypto')
    const home = join(blobsDir(), createHash('sha256').update(bytes).digest('hex').slice(0, 2))
    const aside = `${home}-aside`
    await rename(home, aside).catch(() => mkdir(aside))
    await writeFile(home, 'a file where the folder should be')
    try {
      const answer = await create({ query: 'x', files: file(bytes, 'a.png') })
      expect([answer.statusCode, answer.json()]).toEqual([503, INTERNAL])
      await nothingStored()
    } finally {
      await rm(home)
      await rename(aside, home)
    }
    expect((await create({ query: 'x', files: file(bytes, 'a.png') })).statusCode).toBe(200)
  })
})

describe('large bodies that must be whole in memory', () => {
  const WHOLE = 97 * MIB
  /** All of it can be held at once only while nobody holds any. */
  const allowanceIsWhole = () => {
    const hold = new Hold()
    try {
      hold.grow(WHOLE)
      return true
    } catch {
      // Somebody does.
      return false
    } finally {
      hold.release()
    }
  }
  const START = '{"query":"x","unknown":"'
  async function held(size: number) {
    const sending = begin(port, '/interaction', to.apiKey, 'application/json')
    // An answer that comes early ends the sending; who waits for it is told.
    sending.on('error', () => {})
    const answer = answerTo(sending)
    answer.catch(() => {})
    sending.write(START)
    await Promise.race([writeLetters(sending, size), answer])
    return { sending, answer, finish: () => sending.end('"}') }
  }

  it('are refused with 503 and Retry-After beyond the allowance, which is whole again afterwards', async () => {
    const [one, two, three] = await Promise.all([held(40 * MIB), held(40 * MIB), held(40 * MIB)])
    for (const each of [one, two, three]) each.finish()
    const answers = await Promise.all([one.answer, two.answer, three.answer])
    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    for (const { body, retryAfter } of refused)
      expect([body, retryAfter]).toEqual(['{"error":"too many large requests at once"}', '2'])
    // The others were read to their end, and found wanting.
    const read = answers.filter(({ status }) => status !== 503)
    expect(read.length).toBeGreaterThan(0)
    for (const { status, body } of read)
      expect([status, body]).toEqual([400, '{"error":"unknown is too long (maximum 256 KiB)"}'])
    await expect.poll(allowanceIsWhole).toBe(true)
  })

  it('give back what they held when they break off or turn out too large', async () => {
    const broken = await held(20 * MIB)
    await expect.poll(allowanceIsWhole).toBe(false)
    broken.sending.destroy()
    await expect.poll(allowanceIsWhole).toBe(true)
    const tooLarge = await held(46 * MIB)
    expect(await tooLarge.answer).toMatchObject({ status: 413, body: '{"error":"the body is too large"}' })
    await expect.poll(allowanceIsWhole).toBe(true)
    const parts = [field('query', 'x'), { name: 'files_base64', bytes: 6 * MIB }]
    expect((await send128('/interaction', parts)).status).toBe(400)
    expect(allowanceIsWhole()).toBe(true)
  })

  it('are not held any more once a form is refused, however much of it still comes', async () => {
    const parts = [field('query', 'x'), field('query', 'twice'), { name: 'title', bytes: 20 * MIB }]
    expect(await send128('/interaction', parts)).toMatchObject({ status: 400 })
    await expect.poll(allowanceIsWhole).toBe(true)
  })

  it('are not held for files, however many', async () => {
    const parts = [letters(60 * MIB), field('query', 'x')]
    const answers = await Promise.all(Array.from({ length: 3 }, () => send128('/interaction', parts)))
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('may be one long string, and not a million values', async () => {
    const ask = (body: string) =>
      app.http.inject({
        method: 'POST',
        url: '/interaction',
        headers: { authorization: to.apiKey, 'content-type': 'application/json' },
        payload: body,
      })
    const error = async (body: string) => (await ask(body)).json().error
    const long = ',[{'.repeat(MIB)
    for (const text of [long, `${long}\\"`, `\\\\${long}`, `\\"${long}\\\\`])
      expect(await error(`{"query":"x","title":"${text}"}`)).toBe('title is too long (maximum 256 KiB)')
    const values = (item: string) => `{"query":"x","unknown":[${item.repeat(2 * MIB)}0]}`
    for (const item of ['[],', '"",', '{},', '0,'])
      expect(await error(values(item))).toBe('the body has too many values')
    expect(await error(`{"title":"\\\\",${values('0,').slice(1)}`)).toBe('the body has too many values')
    expect(await error(`{"title":"${'x'.repeat(2 * MIB)}`)).toBe('the body is not valid JSON')
  })

  it('may be one long pair, and not a million', async () => {
    const type = 'application/x-www-form-urlencoded'
    const ask = async (payload: string) => {
      const headers = { authorization: to.apiKey, 'content-type': type }
      return await app.http.inject({ method: 'POST', url: '/interaction', headers, payload })
    }
    expect((await ask(`query=x${'&'.repeat(999)}`)).statusCode).toBe(200)
    const started = performance.now()
    for (const pairs of [`query=x${'&'.repeat(1_000)}`, 'a&'.repeat(10 * MIB)])
      expect((await ask(pairs)).json()).toEqual({ error: 'too many fields' })
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

it('base64 that is megabytes of white space and then none is refused at once', async () => {
  const started = performance.now()
  for (const files_base64 of [`${' '.repeat(4 * MIB)}!`, `AAAA${'\n'.repeat(4 * MIB)}=${' '.repeat(MIB)}!`])
    expect((await create({ query: 'x', files_base64 })).json()).toEqual({ error: 'file could not be opened' })
  expect(performance.now() - started).toBeLessThan(2_000)
  const spaced = png(1, 1).toString('base64').replaceAll(/(.)/g, ' $1\n')
  expect((await create({ query: 'x', files_base64: spaced })).statusCode).toBe(200)
})
