import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import {
  type Blobs,
  checkKey,
  checkRange,
  isKey,
  type PutLimits,
  type Staged,
  stageAndKeep,
} from './blobs.ts'
import { prepareSpool, spool } from './spool.ts'

/** `<dir>/<first two digits>/<sha256>`; what is under such a name is complete and durable. */
export function diskBlobs({ dir }: { dir: string }): Blobs {
  const root = resolve(dir)
  const temporary = join(root, 'tmp')
  const pathOf = (sha256: string) => pathOfBlob(root, sha256)
  makeDurably(root)
  prepareSpool(temporary)
  bringBack()
  /** Kept open, 256 at most: every put fsyncs one. */
  const homes = new Map<string, Promise<Folder>>()

  /** Where a file waits while it is decided whether it goes. */
  function asideOf(sha256: string): string {
    return join(temporary, `${sha256}.aside`)
  }

  /** A process that died over that decision decided nothing. */
  function bringBack(): void {
    for (const name of readdirSync(temporary)) {
      const [sha256 = ''] = name.split('.aside')
      if (isKey(sha256)) renameSync(join(temporary, name), pathOf(sha256))
    }
  }

  /** Shared by all puts of this process: none may answer before the folder itself is durable. */
  function homeOf(sha256: string): Promise<Folder> {
    const name = sha256.slice(0, 2)
    const home = homes.get(name) ?? makeHome(join(root, name))
    homes.set(name, home)
    home.catch(() => homes.delete(name)) // The put that waits for it reports the failure.
    return home
  }

  async function makeHome(home: string): Promise<Folder> {
    await mkdir(home, { recursive: true })
    await syncDirectory(root)
    return await openFolder(home)
  }

  async function stage(source: Readable, limits: PutLimits): Promise<Staged> {
    const { file, ...spooled } = await spool(source, { dir: temporary, ...limits })
    const { path, sha256 } = spooled
    let kept = false
    async function keep(): Promise<void> {
      const [home] = await Promise.all([homeOf(sha256), file.datasync()])
      await file.close()
      // Over an identical file too: that mends a damaged one, and makes it young again.
      await rename(path, pathOf(sha256))
      kept = true
      await home.sync()
    }
    return { ...spooled, keep, discard: async () => (kept ? undefined : await spooled.discard()) }
  }

  return {
    stage,
    put: (source, limits) => stageAndKeep(stage(source, limits)),

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

    async *putBefore(time) {
      for (const home of await readdir(root)) {
        if (!/^[0-9a-f]{2}$/.test(home)) continue
        for (const name of await readdir(join(root, home))) {
          const found = await unlessMissing(stat(join(root, home, name)))
          if (found && found.mtimeMs < time) yield name
        }
      }
    },

    async removeIfPutBefore(sha256, time) {
      const path = pathOf(sha256)
      const aside = asideOf(sha256)
      // One that is too young is not even moved for a moment: whoever looks meanwhile would take it for gone.
      const found = await unlessMissing(stat(path))
      if (found === undefined || found.mtimeMs >= time) return false
      // Taken away and looked at again: a put that came in between is either what we hold, or not in our way.
      if (!(await unlessMissing(rename(path, aside).then(() => true)))) return false
      if ((await stat(aside)).mtimeMs >= time) {
        await rename(aside, path)
        return false
      }
      await unlink(aside)
      await syncDirectory(dirname(path))
      return true
    },

    async close() {
      for (const home of await Promise.allSettled(homes.values()))
        if (home.status === 'fulfilled') await home.value.close()
    },
  }
}

export function pathOfBlob(root: string, sha256: string): string {
  checkKey(sha256)
  return join(root, sha256.slice(0, 2), sha256)
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

type Folder = { sync(): Promise<void>; close(): Promise<void> }

async function openFolder(path: string): Promise<Folder> {
  return canSyncDirectories ? await open(path, 'r') : { sync: async () => {}, close: async () => {} }
}

export async function syncDirectory(path: string): Promise<void> {
  const folder = await openFolder(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
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
