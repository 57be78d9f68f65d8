// The ticket-ingestion API, in the order docs/api/tickets.md documents it.
import type { Blobs } from '../../blobs/blobs.ts'
import type { Credential } from '../../core/accounts/authenticate.ts'
import { acceptForms, type FormRules, formReader } from '../../http/form.ts'
import { perMinute, perSecond } from '../../http/limits.ts'
import { type Limit, route, type Surface } from '../../http/surface.ts'
import type { FileRules } from '../../http/take-files.ts'
import { apiKey } from './auth.ts'
import { createTicket, ticketFiles } from './create-ticket.ts'
import { errorBody, ticketErrors } from './errors.ts'
import { replyFiles, replyToTicket } from './reply.ts'
import { sentReply, sentTicket } from './sent.ts'
import { createTicketForm, replyCreatedBody, replyForm, replyQuery, ticketCreatedBody } from './wire.ts'

/** The published rates (docs/contracts.md 1c#18), unless the organisation has its own. */
export type TicketRates = { tickets_per_second: number; replies_per_minute: number }

/** Base64 is a third longer than what it stands for; line breaks and a `data:` prefix come on top. */
const base64Length = (bytes: number) => Math.ceil(bytes * 1.4) + 1_024

/** Both spellings of the create route belong to one document each, and are one route. */
export function tickets(blobs: Blobs, rates: TicketRates): Surface[] {
  const auth = apiKey
  const creates: Limit<Credential> = {
    name: 'create ticket',
    rule: ({ limits }) => perSecond(limits.tickets_per_second ?? rates.tickets_per_second),
  }
  const replies: Limit<Credential> = {
    name: 'reply to ticket',
    rule: ({ limits }) => perMinute(limits.replies_per_minute ?? rates.replies_per_minute),
  }
  const rulesFor = ({ maxBytes, most }: FileRules): FormRules => ({
    lists: ['files_base64', 'files_image_url'],
    longestItem: base64Length(maxBytes),
    objects: ['user', 'additional_properties'],
    files: { name: 'files', maxBytes, most, stage: blobs.stage },
  })
  const create = route('POST', '/', {
    auth,
    limit: creates,
    read: formReader(rulesFor(ticketFiles)),
    body: createTicketForm,
    doc: {
      summary: 'Opens a ticket',
      about:
        'The ticket, its first message, its files and its number are on disk before you read the answer.',
      sends: sentTicket,
      answers: { 200: ticketCreatedBody },
      refuses: {
        invalid: 'query is required',
        conflict: ['source specific id already exists', { number: 'ASM-1' }],
        forbidden: 'this key has no tickets channel',
      },
      headers: { 'X-Ticket-Id': "The ticket's ULID, which replies may name." },
      idempotent: true,
    },
    handle: createTicket(blobs),
  })
  const reply = route('POST', '/reply', {
    auth,
    limit: replies,
    query: replyQuery,
    read: formReader(rulesFor(replyFiles)),
    body: replyForm,
    doc: {
      summary: 'Adds a message to a ticket',
      about: 'The ticket is named by exactly one of `id` and `source_specific_id`.',
      sends: sentReply,
      answers: { 200: replyCreatedBody },
      refuses: {
        invalid: 'exactly one of id or source_specific_id must be provided',
        not_found: 'ticket not found for identifier: shop-4712',
        conflict: 'source specific id already exists',
      },
      idempotent: true,
    },
    handle: replyToTicket(blobs),
  })
  const family = {
    name: 'tickets',
    title: 'Tickets API',
    about:
      'Sends tickets and replies into Parley. Unknown fields are ignored. `/interaction` is the older spelling ' +
      'of `/interactions`.',
    bodies: { errorBody, ticketCreatedBody, replyCreatedBody },
    errors: ticketErrors,
    cors: 'any' as const,
    strangers: perMinute(60),
    prepare: acceptForms,
  }
  return [
    { ...family, base: '/interaction', routes: [create] },
    { ...family, base: '/interactions', routes: [create, reply] },
  ]
}
