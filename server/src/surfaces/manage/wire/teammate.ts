import { z } from 'zod'
import { time, ulid } from './values.ts'

export const teammateBody = z.object({
  id: ulid,
  name: z.string().meta({ examples: ['Noor Valdis'] }),
  email: z.string().meta({ examples: ['noor@pottle.example'] }),
  role: z.enum(['owner', 'admin', 'agent']),
})

/** One entry of `GET /api/manage/teammates`; answer of `PATCH …/{id}`. */
export const memberBody = teammateBody.extend({
  disabled_at: time.nullable(),
  created_at: time,
  last_seen_at: time
    .nullable()
    .describe('In one of their present sessions, true to the minute; null when they have none.'),
  second_factor: z
    .boolean()
    .nullable()
    .describe('Whether they have one; null for agents who ask, but of themselves.'),
})
export type MemberBody = z.output<typeof memberBody>
