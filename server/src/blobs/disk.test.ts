import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { blobsContract, digest, MIB, pieces } from './contract.ts'
import { diskBlobs } from './disk.ts'

const root = await mkdtemp(join(tmpdir(), 'parley-blobs-'))
afterAll(() => rm(root, { recursive: true, force: true }))

const freshDir = () => mkdtemp(join(root, 'case-'))

blobsContract('disk', async () => {
  const dir = join(await freshDir(), 'not', 'yet', 'there')
  return { blobs: diskBlobs({ dir }), temporary: () => readdir(join(dir, 'tmp')) }
})

/** Everything under a final name, as `ab/ab12…`. */
async function finalNames(dir: string): Promise<string[]> {
  const homes = (await readdir(dir)).filter((name) => name !== 'tmp')
  const names = await Promise.all(
    homes.map(async (home) => (await readdir(join(dir, home))).map((name) => `${home}/${name}`)),
  )
  return names.flat()
}

describe('disk blobs', () => {
  test('name nothing until it is complete, and then by its digest', async () => {
    const dir = await freshDir()
    const blobs = diskBlobs({ dir })
    const bytes = randomBytes(MIB)
    const source = new Readable({ read() {} })
    const stored = blobs.put(source, { maxBytes: 2 * MIB })
    source.push(bytes.subarray(0, 500_000))
    await expect.poll(async () => (await readdir(join(dir, 'tmp'))).length).toBe(1)
    expect(await finalNames(dir)).toEqual([])
    source.push(bytes.subarray(500_000))
    source.push(null)
    const { sha256 } = await stored
    expect(await finalNames(dir)).toEqual([`${sha256.slice(0, 2)}/${sha256}`])
    await blobs.put(pieces(bytes), { maxBytes: 2 * MIB })
    expect(await finalNames(dir)).toHaveLength(1)
  })

  test('mend a damaged file when its content comes again', async () => {
    const dir = await freshDir()
    const blobs = diskBlobs({ dir })
    const bytes = randomBytes(1000)
    const { sha256 } = await blobs.put(pieces(bytes), { maxBytes: MIB })
    await writeFile(join(dir, sha256.slice(0, 2), sha256), 'damaged')
    await blobs.put(pieces(bytes), { maxBytes: MIB })
    const found = await blobs.open(sha256)
    expect(digest(found ? await buffer(found.stream) : Buffer.alloc(0))).toBe(sha256)
  })

  test('let a reader finish what is removed meanwhile', async () => {
    const blobs = diskBlobs({ dir: await freshDir() })
    const bytes = randomBytes(MIB)
    const { sha256 } = await blobs.put(pieces(bytes), { maxBytes: MIB })
    const found = await blobs.open(sha256)
    await blobs.remove(sha256)
    expect(found && (await buffer(found.stream)).equals(bytes)).toBe(true)
  })

  test('sweep at start what a killed process left an hour ago, and only that', async () => {
    const dir = await freshDir()
    const temporary = join(dir, 'tmp')
    await mkdir(temporary)
    const old = new Date(Date.now() - 3_700_000)
    const stale = `parley-${crypto.randomUUID()}.part`
    const fresh = `parley-${crypto.randomUUID()}.part`
    const foreign = 'somebody-elses.part'
    for (const name of [stale, fresh, foreign]) await writeFile(join(temporary, name), 'x')
    for (const name of [stale, foreign]) await utimes(join(temporary, name), old, old)
    diskBlobs({ dir })
    expect((await readdir(temporary)).sort()).toEqual([fresh, foreign].sort())
  })

  test('bring back at start what a sweep that was killed had set aside', async () => {
    const dir = await freshDir()
    const bytes = randomBytes(1000)
    const { sha256 } = await diskBlobs({ dir }).put(pieces(bytes), { maxBytes: MIB })
    await rename(join(dir, sha256.slice(0, 2), sha256), join(dir, 'tmp', `${sha256}.aside`))
    const found = await diskBlobs({ dir }).open(sha256)
    expect(found && (await buffer(found.stream)).equals(bytes)).toBe(true)
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
  })

  test('fail without a trace when the disk refuses, and recover by themselves', async () => {
    const dir = await freshDir()
    const blobs = diskBlobs({ dir })
    const bytes = randomBytes(1000)
    const home = join(dir, digest(bytes).slice(0, 2))
    await writeFile(home, 'a file where the folder should be')
    await expect(blobs.put(pieces(bytes), { maxBytes: MIB })).rejects.toThrow()
    expect(await readdir(join(dir, 'tmp'))).toEqual([])
    await rm(home)
    await rm(join(dir, 'tmp'), { recursive: true })
    const unread = pieces(bytes)
    await expect(blobs.put(unread, { maxBytes: MIB })).rejects.toThrow()
    expect(unread.destroyed).toBe(true)
    await mkdir(join(dir, 'tmp'))
    expect(await blobs.put(pieces(bytes), { maxBytes: MIB })).toMatchObject({ size: 1000 })
  })
})
