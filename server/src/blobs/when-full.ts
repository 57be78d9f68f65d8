// Files on a disk that is full, or a store that is away: told apart from our own faults, and refused before they fill it.
import { DomainError } from '../core/errors.ts'
import type { Blobs } from './blobs.ts'

/** Full, over quota, failing, read-only, out of file descriptors; or S3 cannot be reached. Over some time later. */
const STORAGE =
  /^(ENOSPC|EDQUOT|EIO|EROFS|EMFILE|ENFILE|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/

/**
 * The same blobs, whose failing store is `unavailable`; and while `assertRoom` throws, nothing new is staged. `put` goes
 * on meanwhile: what the server makes by itself, such as thumbnails, is small and part of a read.
 */
export function mindTheDisk(blobs: Blobs, assertRoom: () => void): Blobs {
  return {
    ...blobs,
    async stage(source, limits) {
      try {
        assertRoom()
      } catch (error) {
        // As any staging that fails: whatever else the source has to say is heard by nobody, and ends nothing.
        source.on('error', () => {}).destroy()
        throw error
      }
      const staged = await blobs.stage(source, limits).catch(asUnavailable)
      return { ...staged, keep: () => staged.keep().catch(asUnavailable) }
    },
    put: (source, limits) => blobs.put(source, limits).catch(asUnavailable),
    open: (sha256, range) => blobs.open(sha256, range).catch(asUnavailable),
    has: (sha256) => blobs.has(sha256).catch(asUnavailable),
  }
}

function asUnavailable(error: unknown): never {
  if (!isOutage(error)) throw error
  throw new DomainError('unavailable', 'the file store is not available', {}, { cause: error })
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // `$fault` is how the S3 client says that the server, and not the request, was at fault.
  const { code, name, $fault }: Error & { code?: unknown; $fault?: unknown } = error
  return STORAGE.test(String(code)) || name === 'TimeoutError' || $fault === 'server'
}
