import { z } from 'zod'
import { conversationBody } from './conversation.ts'

/** Answer of `POST …/{id}/merge`: what undoes it, and the conversation both are now. */
export const mergedBody = z.object({ merge_id: z.string(), conversation: conversationBody })
export type MergedBody = z.output<typeof mergedBody>

/** Answer of `POST …/{id}/merges/{merge}/undo`: the one that stayed, and the one that is back. */
export const unmergedBody = z.object({ conversation: conversationBody, returned: conversationBody })
export type UnmergedBody = z.output<typeof unmergedBody>
