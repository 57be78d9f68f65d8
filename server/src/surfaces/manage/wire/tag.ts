import { z } from 'zod'

export const tagBody = z.object({ name: z.string().meta({ examples: ['refund'] }) })
export type TagBody = z.output<typeof tagBody>
