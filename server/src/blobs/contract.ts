import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Blobs, BlobTooLarge } from './blobs.ts'

type OpenBlobs = {
  blobs: Blobs
  /** Paths of temporary files that exist right now. */
  temporary: () => Promise<string[]>
}

export const MIB = 1024 * 1024

export const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** In pieces, as a socket delivers them. */
export function pieces(bytes: Buffer, size = 65_536): Readable {
  const count = Math.ceil(bytes.length / size)
  return Readable.from(Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size)))
}

/** Every test stores random bytes of its own, so that it may run against a bucket others use. */
export function blobsContract(name: string, open: () => Promise<OpenBlobs>): void {
  describe(`${name} blobs`, () => {
    let blobs: Blobs
    let temporary: OpenBlobs['temporary']
    let stored: Set<string>
    beforeEach(async () => {
      ;({ blobs, temporary } = await open())
      stored = new Set()
    })
    afterEach(async () => {
      for (const sha256 of stored) await blobs.remove(sha256)
      await blobs.close()
    })

    const put = async (bytes: Buffer, maxBytes = 10 * MIB) => {
      stored.add(digest(bytes))
      return blobs.put(pieces(bytes), { maxBytes })
    }

    const read = async (sha256: string, range?: { start: number; end: number }) => {
      const found = await blobs.open(sha256, range)
      return found && { size: found.size, bytes: await buffer(found.stream) }
    }

    test.each([0, 1, 100_000, 5 * MIB])('gives back %i bytes as they came', async (length) => {
      const bytes = randomBytes(length)
      expect(await put(bytes)).toEqual({ sha256: digest(bytes), size: length })
      const back = await read(digest(bytes))
      expect(back?.size).toBe(length)
      expect(back?.bytes.equals(bytes)).toBe(true)
      expect(await temporary()).toEqual([])
    })

    test('stores the same content once, under one key', async () => {
      const bytes = randomBytes(1000)
      const first = await put(bytes)
      expect(await put(bytes)).toEqual(first)
      expect((await read(first.sha256))?.bytes.equals(bytes)).toBe(true)
    })

    test('takes the same content many times at once', async () => {
      const bytes = randomBytes(MIB)
      const all = await Promise.all(Array.from({ length: 8 }, () => put(bytes)))
      expect(new Set(all.map(({ sha256 }) => sha256))).toEqual(new Set([digest(bytes)]))
      expect((await read(digest(bytes)))?.bytes.equals(bytes)).toBe(true)
      expect(await temporary()).toEqual([])
    })

    test('takes exactly the largest size', async () => {
      const bytes = randomBytes(100_000)
      expect(await put(bytes, 100_000)).toMatchObject({ size: 100_000 })
    })

    test('refuses more than the largest size, stops reading and leaves nothing', async () => {
      const bytes = randomBytes(100_000)
      const source = pieces(bytes, 1000)
      await expect(blobs.put(source, { maxBytes: 99_999 })).rejects.toBeInstanceOf(BlobTooLarge)
      expect(source.destroyed).toBe(true)
      expect(await blobs.has(digest(bytes))).toBe(false)
      expect(await temporary()).toEqual([])
    })

    test('leaves nothing of a source that fails midway', async () => {
      const failing = async function* () {
        yield randomBytes(70_000)
        await turn()
        throw new Error('the upload broke')
      }
      await expect(blobs.put(Readable.from(failing()), { maxBytes: MIB })).rejects.toThrow('the upload broke')
      expect(await temporary()).toEqual([])
    })

    test('leaves nothing of a source that is cut off without an error', async () => {
      const source = new Readable({ read() {} })
      const stored = blobs.put(source, { maxBytes: MIB })
      source.push(randomBytes(70_000))
      setTimeout(() => source.destroy(), 20)
      await expect(stored).rejects.toThrow()
      expect(await temporary()).toEqual([])
    })

    test('survives a source that fails before it is read', async () => {
      const source = new Readable({ read() {} })
      const stored = blobs.put(source, { maxBytes: MIB })
      expect(source.listenerCount('error')).toBeGreaterThan(0) // Else the next line would end a real process.
      source.destroy(new Error('gone at once'))
      await expect(stored).rejects.toThrow('gone at once')
      const dead = new Readable({ read() {} })
      dead.on('error', () => {})
      dead.destroy(new Error('gone before'))
      await turn()
      await expect(blobs.put(dead, { maxBytes: MIB })).rejects.toThrow()
      expect(await temporary()).toEqual([])
    })

    test('gives a range and the size of the whole', async () => {
      const { sha256 } = await put(Buffer.from('0123456789'))
      expect(await read(sha256, { start: 2, end: 4 })).toEqual({ size: 10, bytes: Buffer.from('234') })
      expect(await read(sha256, { start: 0, end: 0 })).toEqual({ size: 10, bytes: Buffer.from('0') })
      expect(await read(sha256, { start: 8, end: 99 })).toEqual({ size: 10, bytes: Buffer.from('89') })
      expect(await read(sha256, { start: 10, end: 12 })).toEqual({ size: 10, bytes: Buffer.alloc(0) })
    })

    test.each([
      { start: -1, end: 4 },
      { start: 5, end: 4 },
      { start: 0.5, end: 4 },
      { start: 0, end: Number.NaN },
    ])('refuses the range %o', async (range) => {
      await expect(blobs.open('0'.repeat(64), range)).rejects.toBeInstanceOf(RangeError)
    })

    test('knows what it has, and removes it', async () => {
      const { sha256 } = await put(randomBytes(1000))
      expect(await blobs.has(sha256)).toBe(true)
      await blobs.remove(sha256)
      expect(await blobs.has(sha256)).toBe(false)
      expect(await blobs.open(sha256)).toBeUndefined()
      await blobs.remove(sha256)
    })

    test('has nothing under a key nobody stored', async () => {
      const unknown = digest(randomBytes(32))
      expect(await blobs.has(unknown)).toBe(false)
      expect(await blobs.open(unknown)).toBeUndefined()
      expect(await blobs.open(unknown, { start: 0, end: 1 })).toBeUndefined()
    })

    test('keeps nothing under its key before it is told to, and nothing at all when it is discarded', async () => {
      const bytes = randomBytes(1000)
      const staged = await blobs.stage(pieces(bytes), { maxBytes: MIB })
      expect(staged).toMatchObject({ sha256: digest(bytes), size: 1000 })
      expect((await readFile(staged.path)).equals(bytes)).toBe(true)
      expect(await blobs.has(staged.sha256)).toBe(false)
      await staged.discard()
      expect([await temporary(), await blobs.has(staged.sha256)]).toEqual([[], false])

      const again = await blobs.stage(pieces(bytes), { maxBytes: MIB })
      stored.add(again.sha256)
      await again.keep()
      await again.discard()
      expect([await temporary(), await blobs.has(again.sha256)]).toEqual([[], true])
    })

    test('tells of the bytes as they arrive', async () => {
      let sum = 0
      const heard = (length: number) => {
        sum += length
      }
      const bytes = randomBytes(100_000)
      stored.add(digest(bytes))
      await blobs.put(pieces(bytes), { maxBytes: MIB, heard })
      expect(sum).toBe(100_000)
    })

    test('lists what was put before a time, and removes it unless it was put again', async () => {
      const [old, renewed] = [randomBytes(1000), randomBytes(1000)]
      for (const bytes of [old, renewed]) await put(bytes)
      await sleep(1_100) // S3 tells time in whole seconds.
      const cutoff = Math.floor(Date.now() / 1_000) * 1_000
      await sleep(1_100)
      const listed = new Set<string>()
      for await (const key of blobs.putBefore(cutoff)) listed.add(key)
      expect([listed.has(digest(old)), listed.has(digest(renewed))]).toEqual([true, true])
      await put(renewed)
      expect(await blobs.removeIfPutBefore(digest(old), cutoff)).toBe(true)
      expect(await blobs.removeIfPutBefore(digest(renewed), cutoff)).toBe(false)
      expect(await blobs.removeIfPutBefore(digest(randomBytes(8)), cutoff)).toBe(false)
      expect([await blobs.has(digest(old)), await blobs.has(digest(renewed))]).toEqual([false, true])
      for await (const key of blobs.putBefore(cutoff)) expect(key).not.toBe(digest(renewed))
      expect(await temporary()).toEqual([])
    })

    test('never has a file out of sight that is too young to be removed', async () => {
      const bytes = randomBytes(1000)
      await put(bytes)
      const looks: boolean[] = []
      for (let round = 0; round < 50; round++) {
        const removing = blobs.removeIfPutBefore(digest(bytes), Date.now() - 60_000)
        looks.push(...(await Promise.all([1, 2, 3, 4].map(() => blobs.has(digest(bytes))))))
        expect(await removing).toBe(false)
      }
      expect(new Set(looks)).toEqual(new Set([true]))
    })

    test.each([
      '',
      '../../etc/passwd',
      `../${'a'.repeat(61)}`,
      'A'.repeat(64),
      'a'.repeat(63),
      `${'a'.repeat(64)}\n`,
      `${'a'.repeat(63)}\0`,
    ])('refuses %j as a key', async (key) => {
      await expect(blobs.open(key)).rejects.toBeInstanceOf(TypeError)
      await expect(blobs.has(key)).rejects.toBeInstanceOf(TypeError)
      await expect(blobs.remove(key)).rejects.toBeInstanceOf(TypeError)
    })
  })
}
