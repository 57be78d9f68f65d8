import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestOrganisation } from '../../test/app.ts'
import { listen, type RawAnswer, send } from '../../test/raw-http.ts'

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

type Body = string | Buffer
const KIB = 1024
const MIB = 1024 * KIB

function head(type: string | undefined, length: number | 'chunked', more: string[] = []): string {
  const lines = [
    'POST /interaction HTTP/1.1',
    'Host: localhost',
    `Authorization: ${to.apiKey}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    ...more,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

const post = (type: string | undefined, body: Body, more: string[] = []) =>
  send(port, [head(type, Buffer.byteLength(body), more), body])

/** Multipart text with one part per entry; `extra` are further header lines of each part. */
function parts(boundary: string, fields: [name: string, value: string][], extra = ''): string {
  const all = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n${extra}\r\n${value}\r\n`,
  )
  return `${all.join('')}--${boundary}--\r\n`
}
const multipart = (fields: [string, string][], extra = '') =>
  post('multipart/form-data; boundary=XX', parts('XX', fields, extra))
const urlencoded = (text: string) => post('application/x-www-form-urlencoded', text)
const json = (value: unknown) =>
  post('application/json', typeof value === 'string' ? value : JSON.stringify(value))

/** Title and first message of the ticket an answer is about. */
async function stored(answer: RawAnswer): Promise<{ title: string; body: string }> {
  expect(answer.body).toBe('{"created_ticket_number":"ASM-1"}')
  const id = /\r\nx-ticket-id: (\w+)/i.exec(answer.head)?.[1] ?? ''
  return await app.core.read
    .selectFrom('conversation')
    .innerJoin('message', 'message.conversation_id', 'conversation.id')
    .select(['title', 'body'])
    .where('conversation.id', '=', id)
    .executeTakeFirstOrThrow()
}

async function refused(answer: RawAnswer, status: number, message: string): Promise<void> {
  expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error: message }])
  const tickets = await app.core.read
    .selectFrom('conversation')
    .select('id')
    .where('org_id', '=', to.org)
    .execute()
  expect(tickets).toEqual([])
}

const NO_BOUNDARY = 'the multipart boundary is missing or malformed'
const MALFORMED = 'the multipart body is malformed'

describe('multipart', () => {
  it('reads text fields', async () => {
    const answer = await multipart([
      ['query', 'The lid\r\ndoes not close'],
      ['title', 'Lid'],
    ])
    expect(await stored(answer)).toEqual({ title: 'Lid', body: 'The lid\r\ndoes not close' })
  })

  it.each([
    ['no parameter and a body that has none either', 'multipart/form-data', 'query=x'],
    ['an empty one', 'multipart/form-data; boundary=', parts('', [['query', 'x']])],
    ['one of 71 characters, sniffed', 'multipart/form-data', parts('b'.repeat(71), [['query', 'x']])],
    ['an empty body', 'multipart/form-data', ''],
    ['a first line that never ends', 'multipart/form-data', `--${'a'.repeat(5_000)}`],
  ])('refuses a boundary that is missing or malformed: %s', async (_, type, body) => {
    await refused(await post(type, body), 400, NO_BOUNDARY)
  })

  it('lives with a boundary of 200 characters', async () => {
    const boundary = 'b'.repeat(200)
    const answer = await post(
      `multipart/form-data; boundary=${boundary}`,
      parts(boundary, [['query', 'long']]),
    )
    expect(await stored(answer)).toMatchObject({ body: 'long' })
  })

  it('finds the boundary in the body when the header was copied without one', async () => {
    const answer = await post('multipart/form-data', parts('----WebKitFormBoundary7MA4', [['query', 'bare']]))
    expect(await stored(answer)).toMatchObject({ body: 'bare' })
  })

  it('finds that boundary however the network cuts the body', async () => {
    const body = parts("it's(70)+_,./:=?-", [['query', 'bare, in pieces']])
    for (const cut of [1, 2, 5, 19, 20, 21]) {
      to = await app.organisation()
      const pieces = [head('multipart/form-data', body.length), body.slice(0, cut), body.slice(cut)]
      expect(await stored(await send(port, pieces, { gap: 10 }))).toMatchObject({ body: 'bare, in pieces' })
    }
    to = await app.organisation()
    const bytes = [head('multipart/form-data', body.length), ...body]
    expect(await stored(await send(port, bytes, { gap: 1 }))).toMatchObject({ body: 'bare, in pieces' })
  })

  it('refuses a body of nothing but line breaks', async () => {
    const flood = '\r\n'.repeat(100_000)
    await refused(await post('multipart/form-data; boundary=XX', flood), 400, MALFORMED)
    await refused(await post('multipart/form-data', flood), 400, NO_BOUNDARY)
  })

  it('refuses a body that stops before its last boundary', async () => {
    const whole = parts('XX', [['query', 'x']])
    for (const length of [0, 3, 10, 40, 60, whole.length - 5])
      await refused(await post('multipart/form-data; boundary=XX', whole.slice(0, length)), 400, MALFORMED)
  })

  it.each([
    ['ten thousand fields', Array.from({ length: 10_000 }, (_, n) => [`f${n}`, 'x']), 'too many fields'],
    [
      'a field given twice',
      [
        ['query', 'x'],
        ['query', 'y'],
      ],
      'query is given twice',
    ],
    ['a long field name', [['n'.repeat(101), 'x']], 'a field name is too long'],
    [
      'an empty field name',
      [
        ['query', 'x'],
        ['', 'x'],
      ],
      'a field has no name',
    ],
  ] as [string, [string, string][], string][])('refuses %s', async (_, fields, message) => {
    await refused(await multipart(fields), 400, message)
  })

  it('refuses parts without a name, one or many', async () => {
    const part = '--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n'
    for (const count of [1, 2])
      await refused(
        await post('multipart/form-data; boundary=XX', `${part.repeat(count)}--XX--\r\n`),
        400,
        'a field has no name',
      )
  })

  it('refuses a character set nobody knows', async () => {
    await refused(
      await multipart([['query', 'x']], 'Content-Type: text/plain; charset=klingon\r\n'),
      400,
      'a field is in a character set this server does not know',
    )
  })

  it('refuses a part header of more than 16 KiB', async () => {
    const extra = `X-Long: ${'x'.repeat(17 * KIB)}\r\n`
    await refused(await multipart([['query', 'x']], extra), 400, MALFORMED)
  })

  it('keeps names that objects inherit from', async () => {
    const answer = await multipart([
      ['__proto__', 'polluted'],
      ['constructor', 'x'],
      ['toString', 'x'],
      ['query', 'still here'],
    ])
    expect(await stored(answer)).toMatchObject({ body: 'still here' })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('takes NUL characters out and mends bytes that are no UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('--XX\r\nContent-Disposition: form-data; name="query"\r\n\r\na\0b '),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('\r\n--XX--\r\n'),
    ])
    const answer = await post('multipart/form-data; boundary=XX', body)
    expect(await stored(answer)).toMatchObject({ body: 'ab \ufffd\ufffd(' })
  })
})

describe('the size of one field', () => {
  const most = 'x'.repeat(256 * KIB)
  it.each([
    ['multipart', (text: string) => multipart([['query', text]])],
    ['urlencoded', (text: string) => urlencoded(`query=${text}`)],
    ['JSON', (text: string) => json({ query: text })],
  ])('is 256 KiB at most in %s, and not a byte more', async (_, write) => {
    expect((await stored(await write(most))).body).toBe(most)
    to = await app.organisation()
    await refused(await write(`${most}x`), 400, 'query is too long (maximum 256 KiB)')
  })
})

describe('urlencoded', () => {
  it('reads text fields', async () => {
    const answer = await urlencoded('query=caf%C3%A9+lid&title=Lid&query2=%FF')
    expect(await stored(answer)).toEqual({ title: 'Lid', body: 'café lid' })
  })

  it('takes NUL characters out and mends bytes that are no UTF-8', async () => {
    expect(await stored(await urlencoded('query=a%00b%FF'))).toMatchObject({ body: 'ab\ufffd' })
  })

  it.each([
    ['a field given twice', 'query=x&query=y', 'query is given twice'],
    ['ten thousand fields', Array.from({ length: 10_000 }, (_, n) => `f${n}=x`).join('&'), 'too many fields'],
    ['a long field name', `${'n'.repeat(101)}=x`, 'a field name is too long'],
    ['a body without the query', 'title=x', 'query is required'],
    ['an empty body', '', 'query is required'],
  ])('refuses %s', async (_, body, message) => {
    await refused(await urlencoded(body), 400, message)
  })
})

describe('JSON', () => {
  it('reads texts, numbers and booleans, and ignores everything else', async () => {
    const value = { query: 12.5, title: true, meta: { deep: [1] }, tags: ['a'], user_name: null, other: 'x' }
    expect(await stored(await json(value))).toEqual({ title: 'true', body: '12.5' })
  })

  it('mends half characters and takes NUL characters out', async () => {
    const answer = await json('{"query": "a\\ud800b\\u0000c"}')
    expect(await stored(answer)).toMatchObject({ body: 'a\ufffdbc' })
  })

  it('keeps names that objects inherit from', async () => {
    const answer = await json('{"__proto__": {"polluted": 1}, "constructor": "x", "query": "still here"}')
    expect(await stored(answer)).toMatchObject({ body: 'still here' })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('is not troubled by deep nesting', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(await stored(await json(`{"x": ${deep}, "query": "deep"}`))).toMatchObject({ body: 'deep' })
  })

  it.each([
    ['an array', '[]', 'the body must be a JSON object'],
    ['a text', '"query"', 'the body must be a JSON object'],
    ['null', 'null', 'the body must be a JSON object'],
    ['nothing', '', 'the body is not valid JSON'],
    ['half an object', '{"query": "x"', 'the body is not valid JSON'],
    [
      'ten thousand fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [n, 'x']))),
      'too many fields',
    ],
  ])('refuses %s', async (_, body, message) => {
    await refused(await json(body), 400, message)
  })
})

describe('the body as a whole', () => {
  const UNSUPPORTED = 'send multipart/form-data, application/x-www-form-urlencoded or JSON'

  it.each([
    ['text/plain', UNSUPPORTED],
    ['multipart/mixed; boundary=XX', UNSUPPORTED],
    ['application/json-patch+json', UNSUPPORTED],
    ['application/json garbage', 'unsupported content type'],
    ['nonsense', 'unsupported content type'],
    [undefined, UNSUPPORTED],
  ])('is refused as %s', async (type, message) => {
    await refused(await post(type, '{"query": "x"}'), 415, message)
  })

  it.each(['gzip', 'br', 'deflate, gzip'])('is refused when compressed with %s', async (coding) => {
    await refused(
      await post('application/json', 'x', [`Content-Encoding: ${coding}`]),
      415,
      'compressed bodies are not accepted',
    )
  })

  it.each([
    ['multipart/form-data; boundary=XX', 128],
    ['application/x-www-form-urlencoded', 45],
    ['application/json', 45],
  ])('is refused as %s when it announces more than %i MiB, before it is sent', async (type, most) => {
    await refused(await send(port, [head(type, most * MIB + 1)]), 413, 'the body is too large')
  })

  it.each(['multipart/form-data; boundary=XX', 'application/x-www-form-urlencoded', 'application/json'])(
    'is refused once more than 45 MiB have come in chunks, as %s, and gives back what it held of memory',
    async (type) => {
      const chunk = `100000\r\n${'x'.repeat(MIB)}\r\n`
      for (let n = 0; n < 3; n++) {
        const chunks = Array.from({ length: 46 }, () => chunk)
        const answer = await send(port, [head(type, 'chunked'), ...chunks], { timeout: 10_000 })
        await refused(answer, 413, 'the body is too large')
      }
    },
    20_000,
  )

  it('may come in chunks', async () => {
    const body = parts('XX', [['query', 'chunked']])
    const chunks = [...body].map((byte) => `1\r\n${byte}\r\n`)
    const answer = await send(port, [
      head('multipart/form-data; boundary=XX', 'chunked'),
      ...chunks,
      '0\r\n\r\n',
    ])
    expect(await stored(answer)).toMatchObject({ body: 'chunked' })
  })
})

describe('clients that hang up in the middle', () => {
  it.each(['multipart/form-data; boundary=XX', 'multipart/form-data', 'application/json'])(
    'leave the server answering, after %s',
    async (type) => {
      const body = parts('XX', [['query', 'x']])
      for (const length of [0, 1, 30, 60])
        await send(port, [head(type, body.length), body.slice(0, length)], { gap: 5, abort: true })
      expect(await stored(await multipart([['query', 'after']]))).toMatchObject({ body: 'after' })
    },
  )
})

describe('anything at all', () => {
  const mutation = fc.record({
    at: fc.nat(400),
    remove: fc.nat(12),
    insert: fc.oneof(
      fc.constantFrom('--XX', '--XX--', '\r\n', '\n', '\r', '"', ';', ' name=', 'charset=utf-16', '\0', ':'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
  })

  it('sent as a broken form is answered within three seconds and is never the server’s fault', async () => {
    const form = parts(
      'XX',
      [
        ['query', 'x'],
        ['title', 'Lid'],
        ['user_email', 'ada@example.com'],
      ],
      'Content-Type: text/plain; charset=utf-8\r\n',
    )
    const types = fc.constantFrom('multipart/form-data; boundary=XX', 'multipart/form-data')
    await fc.assert(
      fc.asyncProperty(types, fc.array(mutation, { minLength: 1, maxLength: 4 }), async (type, mutations) => {
        let body = form
        for (const { at, remove, insert } of mutations)
          body = body.slice(0, at) + insert + body.slice(at + remove)
        const { status } = await post(type, Buffer.from(body))
        return status === 200 || status === 400
      }),
      { seed: 20_260_101, numRuns: 300 },
    )
  })

  it('sent as any type of body is answered within three seconds and is never the server’s fault', async () => {
    const types = fc.constantFrom(
      'multipart/form-data; boundary=XX',
      'multipart/form-data',
      'application/json',
      'application/x-www-form-urlencoded',
    )
    await fc.assert(
      fc.asyncProperty(types, fc.uint8Array({ maxLength: 300 }), async (type, bytes) => {
        const { status } = await post(type, Buffer.from(bytes))
        return status === 200 || status === 400
      }),
      { seed: 20_260_102, numRuns: 200 },
    )
  })
})
