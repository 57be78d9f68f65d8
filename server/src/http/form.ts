// Forms as clients really send them: multipart (with or without a boundary in the header), urlencoded, JSON.
import { Readable } from 'node:stream'
import busboy from 'busboy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProtocolError } from './errors.ts'
import { plainFields } from './plain-form.ts'

export type FormFields = Record<string, string>

/** The starting limits of docs: fields 256 KiB, forty of them, a body without files within one mebibyte and a half. */
const FIELD_LIMIT = 256 * 1024
const FIELDS = 40
const NAME_LIMIT = 100
const BODY_LIMIT = 1.5 * 1024 * 1024
/** One byte more than a field may have: busboy calls a field truncated as soon as it reaches its limit. */
const LIMITS = { fieldSize: FIELD_LIMIT + 1, fields: FIELDS, files: 0, parts: 60, headerPairs: 50 }

/** A multipart body of at most this many bytes is read whole before it is parsed. */
const SMALL = 64 * 1024

/** Leaves every body as a stream; {@link readForm} decides what it is. */
export async function acceptForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/**
 * All text fields of the request's body, NUL characters and lone surrogates mended.
 * @throws {ProtocolError} 400 for malformed bodies, 408 for late ones, 413 for large ones, 415 for other types.
 */
export async function readForm({ headers, body }: FastifyRequest): Promise<FormFields> {
  const type = headers['content-type'] ?? ''
  const source = body instanceof Readable ? body : Readable.from([])
  const fields: FormFields = Object.create(null)
  if (Number(headers['content-length']) > BODY_LIMIT) throw tooLarge()
  const [mediaType = ''] = type.toLowerCase().split(';', 1)
  switch (mediaType.trim()) {
    case 'multipart/form-data':
      if (Number(headers['content-length']) <= SMALL) await readSmallMultipart(source, type, fields)
      else await readMultipart(source, type, fields)
      break
    case 'application/x-www-form-urlencoded':
      for (const [name, value] of new URLSearchParams(await readText(source))) setField(fields, name, value)
      break
    case 'application/json':
      readJson(await readText(source), fields)
      break
    default:
      throw new ProtocolError(415, 'send multipart/form-data, application/x-www-form-urlencoded or JSON')
  }
  return fields
}

async function readSmallMultipart(source: Readable, type: string, fields: FormFields): Promise<void> {
  const body = await readWhole(source)
  const plain = plainFields(type, body)
  if (!plain) return await readMultipart(Readable.from([body], { objectMode: false }), type, fields)
  for (const [name, value] of plain) setField(fields, name, value)
}

/** For bodies whose announced length is small; by events, because an async iterator costs a tenth of the request. */
function readWhole(source: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    source.on('data', (chunk: Buffer) => chunks.push(chunk))
    source.on('end', () => resolve(Buffer.concat(chunks)))
    source.on('error', (error) => reject(malformed(error)))
  })
}

async function readMultipart(source: Readable, type: string, fields: FormFields): Promise<void> {
  const contentType = /boundary=/i.test(type) ? type : await sniffBoundary(source)
  await new Promise<void>((resolve, reject) => {
    let received = 0
    const fail = (error: unknown) => {
      source.unpipe(parser)
      source.resume()
      reject(malformed(error))
    }
    const parser = openParser(contentType)
    // busboy's types promise more than it gives: a part may lack a name, or be in a character set nobody knows.
    parser.on('field', (name: string | undefined, value: string | undefined, { valueTruncated }) => {
      try {
        if (name === undefined) throw new ProtocolError(400, 'a field has no name')
        if (value === undefined)
          throw new ProtocolError(400, 'a field is in a character set this server does not know')
        if (valueTruncated) throw fieldTooLong(name)
        setField(fields, name, value)
      } catch (error) {
        // What an event's listener throws is the stream's to deal with; the client is to hear our words.
        fail(error)
      }
    })
    parser.on('fieldsLimit', () => fail(tooManyFields()))
    parser.on('partsLimit', () => fail(new ProtocolError(400, 'too many parts')))
    parser.on('filesLimit', () => fail(new ProtocolError(400, 'this server does not take files yet')))
    parser.on('error', fail)
    parser.on('close', resolve)
    source.on('error', fail)
    source.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > BODY_LIMIT) fail(tooLarge())
    })
    source.pipe(parser)
  })
}

function openParser(contentType: string): busboy.Busboy {
  try {
    return busboy({ headers: { 'content-type': contentType }, limits: LIMITS, defParamCharset: 'utf8' })
  } catch {
    // busboy refuses a header it cannot read, such as an empty boundary, by throwing: the client's fault, in our words.
    throw boundaryMissing()
  }
}

/** Longest boundary of RFC 2046, with the two dashes before it. */
const BOUNDARY_LINE = /^\s*--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]*\r?\n/
const LONGEST_BOUNDARY_LINE = 100

/** Clients that copied the header literally send no boundary: the body's first line carries it (docs/contracts.md 1c#3). */
function sniffBoundary(source: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0)
    const stop = () => {
      source.off('data', read).off('end', missing).off('error', failed)
      source.pause()
    }
    // The line may come in as many pieces as the network likes.
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const boundary = BOUNDARY_LINE.exec(head.toString('latin1', 0, LONGEST_BOUNDARY_LINE))?.[1]
      if (boundary) {
        stop()
        source.unshift(head)
        resolve(`multipart/form-data; boundary="${boundary}"`)
      } else if (head.length >= LONGEST_BOUNDARY_LINE) missing()
    }
    const missing = () => {
      stop()
      reject(boundaryMissing())
    }
    const failed = (error: unknown) => reject(cutOff(error))
    source.on('data', read).on('end', missing).on('error', failed)
  })
}

/** By events, because an async iterator would take the request off its socket when it fails. */
function readText(source: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    source.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > BODY_LIMIT) reject(tooLarge())
      else chunks.push(chunk)
    })
    source.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    source.on('error', (error) => reject(cutOff(error)))
  })
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
  for (const [name, value] of Object.entries(parsed))
    if (value !== null && typeof value !== 'object') setField(fields, name, String(value))
}

function setField(fields: FormFields, name: string, value: string): void {
  if (name.length > NAME_LIMIT) throw new ProtocolError(400, 'a field name is too long')
  if (name in fields) throw new ProtocolError(400, `${name.toWellFormed()} is given twice`)
  if (Object.keys(fields).length >= FIELDS) throw tooManyFields()
  // A UTF-16 unit is at most three bytes, so that most values need no counting.
  if (value.length * 3 > FIELD_LIMIT && Buffer.byteLength(value) > FIELD_LIMIT) throw fieldTooLong(name)
  // PostgreSQL refuses NUL in text, and neither engine should store half a character.
  fields[name] = value.toWellFormed().replaceAll('\0', '')
}

const cutOff = (error: unknown) =>
  error instanceof ProtocolError ? error : new ProtocolError(400, 'the body was cut off')
const malformed = (error: unknown) =>
  error instanceof ProtocolError ? error : new ProtocolError(400, 'the multipart body is malformed')
const tooLarge = () => new ProtocolError(413, 'the body is too large')
const tooManyFields = () => new ProtocolError(400, 'too many fields')
const boundaryMissing = () => new ProtocolError(400, 'the multipart boundary is missing or malformed')
const fieldTooLong = (name: string) =>
  new ProtocolError(400, `${name.slice(0, NAME_LIMIT).toWellFormed()} is too long (maximum 256 KiB)`)
