// Tickets of a site's helpdesk, in the order docs/api/chat.md documents them: opened by the site's own server, read by
// teammates with access tokens.
import { acceptForms, formReader } from '../../../http/form.ts'
import { perMinute } from '../../../http/limits.ts'
import { route, type Surface } from '../../../http/surface.ts'
import { chatErrors } from '../errors.ts'
import { accessToken, inAccount } from './access-token.ts'
import { createTicket } from './create-ticket.ts'
import { listTickets } from './list-tickets.ts'
import { listTeam, me } from './people.ts'
import { siteSecret } from './secret-key.ts'
import { showTicket } from './show-ticket.ts'
import * as wire from './wire.ts'

const family = {
  name: 'helpdesk',
  title: 'Helpdesk API',
  about:
    'Opens tickets with the secret key of a site, and shows tickets and chats to teammates with an access token, who name ' +
    'their account in `X-Account-Slug`.',
  bodies: {
    openedTicketBody: wire.openedTicketBody,
    deskTicketBody: wire.deskTicketBody,
    deskTicketsBody: wire.deskTicketsBody,
    deskMessageBody: wire.deskMessageBody,
    wholeTicketBody: wire.wholeTicketBody,
    deskAccountBody: wire.accountBody,
    deskAccountsBody: wire.accountsBody,
    accountRequiredBody: wire.accountRequiredBody,
    deskMembersBody: wire.membersBody,
  },
  errors: chatErrors,
  cors: 'echo' as const,
  strangers: perMinute(60),
}

const auth = accessToken
const account = { 'X-Account-Slug': 'The slug of the account, as `GET /api/v1/me` tells it.' }
const next = { Link: 'Where the next page is (`rel="next"`); none on the last one.' }

/** Its paths share nothing but their beginning with those of other surfaces: each noun is a prefix of its own. */
export const helpdesk: Surface[] = [
  {
    ...family,
    base: '/api/v1/helpdesk',
    prepare: acceptForms,
    routes: [
      route('POST', '/tickets', {
        auth: siteSecret,
        limit: { name: 'helpdesk tickets', rule: () => perMinute(10) },
        read: formReader(),
        body: wire.ticketForm,
        doc: {
          summary: 'Opens a ticket for whoever wrote to your site',
          sends: wire.sentTicket,
          answers: { 201: wire.openedTicketBody },
          refuses: { invalid: 'subject is required' },
          headers: {
            'X-Ticket-Id': "The ticket's ULID, as the manage API knows it.",
            'X-Ticket-Number': 'What people quote: `ASM-12`.',
          },
          idempotent: true,
        },
        handle: createTicket,
      }),
    ],
  },
  {
    ...family,
    base: '/api/v1/tickets',
    routes: [
      route('GET', '/', {
        auth,
        scope: 'conversations:read',
        query: wire.ticketsQuery,
        doc: {
          summary: 'Lists tickets and chats, newest message first',
          wants: account,
          answers: { 200: wire.deskTicketsBody, 400: wire.accountRequiredBody },
          refuses: { invalid: 'state must be one of: open, closed, all' },
          headers: next,
        },
        handle: inAccount(listTickets),
      }),
      route('GET', '/:id', {
        auth,
        scope: 'conversations:read',
        params: wire.ticketParams,
        doc: {
          summary: 'Shows one with all its messages and notes',
          wants: account,
          answers: { 200: wire.wholeTicketBody, 400: wire.accountRequiredBody },
          refuses: { not_found: 'Ticket not found' },
        },
        handle: inAccount(showTicket),
      }),
    ],
  },
  {
    ...family,
    base: '/api/v1/me',
    routes: [
      route('GET', '/', {
        auth,
        scope: 'any',
        doc: { summary: 'Shows the accounts of the token', answers: { 200: wire.accountsBody } },
        handle: me,
      }),
    ],
  },
  {
    ...family,
    base: '/api/v1/members',
    routes: [
      route('GET', '/', {
        auth,
        scope: 'team:read',
        query: wire.pageQuery,
        doc: {
          summary: 'Lists who works here',
          wants: account,
          answers: { 200: wire.membersBody, 400: wire.accountRequiredBody },
          headers: next,
        },
        handle: inAccount(listTeam),
      }),
    ],
  },
]
