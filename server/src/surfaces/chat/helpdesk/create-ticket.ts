import type { z } from 'zod'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { SiteServer } from './secret-key.ts'
import type { OpenedTicketBody, ticketForm } from './wire.ts'

type Create = Call<SiteServer, z.output<typeof ticketForm>, undefined, undefined>

/** `POST /helpdesk/tickets`: a ticket with its first message, durable before the 201 (docs/contracts.md 4c#31, 4c#32). */
export async function createTicket({ core, caller, body, request }: Create): Promise<Answer> {
  const { org, site, secretKey } = caller
  const { subject, message, email, name, priority } = body
  // Another site's key must not bring up this one's answer.
  const key = idempotencyKeyOf(request, org, `POST helpdesk ${site.id}`, body)
  const { result, replayed } = await core.runOnce(
    'openHelpdeskTicket',
    { org, site, secretKey, subject, body: message, email, name, priority },
    key,
  )
  const { serial, number, conversationId, contact, createdAt } = result
  const answer: OpenedTicketBody = {
    id: serial,
    subject,
    state: 'new',
    priority,
    contact,
    created_at: createdAt,
  }
  return {
    status: 201,
    body: answer,
    headers: {
      'x-ticket-id': conversationId,
      'x-ticket-number': number,
      ...replayedHeader(replayed),
    },
  }
}
