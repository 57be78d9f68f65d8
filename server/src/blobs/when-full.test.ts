import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { DomainError } from '../core/errors.ts'
import type { Blobs } from './blobs.ts'
import { diskBlobs } from './disk.ts'
import { s3Blobs } from './s3.ts'
import { mindTheDisk } from './when-full.ts'

const dir = mkdtempSync(join(tmpdir(), 'parley-when-full-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const noRoom = () => {
  throw new DomainError('unavailable', 'no room')
}
const bytes = (text: string) => Readable.from([Buffer.from(text)], { objectMode: false })
const LIMITS = { maxBytes: 1_000 }

it('stages nothing while there is no room, and ends the source it was given', async () => {
  const blobs = mindTheDisk(diskBlobs({ dir }), noRoom)
  const source = bytes('x')
  await expect(blobs.stage(source, LIMITS)).rejects.toThrow('no room')
  expect(source.destroyed).toBe(true)
  expect(readdirSync(join(dir, 'tmp'))).toEqual([])
  // What the server makes by itself is part of a read.
  const { sha256 } = await blobs.put(bytes('small'), LIMITS)
  expect(await blobs.has(sha256)).toBe(true)
})

it('says of a store that is away that it is unavailable', async () => {
  const away = { bucket: 'b', region: 'r', accessKeyId: 'k', secretAccessKey: 's', tmpDir: join(dir, 's3') }
  // The port of nothing.
  const blobs = mindTheDisk(s3Blobs({ ...away, endpoint: 'http://127.0.0.1:1' }), () => {})
  const key = 'a'.repeat(64)
  const { keep, discard } = await blobs.stage(bytes('x'), LIMITS)
  const attempts = [keep(), blobs.put(bytes('x'), LIMITS), blobs.open(key), blobs.has(key)]
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toMatchObject({
      reason: { code: 'unavailable', message: 'the file store is not available' },
    })
  await discard()
  expect(readdirSync(away.tmpDir)).toEqual([])
  await blobs.close()
})

it.each(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE'])('says so of a disk that answers %s', async (code) => {
  const failing = Object.assign(new Error('write'), { code })
  const blobs = { put: async () => Promise.reject(failing) } as unknown as Blobs
  await expect(mindTheDisk(blobs, () => {}).put(bytes('x'), LIMITS)).rejects.toMatchObject({
    code: 'unavailable',
    cause: failing,
  })
})

it('leaves every other failure what it is', async () => {
  const failing = Object.assign(new Error('stat'), { code: 'ENOENT' })
  const blobs = { put: async () => Promise.reject(failing) } as unknown as Blobs
  await expect(mindTheDisk(blobs, () => {}).put(bytes('x'), LIMITS)).rejects.toBe(failing)
})
