import { z } from 'zod'
import { actorBody, time } from './values.ts'

/** One entry of `GET /api/manage/audit`. */
export const auditBody = z.object({
  id: z.string(),
  at: time,
  actor: actorBody,
  action: z.string(),
  subject: z.string().nullable().describe('What it was done to: an id.'),
  data: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
})
export type AuditBody = z.output<typeof auditBody>
