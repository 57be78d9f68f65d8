import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import {
  type Blobs,
  type ByteRange,
  checkKey,
  checkRange,
  isKey,
  type PutLimits,
  type Staged,
  stageAndKeep,
} from './blobs.ts'
import { prepareSpool, type Spooled, spool } from './spool.ts'

const CONNECT_TIMEOUT = 3000
const IDLE_TIMEOUT = 15_000
/** A whole request up to the answer's headers; 32 MB pass in it at 0.6 MB/s. */
const REQUEST_TIMEOUT = 60_000

export type S3Options = {
  endpoint?: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  prefix?: string
  tmpDir: string
}

/** S3 and what speaks like it. The credentials need to read, write, delete and list: without list a miss is a 403. */
export function s3Blobs(options: S3Options): Blobs {
  const { bucket, tmpDir, prefix = '' } = options
  prepareSpool(tmpDir)
  let opened: ReturnType<typeof openClient> | undefined

  function sdk() {
    opened ??= openClient(options)
    return opened
  }

  function objectOf(sha256: string) {
    checkKey(sha256)
    return { Bucket: bucket, Key: prefix + sha256 }
  }

  async function sizeOf(sha256: string): Promise<number | undefined> {
    const object = objectOf(sha256)
    const { client, HeadObjectCommand } = await sdk()
    const head = await unlessNamed(['NotFound'], client.send(new HeadObjectCommand(object)))
    return head && (head.ContentLength ?? 0)
  }

  async function upload({ sha256, size, path }: Omit<Spooled, 'file'>): Promise<void> {
    const { client, PutObjectCommand } = await sdk()
    const body = createReadStream(path)
    try {
      const command = new PutObjectCommand({ ...objectOf(sha256), Body: body, ContentLength: size })
      // Signed instead of UNSIGNED-PAYLOAD, so that the server refuses bytes that are not the ones we hashed.
      command.middlewareStack.add((next) => (args) => next(withPayloadHash(args, sha256)), { step: 'build' })
      await client.send(command)
    } finally {
      body.destroy()
    }
  }

  async function stage(source: Readable, limits: PutLimits): Promise<Staged> {
    const { file, ...spooled } = await spool(source, { dir: tmpDir, ...limits })
    async function keep(): Promise<void> {
      // Also over identical bytes: only that tells the sweep that somebody wants them again.
      await upload(spooled)
      await spooled.discard()
    }
    await file.close()
    return { ...spooled, keep }
  }

  return {
    stage,
    put: (source, limits) => stageAndKeep(stage(source, limits)),

    async open(sha256, range) {
      const object = objectOf(sha256)
      if (range) checkRange(range)
      const { client, GetObjectCommand } = await sdk()
      const found = await unlessNamed(
        ['NoSuchKey', 'NotFound', 'InvalidRange'],
        client.send(new GetObjectCommand({ ...object, ...(range && { Range: rangeHeader(range) }) })),
      )
      if (found?.Body instanceof Readable) {
        const size = range ? Number(found.ContentRange?.split('/')[1]) : Number(found.ContentLength)
        return { size, stream: found.Body }
      }
      // Nothing there, or a range that begins past the end.
      const size = range && (await sizeOf(sha256))
      return size === undefined ? undefined : { size, stream: Readable.from([]) }
    },

    async has(sha256) {
      return (await sizeOf(sha256)) !== undefined
    },

    async remove(sha256) {
      const object = objectOf(sha256)
      const { client, DeleteObjectCommand } = await sdk()
      await client.send(new DeleteObjectCommand(object))
    },

    async *putBefore(time) {
      const { client, ListObjectsV2Command } = await sdk()
      for (let token: string | undefined; ; ) {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        )
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          const name = Key.slice(prefix.length)
          if (LastModified && LastModified.getTime() < time && isKey(name)) yield name
        }
        token = page.NextContinuationToken
        if (token === undefined) return
      }
    },

    async removeIfPutBefore(sha256, time) {
      const object = objectOf(sha256)
      const { client, HeadObjectCommand, DeleteObjectCommand } = await sdk()
      const head = await unlessNamed(['NotFound'], client.send(new HeadObjectCommand(object)))
      // S3 has no condition on a delete by age: this look is as late as can be.
      if (!head?.LastModified || head.LastModified.getTime() >= time) return false
      await client.send(new DeleteObjectCommand(object))
      return true
    },

    async close() {
      if (opened) (await opened).client.destroy()
    },
  }
}

/** Imported on first use: the SDK costs start-up time and memory that a server with its files on disk never owes. */
async function openClient({ endpoint, region, accessKeyId, secretAccessKey }: S3Options) {
  const { S3Client, ...commands } = await import('@aws-sdk/client-s3')
  const client: S3Client = new S3Client({
    ...(endpoint && { endpoint }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // Many servers that speak S3 refuse the SDK's default CRC headers and trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT,
      socketTimeout: IDLE_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
    },
  })
  return { ...commands, client }
}

async function unlessNamed<T>(names: string[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined
    throw error
  }
}

function rangeHeader({ start, end }: ByteRange): string {
  return `bytes=${start}-${end}`
}

function withPayloadHash<Args extends { request: unknown }>(args: Args, sha256: string): Args {
  const { request } = args
  if (typeof request === 'object' && request && 'headers' in request) {
    Object.assign(request, { headers: { ...Object(request.headers), 'x-amz-content-sha256': sha256 } })
  }
  return args
}
