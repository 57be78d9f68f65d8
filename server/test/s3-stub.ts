import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'

export type S3Stub = {
  url: string
  /** Keyed by bucket and object key: `bucket/key`. */
  objects: Map<string, Buffer>
  close: () => Promise<void>
}

type Credentials = { accessKeyId: string; secretAccessKey: string }
type Answer = { status: number; headers?: Record<string, string | number>; body?: Buffer | string }

const SKEW = 15 * 60_000

/** S3's path-style object calls in memory. Like S3, it refuses a request whose signature it cannot recompute. */
export async function startS3Stub(credentials: Credentials): Promise<S3Stub> {
  const objects = new Map<string, Buffer>()
  const written = new Map<string, Date>()
  const server = createServer((request, response) => {
    serve(request, credentials, { objects, written }).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, failure(500, 'InternalError', String(error))),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the stub has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    objects,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
}

function failure(status: number, code: string, message = code): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml' }, body }
}

async function serve(
  request: IncomingMessage,
  credentials: Credentials,
  { objects, written }: { objects: Map<string, Buffer>; written: Map<string, Date> },
): Promise<Answer> {
  const body = await buffer(request)
  const url = new URL(request.url ?? '/', 'http://stub')
  const refusal = await verify(request, url, body, credentials)
  if (refusal) return request.method === 'HEAD' ? { status: refusal.status } : refusal
  const key = decodeURIComponent(url.pathname.slice(1))
  switch (request.method) {
    case 'PUT':
      if (request.headers['content-length'] === undefined) return failure(411, 'MissingContentLength')
      objects.set(key, body)
      written.set(key, new Date())
      return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } }
    case 'GET':
      if (url.searchParams.get('list-type') === '2')
        return list(key.replace(/\/$/, ''), url.searchParams, objects, written)
      return get(objects.get(key), request.headers.range)
    case 'HEAD': {
      const found = objects.get(key)
      const modified = written.get(key)?.toUTCString() ?? ''
      return found
        ? { status: 200, headers: { 'content-length': found.length, 'last-modified': modified } }
        : { status: 404 }
    }
    case 'DELETE':
      objects.delete(key)
      return { status: 204 }
    default:
      return failure(405, 'MethodNotAllowed')
  }
}

/** Pages of two, so that whoever lists must turn them. */
function list(
  bucket: string,
  query: URLSearchParams,
  objects: Map<string, Buffer>,
  written: Map<string, Date>,
): Answer {
  const prefix = query.get('prefix') ?? ''
  const names = [...objects.keys()]
    .filter((key) => key.startsWith(`${bucket}/${prefix}`))
    .map((key) => key.slice(bucket.length + 1))
    .sort()
  const start = Number(query.get('continuation-token') ?? 0)
  const shown = names.slice(start, start + 2)
  const entries = shown.map((name) => {
    // Whole seconds, as S3 tells time.
    const at = `${written.get(`${bucket}/${name}`)?.toISOString().slice(0, 19)}.000Z`
    return `<Contents><Key>${name.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</Key><LastModified>${at}</LastModified></Contents>`
  })
  const more = start + 2 < names.length
  const next = more ? `<NextContinuationToken>${start + 2}</NextContinuationToken>` : ''
  const body = `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

function get(found: Buffer | undefined, range: string | undefined): Answer {
  if (!found) return failure(404, 'NoSuchKey')
  if (range === undefined) return { status: 200, body: found }
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? []
  const start = Number(first)
  if (first === '' || start >= found.length) return failure(416, 'InvalidRange')
  const body = found.subarray(start, Number(last) + 1)
  const shown = `bytes ${start}-${start + body.length - 1}/${found.length}`
  return { status: 206, headers: { 'content-range': shown }, body }
}

async function verify(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  credentials: Credentials,
): Promise<Answer | undefined> {
  const { authorization = '' } = request.headers
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), /.exec(
    authorization,
  )
  const [, accessKeyId, region, signedHeaders] = scope ?? []
  if (!region || !signedHeaders) return failure(403, 'AccessDenied')
  if (accessKeyId !== credentials.accessKeyId) return failure(403, 'InvalidAccessKeyId')

  const headers: Record<string, string> = {}
  for (const name of signedHeaders.split(';')) headers[name] = String(request.headers[name] ?? '')
  const date = parseDate(headers['x-amz-date'] ?? '')
  if (!(Math.abs(Date.now() - date.getTime()) < SKEW)) return failure(403, 'RequestTimeTooSkewed')

  const signer = new SignatureV4({ credentials, region, service: 's3', sha256: Sha256, uriEscapePath: false })
  const signed = await signer.sign(
    {
      method: request.method ?? '',
      protocol: 'http:',
      hostname: '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
    },
    { signingDate: date },
  )
  if (signed.headers.authorization !== authorization) return failure(403, 'SignatureDoesNotMatch')

  const payload = headers['x-amz-content-sha256']
  if (payload === undefined) return failure(400, 'InvalidRequest', 'x-amz-content-sha256 is not signed')
  if (payload.startsWith('STREAMING-')) return failure(501, 'NotImplemented')
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== createHash('sha256').update(body).digest('hex')) {
    return failure(400, 'XAmzContentSHA256Mismatch')
  }
}

/** From `20260131T235959Z`. */
function parseDate(text: string): Date {
  return new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
