import { pipeline, type Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { failureFrom, OutboundFailed } from './failures.ts'

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

/**
 * The body, decoded, of at most `maxBytes`. What goes wrong ends it in an `OutboundFailed`, and `signal` in its reason.
 * `ended` is called once, when nothing more will come, however it went.
 * @throws {OutboundFailed} before a byte is read, when it says itself that it is too large or how it cannot be read.
 */
export function guardedBody(
  { statusCode, headers, body: wire }: Dispatcher.ResponseData,
  maxBytes: number,
  signal: AbortSignal,
  ended: () => void,
): Readable {
  if (Number(headers['content-length']) > maxBytes) throw new OutboundFailed('is too large')
  const isEmpty = statusCode === 204 || statusCode === 304 || headers['content-length'] === '0'
  const decoder = isEmpty ? undefined : decoderFor(headers['content-encoding'])
  let bytes = 0
  const guarded = new Transform({
    transform(chunk: Uint8Array, _encoding, callback) {
      bytes += chunk.length
      if (bytes > maxBytes) callback(new OutboundFailed('is too large'))
      else callback(null, chunk)
    },
  })
  // Here and not in `_destroy`: a stream remembers the error it was given, and tells it to whoever reads later.
  const destroy = guarded.destroy.bind(guarded)
  guarded.destroy = (error) => destroy(error && (signal.aborted ? signal.reason : failureFrom(error)))
  // Nobody may be listening yet when the deadline strikes; whoever reads on learns of it all the same.
  guarded.on('error', () => {})
  const onAbort = () => guarded.destroy(signal.reason)
  signal.addEventListener('abort', onAbort)
  const done = () => {
    signal.removeEventListener('abort', onAbort)
    ended()
  }
  if (decoder) pipeline(wire, decoder, guarded, done)
  else pipeline(wire, guarded, done)
  return guarded
}

/** One encoding, not a chain of them: each link may multiply the bytes by a thousand. */
function decoderFor(encoding: string | string[] | undefined): Transform | undefined {
  const name = String(encoding ?? 'identity')
    .trim()
    .toLowerCase()
  if (name === 'identity' || name === '') return undefined
  const create = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined
  if (!create) throw new OutboundFailed('gave an answer that cannot be read')
  return create()
}
