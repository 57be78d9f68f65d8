// A file that takes the room of others, on a disk of this test's own.
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const PIECE = Buffer.alloc(64 * 1024, 1)

export type Filler = {
  /** Takes what is free but for so many bytes; for 0, every last page. */
  leave(bytes: number): void
  remove(): void
}

export function fillerIn(dir: string): Filler {
  const path = join(dir, 'filler')

  function grow(piece: Buffer): boolean {
    const file = openSync(path, 'a')
    try {
      const written = writeSync(file, piece)
      return written === piece.length
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
      throw error
    } finally {
      closeSync(file)
    }
  }

  return {
    leave(bytes) {
      while (freeIn(dir) > bytes && grow(PIECE));
      if (bytes === 0) while (grow(PIECE.subarray(0, 4096)));
    },
    remove() {
      const file = openSync(path, 'a')
      ftruncateSync(file, 0)
      closeSync(file)
      rmSync(path)
    },
  }
}

export function freeIn(dir: string): number {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}
