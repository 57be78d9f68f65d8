import { type Blobs, BlobTooLarge } from '../blobs/blobs.ts'
import { extensionOf, UNKNOWN_TYPE } from '../core/attachments/file-types.ts'
import { inspectFile } from '../core/attachments/inspect.ts'
import { type AttachmentRow, findAttachment } from '../core/attachments/queries.ts'
import type { Core } from '../core/core.ts'
import type { OrgId } from '../core/ids.ts'
import type { TakenJob } from '../core/jobs/verbs.ts'
import { OutboundFailed, TargetRefused } from '../outbound/failures.ts'
import type { SafeFetch } from '../outbound/safe-fetch.ts'
import { LAST_TRY } from './backoff.ts'
import type { JobHandler } from './runner.ts'

const MIB = 1024 * 1024
/** The published rules of the routes that take links (docs/contracts.md 1c#5, 1c#7). */
const LARGEST = { images: 4 * MIB, anything: 32 * MIB }
const REDIRECTS = 3
const TIMEOUT = 30_000
/** Half an hour of trying: people look at the ticket today, not in three days. */
const TRIES = 4

/** What another try would not change, said to people. */
class Unusable extends Error {
  override name = 'Unusable'
}

/** Turns a link into a stored file, or into a link that says why it could not be fetched. */
export function fetchLink(core: Core, blobs: Blobs, safeFetch: SafeFetch): JobHandler {
  return async (job, signal) => {
    const { org, number } = attachmentOf(job)
    const link = await findAttachment(core.read, org, number)
    if (link?.state !== 'link' || link.url === null) return
    try {
      const fetched = await fetchTo(blobs, safeFetch, link, link.url, signal)
      await core.run('storeLink', { org, number, fetched })
    } catch (error) {
      const failure = lastWord(error, job.attempt)
      const given = failure ?? (job.attempt >= LAST_TRY ? 'could not be kept by this server' : undefined)
      if (given !== undefined) await core.run('giveUpLink', { org, number, failure: given })
      if (failure === undefined) throw error
    }
  }
}

async function fetchTo(
  blobs: Blobs,
  safeFetch: SafeFetch,
  link: AttachmentRow,
  url: string,
  signal: AbortSignal,
) {
  const accepts = link.accepts ?? 'images'
  const maxBytes = LARGEST[accepts]
  const { status, body } = await safeFetch(url, {
    maxBytes,
    redirects: REDIRECTS,
    timeoutMs: TIMEOUT,
    signal,
  })
  if (status !== 200) {
    body.destroy()
    throw new OutboundFailed(`answered with status ${status}`)
  }
  const staged = await blobs.stage(body, { maxBytes })
  try {
    if (staged.size === 0) throw new Unusable('is empty')
    const inspected = await inspectFile(staged)
    const isPhoto = inspected.content_type === 'image/jpeg' || inspected.content_type === 'image/png'
    if (accepts === 'images' && !isPhoto) throw new Unusable('is not a JPG or PNG image')
    await staged.keep()
    const { sha256, size } = staged
    return { sha256, byte_size: size, filename: named(link.filename, inspected.content_type), ...inspected }
  } finally {
    await staged.discard()
  }
}

/** Links often end without an extension; a file that people save should have one. */
function named(filename: string, contentType: string): string {
  return contentType === UNKNOWN_TYPE || /\.\w{1,8}$/.test(filename)
    ? filename
    : filename + extensionOf(contentType)
}

/** A transfer that broke off reads like an answer that cannot be read. */
const PASSING =
  /^(took too long|could not be reached|gave an answer|was given up|answered with status (429|5\d\d))/

/** What people read in the end; undefined while another try is worth it, and for faults of our own. */
function lastWord(error: unknown, attempt: number): string | undefined {
  if (error instanceof TargetRefused || error instanceof Unusable) return error.message
  if (error instanceof BlobTooLarge) return 'is too large'
  if (!(error instanceof OutboundFailed)) return undefined
  return PASSING.test(error.reason) && attempt < TRIES ? undefined : error.reason
}

/** Which attachment a job is about: `core/attachments/fetch-links.ts` wrote the payload. */
function attachmentOf({ org, payload }: TakenJob): { org: OrgId; number: number } {
  const { number } = payload
  if (org === null || typeof number !== 'number') throw new Error('the job names no attachment')
  return { org, number }
}
