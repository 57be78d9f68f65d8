// Forms as clients really send them: multipart (with or without a boundary in the header), urlencoded, JSON.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PutLimits, Staged } from '../blobs/blobs.ts'
import { ProtocolError } from './errors.ts'
import { Fields, inWords, tooLarge, tooManyFields } from './form-fields.ts'
import { Hold } from './memory-gate.ts'
import { readMultipart, readSmallMultipart, SMALL } from './multipart.ts'

/** What a route takes in its forms besides single text fields. */
export type FormRules = {
  /** Fields that may come several times or as arrays, also written `name[]`. */
  lists: readonly string[]
  /** Characters of the longest item of a list; a form's longer ones are cut one character after it. */
  longestItem: number
  /** Fields that may be objects in a JSON body; they become JSON text, as forms carry them. */
  objects: readonly string[]
  files?: {
    /** Names of parts that carry files, also written `name[]`; files under other names are ignored. */
    name: string
    maxBytes: number
    most: number
    stage(source: Readable, limits: PutLimits): Promise<Staged>
  }
}

/** `staged` is null when the file was larger than it may be: what follows it in the form was still read. */
export type FilePart = { staged: Staged | null; filename: string }

/** Dispose of it when its request is answered: what was not kept of its files goes, and so does its hold on memory. */
export class Form extends Fields implements AsyncDisposable {
  readonly files: FilePart[] = []
  readonly hold = new Hold()

  async [Symbol.asyncDispose](): Promise<void> {
    this.hold.release()
    for (const { staged } of this.files) await staged?.discard()
  }
}

const TEXT_ONLY: FormRules = { lists: [], longestItem: 0, objects: [] }

export const UNSUPPORTED_FORM = 'send multipart/form-data, application/x-www-form-urlencoded or JSON'

/** The largest bodies: of text alone, with files as base64 in memory, with files streamed to disk. */
const LARGEST_PLAIN = 1.5 * 1024 * 1024
const LARGEST_JSON = 64 * 1024
const LARGEST_WITH_BASE64 = 45 * 1024 * 1024
const LARGEST_WITH_FILES = 128 * 1024 * 1024

/** Leaves every body as a stream; {@link formReader} decides what it is. */
export async function acceptForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** Leaves multipart bodies as streams to the routes that read their bodies themselves; everything else stays as it is. */
export async function acceptFormsToo(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    if (request.routeOptions.config.readsBody) done(null, payload)
    else done(new ProtocolError(415, 'unsupported content type'))
  })
}

/**
 * Reads a request's body as a form: text fields with NUL characters and lone surrogates mended, lists, staged files.
 * @throws {ProtocolError} 400 for malformed bodies, 408 for late ones, 413 for large ones, 415 for other types.
 * @throws {DomainError} `unavailable` while too many large bodies are in memory.
 */
export function formReader(rules: FormRules = TEXT_ONLY): (request: FastifyRequest) => Promise<Form> {
  const largest = rules.files ? LARGEST_WITH_FILES : LARGEST_PLAIN
  const largestText = rules.files ? LARGEST_WITH_BASE64 : LARGEST_PLAIN
  return async ({ headers, body }) => {
    const type = headers['content-type'] ?? ''
    const source = body instanceof Readable ? body : Readable.from([])
    const length = Number(headers['content-length'])
    const form = new Form(rules.lists)
    const { hold } = form
    try {
      // The client may be gone before its credential was read; a dead stream would never say so.
      if (source.destroyed) throw new ProtocolError(400, 'the body was cut off')
      const [mediaType = ''] = type.toLowerCase().split(';', 1)
      switch (mediaType.trim()) {
        case 'multipart/form-data':
          if (length > largest) throw tooLarge()
          if (length <= SMALL) await readSmallMultipart(source, type, form, rules)
          else await readMultipart(source, type, form, rules, { largest, largestText, hold })
          break
        case 'application/x-www-form-urlencoded':
          readPairs(await readText(source, length, { largest: largestText, hold }), form)
          break
        case 'application/json':
          readJson(await readText(source, length, { largest: largestText, hold }), form, rules.objects)
          break
        default:
          throw new ProtocolError(415, UNSUPPORTED_FORM)
      }
      return form
    } catch (error) {
      await form[Symbol.asyncDispose]()
      throw error
    }
  }
}

/**
 * For single routes among those that read forms: the JSON itself, whatever it is, for its schema to judge.
 * @throws {ProtocolError} as {@link formReader}.
 */
export function jsonReader(): (request: FastifyRequest) => Promise<unknown> {
  return async ({ headers, body }) => {
    const [mediaType = ''] = (headers['content-type'] ?? '').toLowerCase().split(';', 1)
    if (mediaType.trim() !== 'application/json') throw new ProtocolError(415, 'unsupported content type')
    const source = body instanceof Readable ? body : Readable.from([])
    if (source.destroyed) throw new ProtocolError(400, 'the body was cut off')
    const hold = new Hold()
    try {
      const caps = { largest: LARGEST_JSON, hold }
      return parsed(await readText(source, Number(headers['content-length']), caps))
    } finally {
      hold.release()
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the body: ours says enough.
    throw new ProtocolError(400, 'the body is not valid JSON')
  }
}

/** By events, because an async iterator would take the request off its socket when it fails. */
function readText(
  source: Readable,
  announced: number,
  caps: { largest: number; hold: Hold },
): Promise<string> {
  if (announced > caps.largest) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    const fail = (error: unknown) => {
      chunks.length = 0
      source.off('data', take).resume()
      reject(inWords(error, 'the body was cut off'))
    }
    const take = (chunk: Buffer) => {
      received += chunk.length
      try {
        if (received > caps.largest) throw tooLarge()
        caps.hold.grow(received)
        chunks.push(chunk)
      } catch (error) {
        fail(error)
      }
    }
    source.on('data', take)
    source.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    source.on('error', fail)
  })
}

/** A pair or a value costs many times the memory of its text: these are refused before a parser makes them. */
const MOST_PAIRS = 1_000
const MOST_VALUES = 20_000

function readPairs(text: string, form: Fields): void {
  if (text.split('&', MOST_PAIRS + 1).length > MOST_PAIRS) throw tooManyFields()
  for (const [name, value] of new URLSearchParams(text)) form.put(name, value)
}

function readJson(text: string, form: Fields, objects: readonly string[]): void {
  if (text.length > LARGEST_PLAIN && !isMostlyStrings(text))
    throw new ProtocolError(400, 'the body has too many values')
  const given = parsed(text)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ProtocolError(400, 'the body must be a JSON object')
  for (const [name, value] of Object.entries(given)) {
    const items: unknown[] = Array.isArray(value) && form.isList(name) ? value : [value]
    for (const item of items) {
      const text = textOf(item, objects.includes(name))
      if (text !== undefined) form.put(name, text)
    }
  }
}

const [QUOTE, COMMA, BRACKET, BACKSLASH, BRACE] = [34, 44, 91, 92, 123]

/** As large bodies of files in base64 are. Counts what separates values, outside of strings. */
function isMostlyStrings(json: string): boolean {
  let values = 0
  for (let at = 0; at < json.length; at++) {
    const mark = json.charCodeAt(at)
    if (mark === QUOTE) at = endOfString(json, at)
    else if ((mark === COMMA || mark === BRACKET || mark === BRACE) && ++values > MOST_VALUES) return false
  }
  return true
}

/** @param start where its first quote stands. A quote behind an odd number of backslashes is part of it. */
function endOfString(json: string, start: number): number {
  for (let at = start; ; ) {
    at = json.indexOf('"', at + 1)
    if (at < 0) return json.length
    let before = at
    while (json.charCodeAt(before - 1) === BACKSLASH) before--
    if ((at - before) % 2 === 0) return at
  }
}

/** Undefined for what the field cannot be: it counts as not sent. */
function textOf(value: unknown, mayBeObject: boolean): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'object') return String(value)
  if (!mayBeObject) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    throw new ProtocolError(400, 'the body is nested too deeply')
  }
}
