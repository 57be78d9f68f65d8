import { ParleyError } from './errors.ts'
import { type ConnectionOptions, request } from './request.ts'

export type TicketsOptions = ConnectionOptions & {
  /** The raw API key, as `parley setup` or the dashboard showed it once. */
  apiKey: string
}

/** A ticket to open. Only `query` is required; the server derives a title from it. */
export type NewTicket = {
  query: string
  title?: string
  user?: { name?: string; email?: string; imageUrl?: string; username?: string }
  /**
   * Any text that is unique to this ticket, such as the id of the form entry it came from. With it the call is
   * retried on failure, and the server still opens one ticket.
   */
  idempotencyKey?: string
  signal?: AbortSignal
}

export type CreatedTicket = {
  /** The number people use, such as `ASM-1`. */
  createdTicketNumber: string
  /** The id that other calls take; null from a server that does not send it. */
  ticketId: string | null
}

export type TicketsApi = {
  /** Opens a ticket. @throws {ParleyError} */
  createTicket(ticket: NewTicket): Promise<CreatedTicket>
}

/**
 * The tickets API of one server.
 * @example
 * const tickets = ticketsApi({ baseUrl: 'https://parley.example.com', apiKey })
 * await tickets.createTicket({ query: 'The kettle lid does not close', idempotencyKey: entry.id })
 */
export function ticketsApi(options: TicketsOptions): TicketsApi {
  return { createTicket: (ticket) => createTicket(options, ticket) }
}

async function createTicket(options: TicketsOptions, ticket: NewTicket): Promise<CreatedTicket> {
  const response = await request(options, {
    method: 'POST',
    path: '/interaction',
    headers: { authorization: options.apiKey, accept: 'application/json' },
    body: formOf(ticket),
    idempotencyKey: ticket.idempotencyKey,
    signal: ticket.signal,
  })
  const answer: unknown = await response.json()
  return { createdTicketNumber: numberIn(answer), ticketId: response.headers.get('x-ticket-id') }
}

function formOf({ query, title, user = {} }: NewTicket): FormData {
  const form = new FormData()
  const fields = {
    query,
    title,
    user_name: user.name,
    user_email: user.email,
    user_image_url: user.imageUrl,
    user_username: user.username,
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.set(name, value)
  }
  return form
}

function numberIn(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'created_ticket_number' in answer) {
    if (typeof answer.created_ticket_number === 'string') return answer.created_ticket_number
  }
  throw new ParleyError('The answer names no ticket: is baseUrl a Parley server?', {
    status: 200,
    code: 'invalid',
  })
}
