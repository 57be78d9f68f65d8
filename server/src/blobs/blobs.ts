import type { Readable } from 'node:stream'

// File contents, content-addressed by sha256. Knows nothing of names, types, tenants or quotas: that policy lives above it.

/** What was stored. `sha256` is the lower-case hex digest and the key. */
export type Stored = { sha256: string; size: number }

export interface Blobs {
  /**
   * Streams to durable storage; resolves only when the bytes are fsynced under their final name.
   * Rejects with {@link BlobTooLarge} once more than `maxBytes` arrived, leaving nothing behind.
   */
  put(source: Readable, limits: { maxBytes: number }): Promise<Stored>
  /** The bytes, or undefined when there are none under this key. `range` is inclusive on both ends. */
  open(sha256: string, range?: { start: number; end: number }): Promise<{ size: number; stream: Readable } | undefined>
  has(sha256: string): Promise<boolean>
  /** Removing what is not there is fine. */
  remove(sha256: string): Promise<void>
  close(): Promise<void>
}

export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge'
}
