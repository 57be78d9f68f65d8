import type { z } from 'zod'
import type { Credential } from '../../core/accounts/authenticate.ts'
import { DomainError } from '../../core/errors.ts'
import { nothingEnclosed } from '../../core/messages/add-message.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { type createTicketForm, ticketCreated } from './wire.ts'

type CreateTicket = Call<Credential, z.output<typeof createTicketForm>, undefined, undefined>

/** `POST /interaction`: one ticket with its first message, durable before the 200 (docs/contracts.md 1). */
export async function createTicket({ core, caller, body, request }: CreateTicket): Promise<Answer> {
  const { org, channelId, publicId, name } = caller
  if (channelId === null) throw new DomainError('forbidden', 'this key has no tickets channel')
  const { query, title, user } = body
  const key = idempotencyKeyOf(request, org, 'POST /interaction', { query, title, ...user })
  const { result, replayed } = await core.runOnce(
    'openTicket',
    {
      org,
      channelId,
      apiKey: { publicId, name },
      title,
      body: query,
      user: { id: null, source_specific_id: null, ...user },
      company: { id: null, source_specific_id: null },
      additional_properties: '{}',
      enclosed: nothingEnclosed,
    },
    key,
  )
  return {
    status: 200,
    body: ticketCreated(result.number),
    headers: { 'x-ticket-id': result.conversationId, ...replayedHeader(replayed) },
  }
}
