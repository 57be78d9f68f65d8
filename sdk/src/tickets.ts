import { ParleyError } from './errors.ts'
import { newIdempotencyKey, type Once } from './idempotency.ts'
import { type ConnectionOptions, type Read, request } from './request.ts'
import { addUser, type Enclosed, enclose, type Person, setGiven } from './ticket-form.ts'

export type TicketsOptions = ConnectionOptions & {
  /** The raw API key, as `parley setup`, `parley keys` or the dashboard showed it once. */
  apiKey: string
}

/** A ticket to open. Only `query` is required; the server derives a title from it. */
export type NewTicket = Enclosed &
  Once & {
    query: string
    title?: string
    user?: Person
    /** Your own id of the ticket: taken once for good, and replies may name the ticket by it. */
    sourceSpecificId?: string
    /** Parley's id of the company, or yours; one that nobody knows is kept and shown as unmatched. */
    company?: { id: string } | { sourceSpecificId: string }
    /** Shown with the ticket; at most 64 keys and 16 KiB. */
    additionalProperties?: Readonly<Record<string, unknown>>
  }

export type CreatedTicket = {
  /** The number people use, such as `ASM-1`. */
  createdTicketNumber: string
  /** The id that other calls take; null from a server that does not send it. */
  ticketId: string | null
}

/** A reply to a ticket, named by its id or by your own. */
export type NewReply = Enclosed &
  Once & {
    ticket: { id: string } | { sourceSpecificId: string }
    content: string
    /** Who wrote it, with `id` or `email`. One of your teammates answers; anybody else is the customer. */
    user: Person
    /** Your own id of the reply: taken once within its ticket. */
    sourceSpecificId?: string
  }

export type TicketsApi = {
  /** Opens a ticket. `conflict` when its `sourceSpecificId` is taken. @throws {ParleyError} */
  createTicket(ticket: NewTicket): Promise<CreatedTicket>
  /** Adds a message to a ticket. `not_found` when there is no such ticket. @throws {ParleyError} */
  reply(reply: NewReply): Promise<{ createdHistoryId: string }>
}

/**
 * The tickets API of one server.
 * @example
 * const tickets = ticketsApi({ baseUrl: 'https://parley.example.com', apiKey })
 * await tickets.createTicket({ query: 'The kettle lid does not close' })
 */
export function ticketsApi(options: TicketsOptions): TicketsApi {
  const post = <T>(path: string, body: FormData, once: Once, read: Read<T>): Promise<T> =>
    request(
      options,
      {
        method: 'POST',
        path,
        headers: { authorization: options.apiKey, accept: 'application/json' },
        body,
        idempotencyKey: once.idempotencyKey ?? newIdempotencyKey(),
        signal: once.signal,
      },
      read,
    )
  return {
    createTicket: (ticket) =>
      post('/interactions', ticketForm(ticket), ticket, async (response) => ({
        createdTicketNumber: textIn(await response.json(), 'created_ticket_number'),
        ticketId: response.headers.get('x-ticket-id'),
      })),
    reply(reply) {
      const query = new URLSearchParams(
        'id' in reply.ticket
          ? { id: reply.ticket.id }
          : { source_specific_id: reply.ticket.sourceSpecificId },
      )
      return post(`/interactions/reply?${query}`, replyForm(reply), reply, async (response) => ({
        createdHistoryId: textIn(await response.json(), 'created_history_id'),
      }))
    },
  }
}

function ticketForm(ticket: NewTicket): FormData {
  const { query, title, sourceSpecificId, company, additionalProperties, user = {} } = ticket
  const form = new FormData()
  setGiven(form, {
    query,
    title,
    source_specific_id: sourceSpecificId,
    company_id: company && 'id' in company ? company.id : undefined,
    company_source_specific_id: company && 'id' in company ? undefined : company?.sourceSpecificId,
    additional_properties: additionalProperties && JSON.stringify(additionalProperties),
  })
  addUser(form, user)
  enclose(form, ticket)
  return form
}

function replyForm(reply: NewReply): FormData {
  const form = new FormData()
  setGiven(form, { content: reply.content, source_specific_id: reply.sourceSpecificId })
  addUser(form, reply.user)
  enclose(form, reply)
  return form
}

function textIn(answer: unknown, name: string): string {
  const value = typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
  const text = value.find(([key]) => key === name)?.[1]
  if (typeof text === 'string') return text
  throw new ParleyError('The answer is not a ticket’s: is baseUrl a Parley server?', {
    status: 200,
    code: 'invalid',
  })
}
