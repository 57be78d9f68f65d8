import { z } from 'zod'

/** Every list of the manage API. */
export const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.object({
    data: z.array(entry),
    next_cursor: z.string().nullable().describe('Goes into `after` of the next call; null on the last page.'),
  })

export type ListBody<T> = { data: T[]; next_cursor: string | null }
