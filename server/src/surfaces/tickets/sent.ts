// The forms of the tickets API as clients send them, for the description: wire.ts is what checks them.
import { z } from 'zod'

const LONGEST_ID = 255
const LONGEST_ADDRESS = 2_048

const text = (longest: number) => z.string().max(longest)
const EXAMPLE = 'The kettle lid does not close'
const required = z
  .string()
  .min(1)
  .meta({ description: 'Up to 256 KiB.', examples: [EXAMPLE] })
const ownId = (meaning: string) => text(LONGEST_ID).optional().describe(meaning)

/** Ids of other systems are often numbers. */
const id = z.union([text(LONGEST_ID), z.number()]).optional()
const person = z.object({
  id: id.describe('Our id of them.'),
  source_specific_id: id.describe('Your id of them.'),
  email: text(254).optional(),
  name: text(255).optional(),
  username: text(255).optional(),
  image_url: text(LONGEST_ADDRESS).optional(),
})
const somebody = { email: 'jo@mail.example', name: 'Jo Adler' }
const personOrText = z.union([person, z.string()])
const properties = z.record(z.string(), z.unknown())

const PERSON = 'Who wrote it: at least one of `id`, `source_specific_id` and `email`.'
const REPLIER =
  'Who wrote it, with `id` or `email`. One of your teammates makes the reply an answer of the house.'
const PROPERTIES = 'Shown with the ticket: up to 64 keys, 16 KiB, 20 levels.'

/** Objects travel inside forms as JSON text; in a JSON body they may be what they are. */
const jsonText = (meaning: string, example: object) =>
  z.string().meta({
    description: `${meaning} As JSON text.`,
    contentMediaType: 'application/json',
    examples: [JSON.stringify(example)],
  })

const bytes = z.string().meta({ format: 'binary', contentMediaType: 'application/octet-stream' })
const addresses = z
  .array(z.string())
  .optional()
  .describe('http or https addresses, fetched after the answer; several in one are split at commas.')
const base64 = z.array(z.string()).optional().describe('Base64, plain or as a `data:` URI.')
const LISTS = 'In forms these repeat, and may be written with `[]` behind the name.'

const lists = { files_base64: base64, files_image_url: addresses }
const parts = (limit: string) => ({
  files: z.array(bytes).optional().describe(`${limit} Up to 20 files in all. ${LISTS}`),
  'files[]': z.array(bytes).optional().describe('The same as `files`.'),
})

const original = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('When it was written: RFC 3339 with `Z` or an offset.')

const ticketText = {
  query: required.meta({ description: 'What the person wrote, up to 256 KiB.', examples: [EXAMPLE] }),
  title: z.string().optional().describe('Else the first line of `query`. Cut at 1,000 characters.'),
  user_name: text(255).optional(),
  user_email: text(254).optional(),
  user_image_url: text(LONGEST_ADDRESS).optional(),
  user_username: text(255).optional(),
  source_specific_id: ownId('Your own id of this ticket, taken once.'),
  company_id: ownId('Our id of the company it belongs to.'),
  company_source_specific_id: ownId('Your id of the company it belongs to.'),
  original_timestamp: original,
}
const ticketForm = z.object({
  ...ticketText,
  user: jsonText(PERSON, somebody).optional(),
  additional_properties: jsonText(PROPERTIES, { plan: 'gold' }).optional(),
  ...lists,
})

/** Bodies of `POST /interaction` and `/interactions`. */
export const sentTicket = {
  'multipart/form-data': ticketForm.extend(parts('JPG and PNG up to 4 MiB each.')),
  'application/x-www-form-urlencoded': ticketForm,
  'application/json': z.object({
    ...ticketText,
    user: personOrText.optional().meta({ description: PERSON, examples: [somebody] }),
    additional_properties: z.union([properties, z.string()]).optional().describe(PROPERTIES),
    ...lists,
  }),
}

const replyText = {
  content: required,
  source_specific_id: ownId('Your own id of this reply, taken once within its ticket.'),
  original_timestamp: original,
}
const replyFields = z.object({
  ...replyText,
  user: jsonText(REPLIER, somebody),
  ...lists,
})

/** Bodies of `POST /interactions/reply`. */
export const sentReply = {
  'multipart/form-data': replyFields.extend(parts('Of any type, up to 32 MiB each.')),
  'application/x-www-form-urlencoded': replyFields,
  'application/json': z.object({
    ...replyText,
    user: personOrText.meta({ description: REPLIER, examples: [somebody] }),
    ...lists,
  }),
}
