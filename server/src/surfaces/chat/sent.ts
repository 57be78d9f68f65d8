// Bodies as clients send them, for the description: the readers of the routes turn them into what the schemas see.
import { z } from 'zod'

const client_message_id = z
  .string()
  .optional()
  .describe('Your own id of it: sent again, it is the same message. 1 to 64 of `A-Z a-z 0-9 _ - . :`.')

const conversation = z.object({
  name: z.string().meta({ examples: ['Jane Doe'] }),
  email: z.string().meta({ examples: ['jane@example.com'] }),
  message: z
    .string()
    .describe('Up to 10,000 characters.')
    .meta({ examples: ['Hi, I need help with billing.'] }),
  visitor_token: z
    .string()
    .describe('Of your own making, up to 255 characters: whoever knows it reads the conversation.')
    .meta({ examples: ['$VISITOR_TOKEN'] }),
  client_message_id,
  identity: z
    .object({
      id: z.string().nullish(),
      email: z.string().nullish(),
      hash: z.string().describe('Hexadecimal HMAC-SHA256 of `id`, a line break and `email`.'),
    })
    .optional()
    .describe('Who they are, proven by your server.'),
})

const message = z.object({
  message: z
    .string()
    .describe('Up to 10,000 characters.')
    .meta({ examples: ['And one more thing.'] }),
  client_message_id,
})

export const sentConversation = {
  'application/json': conversation,
  'application/x-www-form-urlencoded': conversation.omit({ identity: true }),
}

export const sentMessage = {
  'application/json': message,
  'application/x-www-form-urlencoded': message,
  'multipart/form-data': message.partial({ message: true }).extend({
    files: z
      .array(z.string().meta({ format: 'binary', contentMediaType: 'application/octet-stream' }))
      .optional()
      .describe('Up to 20 of 32 MB, of any type.'),
  }),
}
