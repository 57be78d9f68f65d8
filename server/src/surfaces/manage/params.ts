// What several routes read the same way: ids, times of work, texts people write.
import { z } from 'zod'
import { statuses } from '../../core/conversations/state/changes.ts'
import { storable } from '../../core/storable.ts'

/** What cannot be an id is looked up as one that nothing has, so that it is as unknown as a foreign one. */
export const idLike = (shape: RegExp) => z.string().transform((id) => (shape.test(id) ? id : 'unknown'))

export const ulid = idLike(/^[0-9A-Z]{26}$/)
/** Of credentials and invitations. */
export const publicId = idLike(/^[0-9A-Za-z]{8}$/)

const ID = 'The `id` of one of the list.'

export const ulidParams = z.object({ id: ulid.describe(ID) })
export const publicIdParams = z.object({ id: publicId.describe(ID) })

export const status = z.enum(statuses, `status must be one of: ${statuses.join(', ')}`)

const LONGEST_BODY = 256 * 1024
/** Of a message or a draft, in Markdown; what neither engine can keep is taken out. */
export const messageText = z
  .string('body is required')
  .transform(storable)
  .refine((text) => Buffer.byteLength(text) <= LONGEST_BODY, 'body is too long (maximum 256 KiB)')
  .describe('Markdown, up to 256 KiB.')
