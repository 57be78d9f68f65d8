import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Blobs } from '../blobs/blobs.ts'
import { makeThumbnail as shrink } from '../core/attachments/images.ts'
import { findAttachment } from '../core/attachments/queries.ts'
import type { Core } from '../core/core.ts'
import { attachmentOf } from './attachment-of.ts'
import type { JobHandler } from './runner.ts'

const LARGEST = 1024 * 1024

/** A picture that cannot be decoded stays without: it is a file to download then. */
export function makeThumbnail(core: Core, blobs: Blobs): JobHandler {
  return async (job) => {
    const { org, number } = attachmentOf(job)
    const attachment = await findAttachment(core.read, org, number)
    if (!attachment?.sha256 || attachment.width === null || attachment.thumbnail_sha256 !== null) return
    const found = await blobs.open(attachment.sha256)
    if (!found) throw new Error(`the file of attachment ${number} is missing`)
    const small = await shrink(await buffer(found.stream))
    if (!small) return
    const { sha256 } = await blobs.put(Readable.from([small], { objectMode: false }), { maxBytes: LARGEST })
    await core.run('keepThumbnail', { org, number, sha256 })
  }
}
