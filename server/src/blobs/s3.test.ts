import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type S3Stub, startS3Stub } from '../../test/s3-stub.ts'
import { blobsContract, digest, MIB, pieces } from './contract.ts'
import { type S3Options, s3Blobs } from './s3.ts'

const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'a+secret/with=signs' }

let stub: S3Stub
let root: string
beforeAll(async () => {
  stub = await startS3Stub(credentials)
  root = await mkdtemp(join(tmpdir(), 'parley-s3-'))
})
afterAll(async () => {
  await stub.close()
  await rm(root, { recursive: true, force: true })
})

async function open(options: Partial<S3Options> = {}) {
  const tmpDir = await mkdtemp(join(root, 'case-'))
  const where = { endpoint: stub.url, region: 'eu-central-1', bucket: 'files', prefix: 'blobs/ü 1/' }
  const blobs = s3Blobs({ ...where, ...credentials, tmpDir, ...options })
  return { blobs, temporary: () => readdir(tmpDir) }
}

blobsContract('s3 stub', open)

const real = process.env.TEST_S3_URL
if (real) {
  const { protocol, host, username, password, pathname } = new URL(real)
  blobsContract('s3', () =>
    open({
      endpoint: `${protocol}//${host}`,
      region: 'us-east-1',
      bucket: pathname.slice(1),
      prefix: `parley-test/${randomUUID()}/`,
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
    }),
  )
}

describe('s3 blobs', () => {
  test('keep their objects under the prefix, and mend a damaged one when its content comes again', async () => {
    const { blobs } = await open()
    const bytes = randomBytes(1000)
    const key = `files/blobs/ü 1/${digest(bytes)}`
    await blobs.put(pieces(bytes), { maxBytes: MIB })
    expect(stub.objects.get(key)?.equals(bytes)).toBe(true)
    stub.objects.set(key, Buffer.from('cut off'))
    await blobs.put(pieces(bytes), { maxBytes: MIB })
    expect(stub.objects.get(key)?.equals(bytes)).toBe(true)
  })

  test.each([{ secretAccessKey: 'wrong' }, { accessKeyId: 'AKIAOTHER' }])(
    'are refused with %o and take it for an error, not for a missing file',
    async (wrong) => {
      const { blobs, temporary } = await open(wrong)
      const before = stub.objects.size
      await expect(blobs.put(pieces(randomBytes(1000)), { maxBytes: MIB })).rejects.toThrow()
      await expect(blobs.open('0'.repeat(64))).rejects.toThrow(
        wrong.secretAccessKey ? 'SignatureDoesNotMatch' : 'InvalidAccessKeyId',
      )
      await expect(blobs.has('0'.repeat(64))).rejects.toThrow()
      await expect(blobs.remove('0'.repeat(64))).rejects.toThrow()
      expect(stub.objects.size).toBe(before)
      expect(await temporary()).toEqual([])
    },
  )

  test('fail and leave nothing when S3 cannot be reached', async () => {
    const { blobs, temporary } = await open({ endpoint: 'http://127.0.0.1:1' })
    await expect(blobs.put(pieces(randomBytes(1000)), { maxBytes: MIB })).rejects.toThrow()
    expect(await temporary()).toEqual([])
  })

  test('pass on a connection that dies while a file is read', async () => {
    const dying = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this')
        setTimeout(() => socket.destroy(), 20)
      })
    })
    await new Promise<void>((resolve) => dying.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void dying.close())
    const address = dying.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { blobs } = await open({ endpoint: `http://127.0.0.1:${port}` })
    const found = await blobs.open('0'.repeat(64))
    expect(found?.size).toBe(1000)
    await expect(found?.stream.toArray()).rejects.toThrow('aborted')
  })
})
