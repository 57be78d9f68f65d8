import { z } from 'zod'

/** One entry of `GET /api/manage/presence`, and the data of `event: presence` in the stream. */
export const presenceBody = z.object({
  /** `contact`: a visitor who writes in a chat just now. */
  kind: z.enum(['teammate', 'contact']),
  /** Null for a contact, whom `conversation_id` names. */
  teammate_id: z.string().nullable(),
  name: z.string(),
  /** `offline` comes over the stream alone, once, when they are gone. */
  status: z.enum(['online', 'away', 'offline']),
  /** What they look at; of a contact the one they write in, always. */
  conversation_id: z.string().nullable(),
  typing: z.boolean(),
  /** What they write, while they do. */
  draft_kind: z.enum(['reply', 'note']).nullable(),
  /** How much they have written, where they tell. */
  draft_length: z.number().nullable(),
  /** Since when. */
  at: z.string(),
})
export type PresenceBody = z.output<typeof presenceBody>

export const presenceListBody = z.object({ data: z.array(presenceBody), next_cursor: z.null() })
export type PresenceListBody = z.output<typeof presenceListBody>
