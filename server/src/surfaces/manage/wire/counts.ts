import { z } from 'zod'

const byStatus = z.object({ open: z.number(), pending: z.number(), snoozed: z.number(), closed: z.number() })
export type StatusCounts = z.output<typeof byStatus>

/** Answer of `GET /api/manage/conversation-counts`. */
export const countsBody = byStatus.extend({
  /** Assigned to the caller. */
  mine: byStatus,
  unassigned: byStatus,
  /** Of every teammate who has any. */
  by_assignee: z.array(byStatus.extend({ assignee_id: z.string() })),
  mentions: z.int().describe('Conversations in which notes name the caller who has not seen that yet.'),
  mentions_is_capped: z.boolean().describe('There may be more: they are counted to 99.'),
})
export type CountsBody = z.output<typeof countsBody>
