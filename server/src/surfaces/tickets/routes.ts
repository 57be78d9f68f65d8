// The ticket-ingestion API, in the order docs/api/tickets.md documents it.
import { acceptForms, readForm } from '../../http/form.ts'
import { perSecond } from '../../http/limits.ts'
import { route, type Surface } from '../../http/surface.ts'
import { apiKey } from './auth.ts'
import { createTicket } from './create-ticket.ts'
import { ticketErrors } from './errors.ts'
import { createTicketForm } from './wire.ts'

export const tickets: Surface = {
  name: 'tickets',
  base: '/interaction',
  errors: ticketErrors,
  prepare: acceptForms,
  routes: [
    route('POST', '/', {
      auth: apiKey,
      limit: perSecond(30),
      read: readForm,
      body: createTicketForm,
      handle: createTicket,
    }),
  ],
}
