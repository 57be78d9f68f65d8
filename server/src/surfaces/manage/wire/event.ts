import { z } from 'zod'
import { listOf } from './list.ts'
import { actorBody, time } from './values.ts'

/** One entry of `GET /api/manage/events`; over SSE `id:` is `seq` and `event:` is `type`. */
export const eventBody = z.object({
  seq: z.int().describe("Its place in the organisation's list: without gaps, in the order of commits."),
  type: z.string(),
  conversation_id: z.string().nullable(),
  actor: actorBody,
  data: z.record(z.string(), z.unknown()).describe('The facts of this type of event.'),
  at: time,
})
export type EventBody = z.output<typeof eventBody>

/** Answer of `GET /api/manage/events` as JSON. */
export const eventsBody = listOf(eventBody).extend({
  refresh: z
    .literal(true)
    .exactOptional()
    .describe('There is a hole before `next_cursor`: look at everything anew, then go on from there.'),
})
export type EventsBody = z.output<typeof eventsBody>
