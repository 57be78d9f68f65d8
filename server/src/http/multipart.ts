// Multipart bodies, by busboy under caps: text into the form's fields, files straight to disk.
import { Readable } from 'node:stream'
import busboy from 'busboy'
import { ProtocolError } from './errors.ts'
import type { FilePart, Form, FormRules } from './form.ts'
import {
  FIELD_LIMIT,
  fieldTooLong,
  inWords,
  MOST_FIELDS,
  singular,
  tooLarge,
  tooManyFields,
} from './form-fields.ts'
import type { Hold } from './memory-gate.ts'
import { plainFields } from './plain-form.ts'

/** A multipart body of at most this many bytes is read whole before it is parsed. */
export const SMALL = 64 * 1024

/** Of all kinds together, the ignored ones included. */
const MOST_PARTS = 60
const MALFORMED = 'the multipart body is malformed'

/** For bodies whose announced length is small: they are whole in memory before anything looks at them. */
export async function readSmallMultipart(
  source: Readable,
  type: string,
  form: Form,
  rules: FormRules,
): Promise<void> {
  const body = await readWhole(source)
  const plain = plainFields(type, body)
  if (!plain) {
    const again = Readable.from([body], { objectMode: false })
    return await readMultipart(again, type, form, rules, { largest: SMALL, largestText: SMALL })
  }
  for (const [name, value] of plain) form.put(name, value)
}

/** By events, because an async iterator costs a tenth of the request. */
function readWhole(source: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    source.on('data', (chunk: Buffer) => chunks.push(chunk))
    source.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    source.on('error', (error) => reject(inWords(error, MALFORMED)))
  })
}

/** Resolves once every file is staged; what was staged by the time it rejects stands in `form.files` for disposal. */
export async function readMultipart(
  source: Readable,
  type: string,
  form: Form,
  rules: FormRules,
  { largest, largestText, hold }: { largest: number; largestText: number; hold?: Hold },
): Promise<void> {
  const contentType = /boundary=/i.test(type) ? type : await sniffBoundary(source)
  // What broke off while nobody listened will not say so again.
  if (source.destroyed) throw new ProtocolError(400, MALFORMED)
  const stagings: Promise<FilePart | undefined>[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      let received = 0
      let inFiles = 0
      /** Files beyond their size, until they end: what busboy drops of them is not in memory. */
      const overlong = new Set<Readable>()
      const parser = openParser(contentType, rules)
      const stop = (error: unknown) => {
        source.unpipe(parser)
        // What comes from now on is dropped, and must not be held against an allowance that was given back.
        source.off('data', count).resume()
        reject(error)
        // Ends the file that is being staged, which waits for bytes that will not come. Not from within busboy's loop.
        setImmediate(() => parser.destroy())
      }
      const fail = (error: unknown) => stop(inWords(error, MALFORMED))
      /** What an event's listener throws is the stream's to deal with; the client is to hear our words. */
      const orFail =
        <A extends unknown[]>(take: (...args: A) => void) =>
        (...args: A) => {
          try {
            take(...args)
          } catch (error) {
            fail(error)
          }
        }
      // busboy's types promise more than it gives: a part may lack a name, or be in a character set nobody knows.
      const takeField = (name: string | undefined, value: string | undefined, info: busboy.FieldInfo) => {
        if (name === undefined) throw new ProtocolError(400, 'a field has no name')
        if (value === undefined)
          throw new ProtocolError(400, 'a field is in a character set this server does not know')
        if (info.valueTruncated && !form.isList(name)) throw fieldTooLong(name)
        form.put(name, value)
      }
      const takeFile = (name: string | undefined, part: Readable, info: { filename?: string }) => {
        // It ends in an error when the form is given up; without a listener, that would end the process.
        part.on('error', () => {})
        if (name === undefined) throw new ProtocolError(400, 'a field has no name')
        const { files } = rules
        const heard = (bytes: number) => {
          inFiles += bytes
        }
        part.once('limit', () => overlong.add(part)).once('end', () => overlong.delete(part))
        if (!files || singular(name) !== files.name)
          return void part.on('data', (chunk: Buffer) => heard(chunk.length))
        const staging = stageFile(part, info.filename ?? '', files, heard)
        stagings.push(staging)
        // A body cut off fails the parser too, and first; what is left is a disk that fails, which is our fault.
        staging.catch((error: unknown) => setImmediate(() => stop(error)))
      }
      const count = orFail((chunk: Buffer) => {
        received += chunk.length
        if (overlong.size > 0) inFiles += chunk.length
        if (received > largest || received - inFiles > largestText) throw tooLarge()
        hold?.grow(received - inFiles)
      })
      parser.on('field', orFail(takeField))
      parser.on('file', orFail(takeFile))
      parser.on('fieldsLimit', () => fail(tooManyFields()))
      parser.on('partsLimit', () => fail(new ProtocolError(400, 'too many parts')))
      parser.on('filesLimit', () =>
        fail(new ProtocolError(400, `too many files (maximum ${rules.files?.most ?? MOST_PARTS})`)),
      )
      parser.on('error', fail)
      parser.on('close', resolve)
      source.on('error', fail)
      source.on('data', count)
      source.pipe(parser)
    })
  } finally {
    for (const staging of await Promise.allSettled(stagings))
      if (staging.status === 'fulfilled' && staging.value) form.files.push(staging.value)
  }
  // A disk can also fail after the last byte was read.
  await Promise.all(stagings)
}

/** Undefined for what browsers send when nobody chose a file. */
async function stageFile(
  part: Readable,
  filename: string,
  { stage, maxBytes }: NonNullable<FormRules['files']>,
  heard: (bytes: number) => void,
): Promise<FilePart | undefined> {
  try {
    const staged = await stage(part, { maxBytes: maxBytes + 1, heard })
    const tooMany = staged.size > maxBytes
    if (tooMany || (staged.size === 0 && filename === '')) await staged.discard()
    if (staged.size === 0 && filename === '') return undefined
    return { staged: tooMany ? null : staged, filename }
  } finally {
    // Whoever did not read to the end keeps the parser waiting.
    part.resume()
  }
}

function openParser(contentType: string, { longestItem, files }: FormRules): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      limits: {
        // One byte more than each may have: busboy calls it truncated as soon as it reaches its limit.
        fieldSize: Math.max(FIELD_LIMIT, longestItem) + 1,
        fileSize: (files?.maxBytes ?? 0) + 1,
        fields: MOST_FIELDS,
        files: files?.most ?? MOST_PARTS,
        parts: MOST_PARTS,
        headerPairs: 50,
      },
      defParamCharset: 'utf8',
    })
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
    const failed = (error: unknown) => reject(inWords(error, 'the body was cut off'))
    source.on('data', read).on('end', missing).on('error', failed)
  })
}

const boundaryMissing = () => new ProtocolError(400, 'the multipart boundary is missing or malformed')
