import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { Blobs, ByteRange } from '../../blobs/blobs.ts'
import { prepareThumbnail } from '../../core/attachments/prepare-thumbnail.ts'
import { findAttachment } from '../../core/attachments/queries.ts'
import { missing } from '../../core/errors.ts'
import { fileAnswer } from '../../http/file-response.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'

/** What cannot be a number is looked up as one that nothing has, so that it is as unknown as a foreign one. */
export const attachmentParams = z.object({
  number: z
    .string()
    .transform((text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0))
    .describe("An attachment's `id`."),
})
export const downloadQuery = z.object({
  inline: z.string().optional().describe('`1` to look at it in place.'),
})

type Params = z.output<typeof attachmentParams>
type Download = Call<Caller, undefined, z.output<typeof downloadQuery>, Params>
type Thumbnail = Call<Caller, undefined, undefined, Params>

/** `GET /api/manage/attachments/{number}`: the bytes as they came, to save; with `?inline=1` to look at. */
export function download(blobs: Blobs): (call: Download) => Promise<Answer> {
  return async ({ core, caller, params, query, request }) => {
    const found = await findAttachment(core.read, caller.org, params.number)
    if (!found?.sha256) throw missing('attachment')
    const { sha256, byte_size, content_type, filename } = found
    const answer = await fileAnswer(request, {
      size: byte_size,
      contentType: content_type,
      filename,
      inline: query.inline === '1',
      open: (range) => blobs.open(sha256, range),
    })
    if (!answer) throw missing('attachment')
    return answer
  }
}

/** `GET /api/manage/attachments/{number}/thumbnail`: a small WebP of a picture, made at the first look. */
export function thumbnail(blobs: Blobs): (call: Thumbnail) => Promise<Answer> {
  return async ({ core, caller, params, request }) => {
    const { org } = caller
    const found = await findAttachment(core.read, org, params.number)
    if (!found || found.width === null) throw missing('thumbnail')
    const made = found.thumbnail_sha256
    const small =
      made !== null && (await blobs.has(made)) ? made : await prepareThumbnail(core, blobs, org, found)
    const blob = small === undefined ? undefined : await blobs.open(small)
    if (!blob) throw missing('thumbnail')
    // Some twenty kilobytes: whole in memory, a part of it is only a view.
    const bytes = await buffer(blob.stream)
    const part = (range?: ByteRange) => (range ? bytes.subarray(range.start, range.end + 1) : bytes)
    const answer = await fileAnswer(request, {
      size: bytes.length,
      contentType: 'image/webp',
      filename: `${found.filename}.webp`,
      inline: true,
      open: async (range) => ({ stream: Readable.from([part(range)], { objectMode: false }) }),
    })
    if (!answer) throw missing('thumbnail')
    return answer
  }
}
