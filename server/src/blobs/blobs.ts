import type { Readable } from 'node:stream'

// File contents, content-addressed by sha256. Knows nothing of names, types, tenants or quotas: that policy lives above it.

/** What was stored. `sha256` is the lower-case hex digest and the key. */
export type Stored = { sha256: string; size: number }

export type ByteRange = { start: number; end: number }

export interface Blobs {
  /**
   * Streams to durable storage; resolves only when the bytes are fsynced under their final name.
   * Rejects with {@link BlobTooLarge} once more than `maxBytes` arrived, leaving nothing behind.
   */
  put(source: Readable, limits: { maxBytes: number }): Promise<Stored>
  /**
   * The bytes, or undefined when there are none under this key. `size` is that of the whole blob, also with a range.
   * `range` is inclusive on both ends; what of it lies past the end is left out. Read the stream or destroy it.
   */
  open(sha256: string, range?: ByteRange): Promise<{ size: number; stream: Readable } | undefined>
  has(sha256: string): Promise<boolean>
  /** Removing what is not there is fine. */
  remove(sha256: string): Promise<void>
  close(): Promise<void>
}

export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge'
}

/** Keys become paths, so nothing but a digest may pass. */
export function checkKey(sha256: string): void {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a blob key is 64 lower-case hex digits')
}

export function checkRange({ start, end }: ByteRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError('a byte range is two whole numbers, 0 <= start <= end')
  }
}
