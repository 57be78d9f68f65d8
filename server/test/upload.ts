// Uploads as a client makes them that has more than fits in memory: written piece by piece, as fast as it is read.
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { text } from 'node:stream/consumers'

export type UploadPart = { name: string; filename?: string; bytes: number | Buffer }
export type Uploaded = { status: number; body: string; retryAfter: string | undefined }

const PIECE = Buffer.alloc(64 * 1024, 'x')

/** Chunked, one part after the other; a number of bytes stands for as many letters. Rejects when it is cut off. */
export async function upload(
  port: number,
  path: string,
  apiKey: string,
  parts: readonly UploadPart[],
): Promise<Uploaded> {
  const sending = begin(port, path, apiKey, 'multipart/form-data; boundary=XX')
  const answer = answerTo(sending)
  await Promise.race([answer, writeParts(sending, parts)])
  return await answer
}

export function begin(port: number, path: string, apiKey: string, type: string): ClientRequest {
  const headers = { authorization: apiKey, 'content-type': type }
  return request({ port, host: '127.0.0.1', method: 'POST', path, headers })
}

export async function answerTo(sending: ClientRequest): Promise<Uploaded> {
  const [response] = await once(sending, 'response')
  const body = await text(response)
  return { status: response.statusCode, body, retryAfter: response.headers['retry-after'] }
}

async function writeParts(sending: ClientRequest, parts: readonly UploadPart[]): Promise<void> {
  for (const { name, filename, bytes } of parts) {
    const file = filename === undefined ? '' : `; filename="${filename}"`
    sending.write(`--XX\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`)
    if (typeof bytes === 'number') await writeLetters(sending, bytes)
    else sending.write(bytes)
    sending.write('\r\n')
  }
  sending.end('--XX--\r\n')
}

/** Resolves when they are handed over, not before. */
export async function writeLetters(sending: ClientRequest, count: number): Promise<void> {
  for (let left = count; left > 0 && !sending.destroyed; left -= PIECE.length)
    if (!sending.write(PIECE.subarray(0, Math.min(left, PIECE.length)))) await drained(sending)
}

/** Or closed. */
function drained(sending: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sending.off('drain', done).off('close', done)
      resolve()
    }
    sending.on('drain', done).on('close', done)
  })
}
