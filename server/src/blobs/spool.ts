import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { BlobTooLarge, type PutLimits, type Stored } from './blobs.ts'

const HOUR = 3_600_000
/** Written at once: each write is a trip to another thread, and sixteen of them cost a megabyte a tenth of its time. */
const WRITE_AT_ONCE = 1024 * 1024
/** What all uploads together may have waiting; beyond it, each writes what it has: ten thousand slow ones fit. */
const MOST_WAITING = 32 * 1024 * 1024
let waitingInAll = 0
/** Enough to tell what a file is. */
const HEAD = 4_100

/** A complete temporary file, still open. Whoever spooled it moves it away or discards it. */
export type Spooled = Stored & { path: string; head: Buffer; file: FileHandle; discard: () => Promise<void> }

type SpoolOptions = PutLimits & { dir: string }

/** Call it before anything is awaited: an error of the source must find a listener. */
export async function spool(source: Readable, options: SpoolOptions): Promise<Spooled> {
  // The loop in `write` reports errors, but one that comes before it listens would end the process.
  source.on('error', () => {})
  const path = join(options.dir, `parley-${randomUUID()}.part`)
  let file: FileHandle | undefined
  const discard = async () => {
    // Closing twice is fine.
    await file?.close()
    await rm(path, { force: true })
  }
  try {
    file = await open(path, 'wx', 0o600)
    return { ...(await write(source, file, options)), path, file, discard }
  } catch (error) {
    source.destroy()
    await discard()
    throw error
  }
}

async function write(source: Readable, file: FileHandle, { maxBytes, heard }: SpoolOptions) {
  const hash = createHash('sha256')
  const head = Buffer.alloc(HEAD)
  let size = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const take = () => {
    const taken = { pieces: waiting, bytes: waitingBytes }
    waitingInAll -= waitingBytes
    waiting = []
    waitingBytes = 0
    return taken
  }
  try {
    const chunks: AsyncIterable<Uint8Array | string> = source
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      if (size < HEAD) head.set(bytes.subarray(0, HEAD - size), size)
      size += bytes.length
      heard?.(bytes.length)
      if (size > maxBytes) throw new BlobTooLarge(`more than ${maxBytes} bytes`)
      hash.update(bytes)
      waiting.push(bytes)
      waitingBytes += bytes.length
      waitingInAll += bytes.length
      if (waitingBytes >= WRITE_AT_ONCE || waitingInAll > MOST_WAITING) await writeAll(file, take())
    }
    await writeAll(file, take())
  } finally {
    take()
  }
  return { sha256: hash.digest('hex'), size, head: head.subarray(0, Math.min(size, HEAD)) }
}

/** A write may be cut short, by a full disk for one: what is left is written, or says why not. */
async function writeAll(
  file: FileHandle,
  { pieces, bytes }: { pieces: Uint8Array[]; bytes: number },
): Promise<void> {
  if (bytes === 0) return
  const { bytesWritten } = await file.writev(pieces)
  if (bytesWritten < bytes) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten))
}

/** Makes the folder and removes what a killed process left there: our names only, it may be a shared `/tmp`. */
export function prepareSpool(dir: string): void {
  mkdirSync(dir, { recursive: true })
  for (const name of readdirSync(dir)) {
    if (!/^parley-[0-9a-f-]{36}\.part$/.test(name)) continue
    const path = join(dir, name)
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (changed !== undefined && Date.now() - changed > HOUR) rmSync(path, { force: true })
  }
}
