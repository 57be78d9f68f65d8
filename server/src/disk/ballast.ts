// A file that is only there to be given up: on a full disk even deleting needs room, for it is written to the log first.
import { randomFillSync } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MIB = 1024 * 1024
const BYTES = 64 * MIB
/** A megabyte at a time, with a pause: nobody waits for it, and the disk is others' too. */
const PAUSE = 20

export type Ballast = {
  bytes: number
  /** Makes it unless it is there, whole. What was begun and not ended leaves nothing. */
  make(signal: AbortSignal): Promise<void>
  /** True when there was one. */
  drop(): Promise<boolean>
}

export function ballastIn(dir: string): Ballast {
  const path = join(dir, 'ballast')
  const unfinished = `${path}.part`
  let there: boolean | undefined

  async function make(signal: AbortSignal): Promise<void> {
    there ??= await isWhole(path)
    if (there) return
    try {
      await write(unfinished, signal)
      await rename(unfinished, path)
      there = true
    } catch (error) {
      await rm(unfinished, { force: true })
      if (!signal.aborted) throw error
    }
  }

  return {
    bytes: BYTES,
    make,
    async drop() {
      if (there === false) return false
      there = false
      await rm(unfinished, { force: true })
      return await rm(path).then(
        () => true,
        () => false, // It was not there: nothing to give up.
      )
    },
  }
}

/** Allocated, not only long: a sparse file holds no room. */
async function isWhole(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return (
    found !== undefined &&
    found.size === BYTES &&
    (process.platform === 'win32' || found.blocks * 512 >= BYTES)
  )
}

/** Random, because filesystems that compress would keep nothing of zeros. */
async function write(path: string, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'w', 0o600)
  const part = Buffer.allocUnsafe(MIB)
  try {
    for (let written = 0; written < BYTES; written += MIB) {
      await file.write(randomFillSync(part))
      await sleep(PAUSE, undefined, { signal })
    }
    await file.datasync()
  } finally {
    await file.close()
  }
}
