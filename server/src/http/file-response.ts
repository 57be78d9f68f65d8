// A stored file as an answer: never something a browser would run, whatever it is (SECURITY.md).
import type { Readable } from 'node:stream'
import { create as dispositionOf } from 'content-disposition'
import type { FastifyRequest } from 'fastify'
import type { ByteRange } from '../blobs/blobs.ts'
import type { Answer } from './surface.ts'

/** What may be looked at in place; everything else is saved. */
const INLINE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
])

export type StoredFile = {
  size: number
  /** From our own sniffing, never from the uploader. */
  contentType: string
  filename: string
  inline: boolean
  /** Undefined when the bytes are gone. */
  open(range?: ByteRange): Promise<{ stream: Readable } | undefined>
}

/** Undefined when the bytes are gone. One range is honoured; several are answered with the whole. */
export async function fileAnswer(request: FastifyRequest, file: StoredFile): Promise<Answer> {
  const { size, contentType } = file
  const headers: Record<string, string> = {
    'content-type': contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
    'content-disposition': dispositionOf(file.filename, {
      type: file.inline && INLINE_TYPES.has(contentType) ? 'inline' : 'attachment',
    }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
  }
  const range = rangeOf(request.headers.range, size)
  if (range === 'beyond') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } }
  const length = range ? range.end - range.start + 1 : size
  const found = await file.open(range)
  if (!found) return undefined
  // A client that hangs up leaves nobody to read the file to its end.
  request.raw.once('close', () => found.stream.destroy())
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(length),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
    },
    body: found.stream,
  }
}

/** Undefined for the whole: no range, several, or one that is none (RFC 9110 14.2). */
function rangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  return start >= size || (first === '' && last === '0') ? 'beyond' : { start, end }
}
