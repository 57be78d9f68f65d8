// Watches the room that is left where the data is. Below the minimum, surfaces refuse writes; reads and cleaning go on.
import { mkdirSync, statfsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Ballast } from './ballast.ts'

const LOOK_EVERY = 2_000
/** Looks in a row with room for it before the ballast is made: the start has better things to do, and so has a disk that fills. */
const LOOKS_BEFORE_BALLAST = 5

export type DiskSpace = {
  /** Less is free than the minimum. */
  isLow(): boolean
  /** Undefined while the disk cannot be asked. */
  freeBytes(): number | undefined
  close(): Promise<void>
}

export type DiskOptions = {
  dir: string
  /** Bytes; 0 watches nothing. */
  minFree: number
  /** Given up when an eighth of the minimum is left, so that what makes room can commit. */
  ballast?: Ballast
  log: { warn(facts: object, message: string): void; info(facts: object, message: string): void }
  everyMs?: number
}

/** Resolves after the first look. A disk that cannot be asked keeps its last answer. */
export async function watchDisk(options: DiskOptions): Promise<DiskSpace> {
  const { dir, minFree, ballast, log, everyMs = LOOK_EVERY } = options
  /** Open again a sixteenth above the minimum, so that a few kilobytes do not decide to and fro. */
  const enough = minFree + minFree / 16
  const stopping = new AbortController()
  let low = false
  let free: number | undefined = 0
  let roomy = 0
  let starting = true
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    try {
      const { bavail, bsize } = starting ? statfsSync(dir) : await statfs(dir)
      free = bavail * bsize
    } catch (error) {
      if (free !== undefined) log.warn({ err: error }, 'the disk cannot be looked at')
      free = undefined
      return
    }
    judge(free)
    if (ballast)
      await mind(ballast, free).catch((error: unknown) => {
        log.warn({ err: error }, 'the ballast could not be made')
      })
  }

  function judge(bytes: number): void {
    if (low === bytes < (low ? enough : minFree)) return
    low = !low
    const facts = { dir, freeMb: Math.floor(bytes / 1024 / 1024), minFreeMb: minFree / 1024 / 1024 }
    if (low) log.warn(facts, 'the disk is almost full: writes are refused')
    else log.info(facts, 'the disk has room again: writes are taken')
  }

  async function mind(held: Ballast, bytes: number): Promise<void> {
    if (bytes < minFree / 8) {
      roomy = 0
      if (await held.drop()) log.warn({ dir }, 'the disk is full: the ballast was given up')
      return
    }
    roomy = bytes >= enough + held.bytes ? roomy + 1 : 0
    if (roomy >= LOOKS_BEFORE_BALLAST) await held.make(stopping.signal)
  }

  if (minFree === 0) return { isLow: () => false, freeBytes: () => undefined, close: async () => {} }
  // Nothing here may start the thread pool: its threads would take the malloc arena that the writer's thread needs for
  // itself (there are two, see `npm start`), and sharing one with this thread costs a tenth of the throughput.
  mkdirSync(dir, { recursive: true })
  await look()
  starting = false
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }, everyMs)
  timer.unref()
  return {
    isLow: () => low,
    freeBytes: () => free,
    async close() {
      clearInterval(timer)
      stopping.abort()
      await looking
    },
  }
}
