import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Blobs, checkKey, checkRange } from './blobs.ts'
import { prepareSpool, spool } from './spool.ts'

/** `<dir>/<first two digits>/<sha256>`; what is under such a name is complete and durable. */
export function diskBlobs({ dir }: { dir: string }): Blobs {
  const root = resolve(dir)
  const temporary = join(root, 'tmp')
  makeDurably(root)
  prepareSpool(temporary)
  const homes = new Map<string, Promise<string>>()

  function pathOf(sha256: string): string {
    checkKey(sha256)
    return join(root, sha256.slice(0, 2), sha256)
  }

  /** Shared by all puts of this process: none may answer before the folder itself is durable. */
  function homeOf(sha256: string): Promise<string> {
    const name = sha256.slice(0, 2)
    const home = homes.get(name) ?? makeHome(join(root, name))
    homes.set(name, home)
    home.catch(() => homes.delete(name)) // The put that waits for it reports the failure.
    return home
  }

  async function makeHome(home: string): Promise<string> {
    await mkdir(home, { recursive: true })
    await syncDirectory(root)
    return home
  }

  return {
    async put(source, { maxBytes }) {
      const { path, sha256, size, discard } = await spool(source, { dir: temporary, maxBytes, durable: true })
      try {
        const home = await homeOf(sha256)
        // Over an identical file too: that mends a damaged one and cannot race with a removal.
        await rename(path, pathOf(sha256))
        await syncDirectory(home)
      } catch (error) {
        await discard()
        throw error
      }
      return { sha256, size }
    },

    async open(sha256, range) {
      const path = pathOf(sha256)
      if (range) checkRange(range)
      const file = await unlessMissing(open(path, 'r'))
      if (!file) return undefined
      try {
        const { size } = await file.stat()
        return { size, stream: file.createReadStream(range) }
      } catch (error) {
        await file.close()
        throw error
      }
    },

    async has(sha256) {
      return (await unlessMissing(stat(pathOf(sha256)))) !== undefined
    },

    async remove(sha256) {
      const path = pathOf(sha256)
      const removed = await unlessMissing(unlink(path).then(() => true))
      if (removed) await syncDirectory(dirname(path)) // An erased file must not come back after a power cut.
    },

    async close() {},
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

// Windows cannot fsync a folder; NTFS journals the rename itself.
const canSyncDirectories = process.platform !== 'win32'

async function syncDirectory(path: string): Promise<void> {
  if (!canSyncDirectories) return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Makes the folder and every missing one above it, each fsynced into its parent. */
function makeDurably(dir: string): void {
  const first = mkdirSync(dir, { recursive: true })
  if (first === undefined || !canSyncDirectories) return
  for (let made = dir; made.length >= first.length; made = dirname(made)) {
    const parent = openSync(dirname(made), 'r')
    fsyncSync(parent)
    closeSync(parent)
  }
}
