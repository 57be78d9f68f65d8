import type { Readable } from 'node:stream'

// File contents, content-addressed by sha256. Knows nothing of names, types, tenants or quotas: that policy lives above it.

/** What was stored. `sha256` is the lower-case hex digest and the key. */
export type Stored = { sha256: string; size: number }

export type ByteRange = { start: number; end: number }

export type PutLimits = {
  maxBytes: number
  /** Told of every piece as it arrives, in bytes. */
  heard?: (bytes: number) => void
}

/** Bytes in a temporary file of this process, readable at `path`. Whoever staged them keeps or discards them. */
export type Staged = Stored & {
  path: string
  /** Its first bytes, some four thousand: enough to tell what it is. */
  head: Buffer
  /** Resolves only when the bytes are fsynced under their final name; the temporary file is then gone. */
  keep(): Promise<void>
  /** Removes the temporary file; nothing happens when the bytes were kept. */
  discard(): Promise<void>
}

export interface Blobs {
  /**
   * Streams to a temporary file, so that what is refused in the end never was under a final name.
   * Rejects with {@link BlobTooLarge} once more than `maxBytes` arrived, leaving nothing behind.
   * Call it before anything is awaited: an error of the source must find a listener.
   */
  stage(source: Readable, limits: PutLimits): Promise<Staged>
  /** Stages and keeps in one. */
  put(source: Readable, limits: PutLimits): Promise<Stored>
  /**
   * The bytes, or undefined when there are none under this key. `size` is that of the whole blob, also with a range.
   * `range` is inclusive on both ends; what of it lies past the end is left out. Read the stream or destroy it.
   */
  open(sha256: string, range?: ByteRange): Promise<{ size: number; stream: Readable } | undefined>
  has(sha256: string): Promise<boolean>
  /** Removing what is not there is fine. */
  remove(sha256: string): Promise<void>
  /** Keys last put before that time (ms since the epoch), in no order; another put makes a key young again. */
  putBefore(time: number): AsyncIterable<string>
  /** Removes the bytes unless they were put again since; true when they went. */
  removeIfPutBefore(sha256: string, time: number): Promise<boolean>
  close(): Promise<void>
}

/** What `put` is, for every implementation. */
export async function stageAndKeep(staging: Promise<Staged>): Promise<Stored> {
  const staged = await staging
  try {
    await staged.keep()
  } finally {
    await staged.discard()
  }
  return { sha256: staged.sha256, size: staged.size }
}

export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge'
}

export function isKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

/** Keys become paths, so nothing but a digest may pass. */
export function checkKey(sha256: string): void {
  if (!isKey(sha256)) throw new TypeError('a blob key is 64 lower-case hex digits')
}

export function checkRange({ start, end }: ByteRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError('a byte range is two whole numbers, 0 <= start <= end')
  }
}
