import { z } from 'zod'
import { ulid } from './values.ts'

export const channelKindBody = z.enum(['tickets', 'chat', 'medium', 'assistants'])
export type ChannelKindBody = z.output<typeof channelKindBody>

export const channelBody = z.object({
  id: ulid,
  kind: channelKindBody,
  name: z.string().meta({ examples: ['Tickets API'] }),
})
export type ChannelBody = z.output<typeof channelBody>
