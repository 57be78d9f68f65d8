// What the chat API says on the wire: docs/contracts.md 4. Texts and their order are published.
import { z } from 'zod'
import { canonicalEmail } from '../../core/accounts/email.ts'
import { fits } from '../../core/code-points.ts'
import type { FilePart } from '../../http/form.ts'
import { timeFrom } from './since.ts'

const LONGEST_MESSAGE = 10_000
const LONGEST = 255
export const REQUIRED = 'Name, email, message, and visitor_token are required'
const TOO_LONG = `Message is too long (maximum ${LONGEST_MESSAGE} characters)`
const CLIENT_ID = 'client_message_id must have 1 to 64 of A-Z a-z 0-9 _ - . :'

/** The first sentence that applies, in the order in which they are published. */
export const complain = (context: z.RefinementCtx, message: string) => {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

/** Undefined when it is none; null when there is none. */
function clientIdFrom(given: string | undefined): string | null | undefined {
  if (given === undefined || given === '') return null
  return /^[\w.:-]{1,64}$/.test(given) ? given : undefined
}

const values = z.record(z.string(), z.string()).default({})

/** Form of `POST /conversations`: anything missing or blank first, then the address, then lengths (4c#5). */
export const conversationForm = z.object({ values }).transform(({ values }, context) => {
  const { name = '', email = '', message = '', visitor_token = '' } = values
  if ([name, email, message, visitor_token].some((text) => text.trim() === ''))
    return complain(context, REQUIRED)
  const address = canonicalEmail(email)
  if (address === undefined) return complain(context, 'Invalid email address')
  if (!fits(message, LONGEST_MESSAGE)) return complain(context, TOO_LONG)
  if (!fits(visitor_token, LONGEST))
    return complain(context, `Visitor token is too long (maximum ${LONGEST} characters)`)
  if (!fits(name.trim(), LONGEST))
    return complain(context, `Name is too long (maximum ${LONGEST} characters)`)
  const clientMessageId = clientIdFrom(values.client_message_id)
  if (clientMessageId === undefined) return complain(context, CLIENT_ID)
  const identity = identityFrom(values.identity)
  if (typeof identity === 'string') return complain(context, identity)
  const shown = name.trim().replace(/[\s\p{Cc}]+/gu, ' ')
  return { name: shown, email: address, message, visitorToken: visitor_token, clientMessageId, identity }
})

/** Form of `POST …/messages`; a message of files alone may have no text. */
export const messageForm = z
  .object({ values, files: z.custom<FilePart[]>().default([]) })
  .transform(({ values, files }, context) => {
    const { message = '' } = values
    if (message.trim() === '' && files.length === 0) return complain(context, 'Message is required')
    if (!fits(message, LONGEST_MESSAGE)) return complain(context, TOO_LONG)
    const clientMessageId = clientIdFrom(values.client_message_id)
    if (clientMessageId === undefined) return complain(context, CLIENT_ID)
    return { message: message.trim() === '' ? '' : message, files, clientMessageId }
  })

const AN_IDENTITY = 'identity is {id, email, hash}, with one of id and email at least'
const signed = z.object({
  id: z
    .string()
    .max(LONGEST)
    .regex(/^[^\p{Cc}]*$/u)
    .nullish(),
  email: z.string().max(LONGEST).nullish(),
  hash: z.string().max(200),
})

export type SignedIdentity = { id: string | null; email: string | null; hash: string }

/** Null when there is none, a sentence when it cannot be one. */
function identityFrom(text: string | undefined): SignedIdentity | null | string {
  if (text === undefined || text === '') return null
  const parsed = signed.safeParse(parse(text))
  return parsed.success ? (oneOf(parsed.data) ?? AN_IDENTITY) : AN_IDENTITY
}

function oneOf({ id, email, hash }: z.output<typeof signed>): SignedIdentity | undefined {
  const address = email?.trim() ? canonicalEmail(email) : null
  const own = id?.trim() ? id : null
  if (address === undefined || (address === null && own === null)) return undefined
  return { id: own, email: address, hash }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says what it should have been.
    return undefined
  }
}

/** Body of `PUT …/identity`. */
export const identityBody = signed
  .extend({
    name: z.string().max(LONGEST).nullish(),
  })
  .transform(({ name, ...given }, context) => {
    const identity = oneOf(given)
    return identity ? { ...identity, name: name?.trim() || null } : complain(context, AN_IDENTITY)
  })

export const tokenParams = z.object({
  visitor_token: z
    .string()
    .describe('The token the conversation was begun with, or its `conversation_token`.')
    .meta({ examples: ['v-7f3a'] }),
})

/** What is no integer is as unknown as one that nothing has. */
const integer = z.string().transform((text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0))
export const fileParams = tokenParams.extend({
  activity_id: integer.describe("The message's `id`."),
  id: integer.describe("The file's `id`."),
})

const BAD_SINCE = 'Invalid since timestamp'
export const messagesQuery = z.object({
  since: z
    .string(BAD_SINCE)
    .optional()
    .transform((given, context) => {
      if (!given?.trim()) return null
      return timeFrom(given) ?? complain(context, BAD_SINCE)
    })
    .describe('ISO 8601: only what was said later.'),
})

export const fileQuery = z.object({
  disposition: z.unknown().optional().meta({
    type: 'string',
    description: '`inline` to show what may be shown in place; else to save.',
  }),
  signature: z.unknown().optional().meta({
    type: 'string',
    description: 'As it stands in the `url` of a file, in place of the key.',
  }),
})

export const configBody = z.object({ greeting: z.string() })

export const createdConversationBody = z.object({
  conversation_token: z.string().describe('Opens the conversation too; shown this once.'),
  auto_reply: z.string().nullable(),
})

export const fileBody = z.object({
  id: z.int(),
  filename: z.string(),
  content_type: z.string(),
  byte_size: z.int(),
  url: z.string().describe('Of this server. It needs no key for a day.'),
})
export type FileBody = z.output<typeof fileBody>

export const messageBody = z.object({
  direction: z.enum(['inbound', 'outbound']),
  body: z.string(),
  timestamp: z.iso.datetime({ precision: 3 }),
  author: z.string(),
  id: z.int().exactOptional().describe('Only of a message with files: its `activity_id`.'),
  files: z.array(fileBody).exactOptional(),
})
export type MessageBody = z.output<typeof messageBody>

export const sentBody = z.object({ status: z.literal('ok') })

/** Data of `event: message` in the stream. */
export const liveMessage = z.object({
  id: z.ulid(),
  seq: z.int(),
  direction: z.enum(['inbound', 'outbound']),
  body: z.string(),
  timestamp: z.iso.datetime({ precision: 3 }),
  author: z.string(),
  client_message_id: z.string().nullable(),
  files: z.array(fileBody),
  quick_replies: z
    .array(z.string())
    .describe('Answers it offers; the one that is pressed is sent as a message.'),
})
export type LiveMessage = z.output<typeof liveMessage>

const ownText = z.string().exactOptional()

/** Answer of `GET /chat/widget`. */
export const widgetBody = z.object({
  name: z.string(),
  greeting: z.string(),
  appearance: z.object({
    colour: z.string().meta({ examples: ['#1f6feb'] }),
    text_colour: z.string().describe('What reads best on it.'),
    position: z.enum(['right', 'left']),
    offset: z.object({ x: z.int(), y: z.int() }),
    launcher: z.object({ icon: z.enum(['chat', 'question', 'hand', 'mail']), hidden: z.boolean() }),
    texts: z
      .record(
        z.string(),
        z.object({
          title: ownText,
          intro: ownText,
          launcher: ownText,
          placeholder: ownText,
          offline: ownText,
          name_label: ownText,
          email_label: ownText,
          message_label: ownText,
          start: ownText,
        }),
      )
      .describe('By locale.'),
  }),
  office_hours: z
    .object({ open: z.boolean(), changes_at: z.iso.datetime({ precision: 3 }).nullable() })
    .nullable()
    .describe('Null: always open.'),
  files: z.object({ most: z.int(), max_bytes: z.int() }),
})
export type WidgetBody = z.output<typeof widgetBody>

export const provenBody = z.object({ verified: z.literal(true) })
