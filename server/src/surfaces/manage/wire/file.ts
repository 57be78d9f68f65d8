import { z } from 'zod'
import { attachmentBody } from './message.ts'
import { ulid } from './values.ts'

/** A file that no message has yet. */
export const fileBody = attachmentBody
  .pick({ filename: true, content_type: true, byte_size: true, width: true, height: true })
  .extend({ id: ulid.describe('What a reply or note of yours names in `files`.') })
export type FileBody = z.output<typeof fileBody>

/** Answer of `POST /api/manage/files`. */
export const createdFileBody = z.object({ file: fileBody })
export type CreatedFileBody = z.output<typeof createdFileBody>
