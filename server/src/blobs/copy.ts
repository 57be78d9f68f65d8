// Blobs from one folder to another, for backups: an immutable file may be shared, and its name says what is in it.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathOfBlob, syncDirectory } from './disk.ts'

export type Copied = { state: 'there'; bytes: number } | { state: 'missing' | 'damaged' }

/**
 * Shares the file when both folders are on one filesystem, otherwise copies and checks it. A shared file survives the
 * removal of the other name. Call {@link syncCopies} when all are there.
 */
export async function shareBlob(sha256: string, from: string, to: string): Promise<Copied> {
  const [source, target] = [pathOfBlob(from, sha256), pathOfBlob(to, sha256)]
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  try {
    await link(source, target)
    return { state: 'there', bytes: (await stat(target)).size }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { state: 'missing' }
    // Another filesystem, or one without hard links, or a file of another user: then it is copied.
    return await copyBlob(sha256, from, to)
  }
}

/** Copies and fsyncs, and leaves nothing behind when the bytes are not those of the name. */
export async function copyBlob(sha256: string, from: string, to: string): Promise<Copied> {
  const [source, target] = [pathOfBlob(from, sha256), pathOfBlob(to, sha256)]
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  try {
    const copy = await copyFile(source, target)
    if (copy.sha256 === sha256) return { state: 'there', bytes: copy.bytes }
    await rm(target)
    return { state: 'damaged' }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await rm(target, { force: true })
    return { state: 'missing' }
  }
}

/** Copies a file and fsyncs it; returns what was copied. The target must not exist. */
export async function copyFile(from: string, to: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(source: Readable) {
    // A file stream without encoding gives buffers.
    for await (const piece of source as AsyncIterable<Buffer>) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(createReadStream(from), counted, target)
  return { sha256: hash.digest('hex'), bytes }
}

/** Makes the names durable too. */
export async function syncCopies(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) await syncDirectory(join(folder, name))
  await syncDirectory(folder)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
