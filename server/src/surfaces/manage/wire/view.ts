import { z } from 'zod'
import { time, ulid } from './values.ts'

/** The list's own query: every value as a text, as it stands in its URL. */
export const viewFiltersBody = z.object({
  sort: z.enum(['last_message', 'oldest', 'created', 'mentioned']).exactOptional(),
  status: z
    .string()
    .exactOptional()
    .describe('One or several, with commas.')
    .meta({ examples: ['open'] }),
  assignee: z
    .string()
    .exactOptional()
    .meta({ examples: ['me'] }),
  channel: z.string().exactOptional(),
  priority: z.enum(['low', 'normal', 'high', 'urgent', 'none']).exactOptional(),
  tag: z.string().exactOptional(),
  contact: z.string().exactOptional(),
  company: z.string().exactOptional(),
  unread: z.literal('true').exactOptional(),
  mentioned: z.enum(['me', 'unread']).exactOptional(),
  q: z.string().exactOptional(),
})
export type ViewFiltersBody = z.output<typeof viewFiltersBody>

export const viewBody = z.object({
  id: ulid,
  name: z.string().meta({ examples: ['Waiting for us'] }),
  shared: z.boolean().describe('Everybody sees it; else its owner alone.'),
  owner_id: ulid.describe('The teammate who made it.'),
  filters: viewFiltersBody.describe('What its list is asked for: `GET /conversations` with these.'),
  position: z.int().describe('Its place among the shared ones, or among your own.'),
  created_at: time,
  updated_at: time,
  count: z.int().describe('Conversations in its list, counted to 100.'),
  count_is_capped: z.boolean().describe('There may be more than `count`.'),
})
export type ViewBody = z.output<typeof viewBody>
