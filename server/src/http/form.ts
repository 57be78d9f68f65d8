// Forms as clients really send them: multipart (with or without a boundary in the header), urlencoded, JSON.
import type { IncomingMessage } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import busboy from 'busboy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProtocolError } from './errors.ts'

export type FormFields = Record<string, string>

/** The starting limits of docs: fields 256 KiB, forty of them, a body without files within one mebibyte and a half. */
const LIMITS = { fieldSize: 256 * 1024, fields: 40, fieldNameSize: 100, files: 0, parts: 60, headerPairs: 50 }
const BODY_LIMIT = 1.5 * 1024 * 1024
/** A body that has not arrived by then will not: the connection is answered and closed. */
const DEADLINE = 15_000

/** Leaves every body as a stream; {@link readForm} decides what it is. */
export function acceptForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/**
 * All text fields of the request's body, NUL characters and lone surrogates mended.
 * @throws {ProtocolError} 400 for malformed bodies, 408 for late ones, 413 for large ones, 415 for other types.
 */
export async function readForm(request: FastifyRequest): Promise<FormFields> {
  const type = request.headers['content-type'] ?? ''
  const source = request.raw
  const fields: FormFields = Object.create(null)
  const deadline = setTimeout(
    () => source.destroy(new ProtocolError(408, 'the body took too long')),
    DEADLINE,
  )
  try {
    if (/^multipart\/form-data\b/i.test(type)) await readMultipart(source, type, fields)
    else if (/^application\/x-www-form-urlencoded\b/i.test(type)) readPairs(await readText(source), fields)
    else if (/^application\/json\b/i.test(type)) readJson(await readText(source), fields)
    else throw new ProtocolError(415, 'send multipart/form-data, application/x-www-form-urlencoded or JSON')
    return fields
  } finally {
    clearTimeout(deadline)
  }
}

async function readMultipart(source: IncomingMessage, type: string, fields: FormFields): Promise<void> {
  const { contentType, body } = /boundary=/i.test(type)
    ? { contentType: type, body: source }
    : await sniffBoundary(source)
  await new Promise<void>((resolve, reject) => {
    let received = 0
    const fail = (error: unknown) => {
      body.unpipe(parser)
      source.resume()
      reject(
        error instanceof ProtocolError ? error : new ProtocolError(400, 'the multipart body is malformed'),
      )
    }
    const parser = openParser(contentType)
    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated) fail(new ProtocolError(400, 'a field name is too long'))
      else if (valueTruncated) fail(new ProtocolError(400, `${name} is too long (maximum 256 KiB)`))
      else setField(fields, name, value, fail)
    })
    parser.on('file', (name, stream) => {
      stream.resume()
      fail(new ProtocolError(400, `${name} is a file, and this server does not take files yet`))
    })
    parser.on('fieldsLimit', () => fail(new ProtocolError(400, 'too many fields')))
    parser.on('partsLimit', () => fail(new ProtocolError(400, 'too many parts')))
    parser.on('filesLimit', () => fail(new ProtocolError(400, 'this server does not take files yet')))
    parser.on('error', fail)
    parser.on('close', resolve)
    source.on('error', fail)
    source.on('aborted', fail)
    body.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > BODY_LIMIT) fail(new ProtocolError(413, 'the body is too large'))
    })
    body.pipe(parser)
  })
}

function openParser(contentType: string): busboy.Busboy {
  try {
    return busboy({ headers: { 'content-type': contentType }, limits: LIMITS, defParamCharset: 'utf8' })
  } catch {
    // busboy refuses a header it cannot read, such as an empty boundary, by throwing: the client's fault, in our words.
    throw new ProtocolError(400, 'the multipart boundary is missing or malformed')
  }
}

/** Longest boundary of RFC 2046, with the two dashes before it. */
const BOUNDARY_LINE = /^\s*--([0-9A-Za-z'()+_,./:=?-]{1,70})\r?\n/

/** Clients that copied the header literally send no boundary: the body's first line carries it (contracts.md §1c #3). */
async function sniffBoundary(source: IncomingMessage): Promise<{ contentType: string; body: Readable }> {
  const first = await new Promise<Buffer>((resolve, reject) => {
    source.once('data', (chunk: Buffer) => {
      source.pause()
      resolve(chunk)
    })
    source.once('end', () => resolve(Buffer.alloc(0)))
    source.once('error', reject)
  })
  const boundary = BOUNDARY_LINE.exec(first.subarray(0, 100).toString('latin1'))?.[1]
  if (!boundary) throw new ProtocolError(400, 'the multipart boundary is missing or malformed')
  const body = new PassThrough()
  body.write(first)
  source.pipe(body)
  return { contentType: `multipart/form-data; boundary="${boundary}"`, body }
}

async function readText(source: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let received = 0
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue
    received += chunk.length
    if (received > BODY_LIMIT) throw new ProtocolError(413, 'the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readPairs(text: string, fields: FormFields): void {
  for (const [name, value] of new URLSearchParams(text)) setField(fields, name, value, raise)
}

function readJson(text: string, fields: FormFields): void {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    // The parser's own message quotes the body: ours says enough.
    throw new ProtocolError(400, 'the body is not valid JSON')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ProtocolError(400, 'the body must be a JSON object')
  for (const [name, value] of Object.entries(parsed)) {
    if (value === null || value === undefined) continue
    if (typeof value === 'object') continue
    setField(fields, name, String(value), raise)
  }
}

function setField(
  fields: FormFields,
  name: string,
  value: string,
  fail: (error: ProtocolError) => void,
): void {
  if (name in fields) fail(new ProtocolError(400, `${name.toWellFormed()} is given twice`))
  // PostgreSQL refuses NUL in text, and neither engine should store half a character.
  else fields[name] = value.toWellFormed().replaceAll('\0', '')
}

function raise(error: ProtocolError): never {
  throw error
}
