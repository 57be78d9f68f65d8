import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { BlobTooLarge, type PutLimits, type Stored } from './blobs.ts'

const HOUR = 3_600_000

/** A complete temporary file. Whoever spooled it moves it away or discards it. */
export type Spooled = Stored & { path: string; discard: () => Promise<void> }

type SpoolOptions = PutLimits & { dir: string }

/** Call it before anything is awaited: an error of the source must find a listener. */
export async function spool(source: Readable, options: SpoolOptions): Promise<Spooled> {
  // The loop in `write` reports errors, but one that comes before it listens would end the process.
  source.on('error', () => {})
  const path = join(options.dir, `parley-${randomUUID()}.part`)
  const discard = () => rm(path, { force: true })
  try {
    return { ...(await write(source, path, options)), path, discard }
  } catch (error) {
    source.destroy()
    await discard()
    throw error
  }
}

async function write(source: Readable, path: string, { maxBytes, heard }: SpoolOptions): Promise<Stored> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    const chunks: AsyncIterable<Uint8Array | string> = source
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      heard?.(bytes.length)
      if (size > maxBytes) throw new BlobTooLarge(`more than ${maxBytes} bytes`)
      hash.update(bytes)
      await file.writeFile(bytes) // From the current position, and all of it, which `write` does not promise.
    }
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
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
