// The ticket-ingestion API, in the order docs/api/tickets.md documents it.
import type { Blobs } from '../../blobs/blobs.ts'
import type { Credential } from '../../core/accounts/authenticate.ts'
import { acceptForms, type FormRules, formReader } from '../../http/form.ts'
import { perMinute, perSecond } from '../../http/limits.ts'
import { type Limit, route, type Surface } from '../../http/surface.ts'
import { apiKey } from './auth.ts'
import { createTicket, ticketFiles } from './create-ticket.ts'
import { ticketErrors } from './errors.ts'
import { replyFiles, replyToTicket } from './reply.ts'
import { createTicketForm, replyForm, replyQuery } from './wire.ts'

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
  const rulesFor = (maxBytes: number): FormRules => ({
    lists: ['files_base64', 'files_image_url'],
    longestItem: base64Length(maxBytes),
    objects: ['user', 'additional_properties'],
    files: { name: 'files', maxBytes, stage: blobs.stage },
  })
  const create = route('POST', '/', {
    auth,
    limit: creates,
    read: formReader(rulesFor(ticketFiles.maxBytes)),
    body: createTicketForm,
    handle: createTicket(blobs),
  })
  const reply = route('POST', '/reply', {
    auth,
    limit: replies,
    query: replyQuery,
    read: formReader(rulesFor(replyFiles.maxBytes)),
    body: replyForm,
    handle: replyToTicket(blobs),
  })
  const family = {
    errors: ticketErrors,
    cors: 'any' as const,
    strangers: perMinute(60),
    prepare: acceptForms,
  }
  return [
    { ...family, name: 'tickets', base: '/interaction', routes: [create] },
    { ...family, name: 'tickets', base: '/interactions', routes: [create, reply] },
  ]
}
