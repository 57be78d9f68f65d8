import { z } from 'zod'
import { conversationBody } from './conversation.ts'

/** Answer of `PATCH /api/manage/conversations`: each of the ids is in one of the two. */
export const bulkAnswer = z.object({
  updated: z.array(conversationBody),
  failed: z.array(z.object({ id: z.string(), code: z.string(), detail: z.string() })),
})
export type BulkAnswer = z.output<typeof bulkAnswer>
