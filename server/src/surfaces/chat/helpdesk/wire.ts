// What helpdesk calls say on the wire: docs/contracts.md 4c#30 to 4c#38. Texts and their order are published.
import { z } from 'zod'
import { canonicalEmail } from '../../../core/accounts/email.ts'
import { fits } from '../../../core/code-points.ts'
import { complain } from '../wire.ts'

const priorities = ['low', 'normal', 'high', 'urgent'] as const
type Priority = (typeof priorities)[number]
const BAD_PRIORITY = `priority must be one of: ${priorities.join(', ')}`

const LONGEST_SUBJECT = 1_000
const LONGEST_NAME = 255
const BYTES_OF_MESSAGE = 256 * 1024

const isPriority = (text: string): text is Priority => (priorities as readonly string[]).includes(text)
const oneLine = (text: string) => text.trim().replace(/[\s\p{Cc}]+/gu, ' ')

/** Form of `POST /helpdesk/tickets`: what is missing or blank in the order of the fields, then values, then lengths. */
export const ticketForm = z
  .object({ values: z.record(z.string(), z.string()).default({}) })
  .transform(({ values }, context) => {
    for (const field of ['subject', 'message', 'email'] as const)
      if (!values[field]?.trim()) return complain(context, `${field} is required`)
    const { subject = '', message = '', email = '', name = '', priority = '' } = values
    const address = canonicalEmail(email)
    if (address === undefined) return complain(context, 'Invalid email address')
    const urgency = priority.trim()
    if (urgency !== '' && !isPriority(urgency)) return complain(context, BAD_PRIORITY)
    const [title, shownName] = [oneLine(subject), oneLine(name)]
    if (!fits(title, LONGEST_SUBJECT))
      return complain(context, `subject is too long (maximum ${LONGEST_SUBJECT} characters)`)
    if (Buffer.byteLength(message) > BYTES_OF_MESSAGE)
      return complain(context, 'message is too long (maximum 256 KiB)')
    if (!fits(shownName, LONGEST_NAME))
      return complain(context, `name is too long (maximum ${LONGEST_NAME} characters)`)
    return {
      subject: title,
      message,
      email: address,
      name: shownName || null,
      priority: urgency === '' ? null : urgency,
    }
  })

const sent = z.object({
  subject: z
    .string()
    .describe('Up to 1,000 characters.')
    .meta({ examples: ['Question about pricing'] }),
  message: z
    .string()
    .describe('Plain text, up to 256 KiB.')
    .meta({ examples: ['What does it cost?'] }),
  email: z.string().meta({ examples: ['visitor@example.com'] }),
  name: z.string().optional().describe('Of the contact, up to 255 characters; else the address.'),
  priority: z.enum(priorities).optional(),
})
export const sentTicket = { 'application/json': sent, 'application/x-www-form-urlencoded': sent }

const time = z.iso.datetime({ precision: 3 })
const state = z.enum(['new', 'assigned', 'closed'])
export type State = z.output<typeof state>
const priority = z.enum(priorities).nullable()
const ticketId = z
  .int()
  .describe("A ticket's is that of its number, 12 of `ASM-12`; others begin above 1,000,000,000.")

const contact = z.object({ name: z.string().nullable(), email: z.string().nullable() }).nullable()
export type ContactBody = z.output<typeof contact>
const assignee = z.object({ name: z.string() }).nullable()

export const openedTicketBody = z.object({
  id: ticketId,
  subject: z.string(),
  state: z.literal('new'),
  priority,
  contact: z.object({ email: z.string(), name: z.string() }),
  created_at: time,
})
export type OpenedTicketBody = z.output<typeof openedTicketBody>

export const deskTicketBody = z.object({
  id: ticketId,
  state,
  priority,
  messages_count: z.int().describe('Messages and notes.'),
  contact,
  assignee,
  subject: z.string(),
  updated_at: time,
})
export type DeskTicketBody = z.output<typeof deskTicketBody>
export const deskTicketsBody = z.object({ tickets: z.array(deskTicketBody) })

export const deskMessageBody = z.object({
  type: z.enum(['email', 'note', 'chat']),
  direction: z.enum(['inbound', 'outbound']),
  author: z.string().nullable(),
  body: z.string(),
  received_at: time.describe('When it was written, as far as is known.'),
  created_at: time.describe('When it was stored.'),
  files: z.array(z.object({ filename: z.string(), content_type: z.string(), byte_size: z.int() })),
})
export type DeskMessageBody = z.output<typeof deskMessageBody>

const source = z.enum(['helpdesk', 'chat', 'api', 'api_channel', 'assistant'])
export type Source = z.output<typeof source>

export const wholeTicketBody = z.object({
  ticket: z.object({
    id: ticketId,
    subject: z.string(),
    state,
    priority,
    source,
    contact,
    assignee,
    summary: z.string().nullable(),
    created_at: time,
    updated_at: time,
    messages: z.array(deskMessageBody),
  }),
})
export type WholeTicket = z.output<typeof wholeTicketBody>['ticket']

export const accountBody = z.object({ slug: z.string(), name: z.string() })
export type AccountBody = z.output<typeof accountBody>
export const accountsBody = z.object({ accounts: z.array(accountBody) })
export const accountRequiredBody = z.object({
  error: z.literal('Account required'),
  available_accounts: z.array(accountBody),
})
export type AccountRequiredBody = z.output<typeof accountRequiredBody>

export const membersBody = z.object({ members: z.array(z.object({ id: z.string(), name: z.string() })) })
export type MembersBody = z.output<typeof membersBody>

export const LARGEST_PAGE = 200
const LIMIT = `limit must be a whole number from 1 to ${LARGEST_PAGE}`
const CURSOR = 'Invalid cursor'

/** Blank counts as not sent, as where addresses are put together by templates. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)

/** Ours: whoever names no limit knows of no pages, and gets the longest. */
export const pageQuery = z.object({
  limit: given(
    z.coerce
      .number(LIMIT)
      .int(LIMIT)
      .min(1, LIMIT)
      .max(LARGEST_PAGE, LIMIT)
      .default(LARGEST_PAGE)
      .describe('How many at most.'),
  ),
  cursor: given(
    z.string(CURSOR).max(100, CURSOR).optional().describe('As it stands in the `Link` of the page before.'),
  ),
})

const states = ['open', 'closed', 'all'] as const

export const ticketsQuery = pageQuery.extend({
  state: given(
    z
      .enum(states, `state must be one of: ${states.join(', ')}`)
      .default('open')
      .describe('`open` is new or assigned.'),
  ),
  priority: given(z.enum(priorities, BAD_PRIORITY).optional()),
})

/** What is no integer is as unknown as one that nothing has. */
export const ticketParams = z.object({
  id: z
    .string()
    .transform((text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0))
    .describe("The ticket's `id`.")
    .meta({ example: '1' }),
})
