import { z } from 'zod'
import { time } from './values.ts'

/** Made-up conversations, and how far they have come. */
export const sampleBody = z.object({
  state: z
    .enum(['none', 'loading', 'loaded', 'removing'])
    .describe('What is coming or going goes on by itself, also after a restart.'),
  done: z.int(),
  total: z.int(),
})
export type SampleBody = z.output<typeof sampleBody>

const when = time.nullable().describe('When it was done first; null until then.')

/** Answer of `GET` and `PUT /api/manage/getting-started`. */
export const gettingStartedBody = z.object({
  steps: z.object({
    organisation: when,
    api_key: when,
    ticket: when,
    answer: when,
    chat: when,
    teammate: when,
  }),
  hidden: z.boolean().describe('Somebody put the checklist away, for everybody.'),
  server: z.url().describe('What this server is called in the first example.'),
  sample: sampleBody.extend({
    may_load: z.boolean().describe('There are no conversations yet, nor a sample.'),
  }),
})
export type GettingStartedBody = z.output<typeof gettingStartedBody>
