import { z } from 'zod'

export const authorBody = z.object({
  kind: z.enum(['contact', 'teammate', 'bot', 'assistant', 'system']),
  id: z.string().nullable(),
  name: z.string().nullable(),
})
export type AuthorBody = z.output<typeof authorBody>
