import busboy from 'busboy'
import { array, assert, asyncProperty, constantFrom, oneof, string, tuple, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainFields } from './plain-form.ts'

const TYPE = 'multipart/form-data; boundary=X-b'

/** What busboy makes of the same bytes; undefined when it refuses them, finds a file, or mends something. */
function byBusboy(body: Buffer): Promise<[string, string][] | undefined> {
  return new Promise((resolve) => {
    const fields: [string, string][] = []
    const parser = busboy({ headers: { 'content-type': TYPE }, defParamCharset: 'utf8' })
    parser.on('field', (name, value) => fields.push([name, value]))
    parser.on('file', (_, stream) => stream.resume() && resolve(undefined))
    parser.on('error', () => resolve(undefined))
    parser.on('close', () => resolve(fields))
    parser.end(body)
  })
}

const head = (name: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n`
const encode = (fields: readonly [string, string][]) =>
  Buffer.from(`${fields.map(([name, value]) => `--X-b\r\n${head(name)}${value}\r\n`).join('')}--X-b--\r\n`)

describe('plain forms', () => {
  it('are read as busboy reads them', async () => {
    const field = tuple(
      constantFrom('query', 'user_name', 'a[b].c-d', 'n'),
      string({ unit: 'binary', maxLength: 80 }),
    )
    await assert(
      asyncProperty(array(field, { maxLength: 6 }), async (fields) => {
        const body = encode(fields)
        const plain = plainFields(TYPE, body)
        if (plain) expect(plain).toEqual(await byBusboy(body))
      }),
      { numRuns: 500 },
    )
  })

  it('are read as busboy reads them when pieces of multipart syntax and raw bytes are strewn in', async () => {
    const pieces = constantFrom(
      ...[
        '--X-b',
        '\r\n--X-b\r\n',
        '\r\n--X-b--',
        '\r\n',
        '\r',
        '\n',
        '--',
        '"',
        '; filename="f"',
        ': ',
        '\0',
      ],
      ...['Content-Type: text/plain\r\n', head('query'), head('t'), 'x', 'é', 'x-b', ' '],
    ).map((text) => Buffer.from(text))
    const raw = uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes))
    let understood = 0
    await assert(
      asyncProperty(
        array(oneof({ weight: 5, arbitrary: pieces }, raw), { maxLength: 14 }),
        async (strewn) => {
          const body = Buffer.concat([
            Buffer.from(`--X-b\r\n${head('query')}`),
            ...strewn,
            Buffer.from('\r\n--X-b--\r\n'),
          ])
          const plain = plainFields(TYPE, body)
          if (!plain) return
          understood++
          expect(plain).toEqual(await byBusboy(body))
        },
      ),
      { numRuns: 5_000 },
    )
    expect(understood).toBeGreaterThan(500)
  })

  it('leave files, other headers and unended bodies to busboy', () => {
    for (const text of [
      '--X-b\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nx\r\n--X-b--',
      `--X-b\r\nContent-Type: text/plain\r\n${head('a')}x\r\n--X-b--`,
      `--X-b\r\n${head('a')}x`,
      `preamble\r\n--X-b\r\n${head('a')}x\r\n--X-b--`,
      '',
    ])
      expect(plainFields(TYPE, Buffer.from(text)), text).toBeUndefined()
  })
})
