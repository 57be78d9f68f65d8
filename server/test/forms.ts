// What clients of the tickets API send, for tests: forms, pictures.
import { crc32, deflateSync } from 'node:zlib'
import type { TestApp } from './app.ts'

export type FormValue = string | number | Blob | readonly (string | Blob)[]
type Inject = { statusCode: number; body: string; headers: Record<string, unknown>; json(): unknown }

/** Posts a multipart form as a browser would: an array becomes repeated fields, a Blob a file. */
export async function postForm(
  app: Pick<TestApp, 'http'>,
  url: string,
  authorization: string,
  fields: Record<string, FormValue>,
  headers: Record<string, string> = {},
): Promise<Inject> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const item of Array.isArray(value) ? value : [value])
      form.append(name, item instanceof Blob ? item : String(item))
  const request = new Request('http://x', { method: 'POST', body: form })
  return await app.http.inject({
    method: 'POST',
    url,
    headers: { authorization, 'content-type': request.headers.get('content-type') ?? '', ...headers },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

/** A whole grey PNG of that size, written by hand; `extra` bytes after its end make it as large as one likes. */
export function png(width: number, height: number, extra = 0): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (width + 1)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.alloc(extra),
  ])
}

export function file(bytes: Uint8Array | string, name: string, type = 'application/octet-stream'): File {
  return new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type })
}
