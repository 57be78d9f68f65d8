import { z } from 'zod'
import { ulid as id, time } from './values.ts'

/** Answer of `POST …/contacts/{id}/erase` and `GET …/erasures/{id}`: the receipt, complete once `finished_at` is set. */
export const erasureBody = z.object({
  id,
  contact_id: id,
  requested_by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  started_at: time,
  finished_at: time.nullable(),
  removed: z.record(z.string(), z.int()).describe('How many of each; `bytes` are those of the files.'),
  signature: z.string().nullable().describe('Null until it is finished.'),
  signature_valid: z.boolean().nullable().describe('Whether the receipt still says what was signed.'),
})
export type ErasureBody = z.output<typeof erasureBody>
