import { z } from 'zod'
import { organisationBody } from './organisation.ts'
import { teammateBody } from './teammate.ts'
import { time } from './values.ts'

/** Answer of `POST` and `GET /api/manage/session`. */
export const sessionBody = z.object({
  teammate: teammateBody,
  organisation: organisationBody,
  latest_seq: z
    .int()
    .describe(
      'Of the newest event: whoever hears all after it and reads anything else later misses nothing.',
    ),
})
export type SessionBody = z.output<typeof sessionBody>

/** One entry of `GET /api/manage/sessions`. */
export const ownSessionBody = z.object({
  id: z.string(),
  created_at: time,
  last_seen_at: time,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  current: z.boolean().describe('The one that asks.'),
})
export type OwnSessionBody = z.output<typeof ownSessionBody>

/** Answer of `DELETE /api/manage/sessions`. */
export const endedSessionsBody = z.object({ ended: z.int() })
export type EndedSessionsBody = z.output<typeof endedSessionsBody>
