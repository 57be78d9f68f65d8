import type { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import type { Credential } from '../../core/accounts/authenticate.ts'
import { findNumberBySource } from '../../core/conversations/queries.ts'
import { DomainError } from '../../core/errors.ts'
import { sourceTaken } from '../../core/source-taken.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { type FileRules, REPLY_FILES, takeFiles } from '../../http/take-files.ts'
import { type createTicketForm, ticketCreated } from './wire.ts'

type CreateTicket = Call<Credential, z.output<typeof createTicketForm>, undefined, undefined>

/** JPG and PNG up to 4 MiB, as published for this route (docs/contracts.md 1c#5). */
export const ticketFiles: FileRules = {
  maxBytes: 4 * 1024 * 1024,
  most: REPLY_FILES.most,
  accepts: 'images',
  tooLarge: () => new DomainError('too_large', 'File size exceeds 4MB'),
}

/** `POST /interaction` and `/interactions`: a ticket with its first message and files, durable before the 200. */
export function createTicket(blobs: Blobs): (call: CreateTicket) => Promise<Answer> {
  return async ({ core, caller, body, request }) => {
    const { org, channelId, publicId, name } = caller
    if (channelId === null) throw new DomainError('forbidden', 'this key has no tickets channel')
    const { query, title, user, files, lists, company_id, company_source_specific_id, ...rest } = body
    const { drafts, keep } = await takeFiles(blobs, { files, lists }, ticketFiles)
    const company = { id: company_id, source_specific_id: company_source_specific_id }
    const facts = () => ({ query, title, ...user, company, drafts, ...rest })
    const key = idempotencyKeyOf(request, org, 'POST /interactions', facts)
    // A look before files are stored; the verb looks again. A repeat under its own key is no duplicate.
    if (drafts.length > 0 && rest.source_specific_id !== null && !key) {
      const earlier = await findNumberBySource(core.read, org, rest.source_specific_id)
      if (earlier) throw sourceTaken(earlier)
    }
    await keep()
    const { source_specific_id, original_timestamp, additional_properties } = rest
    const { result, replayed } = await core.runOnce(
      'openTicket',
      {
        org,
        channelId,
        apiKey: { publicId, name },
        title,
        body: query,
        user,
        company,
        additional_properties,
        enclosed: { attachments: drafts, source_specific_id, original_timestamp },
      },
      key,
    )
    return {
      status: 200,
      body: ticketCreated(result.number),
      headers: { 'x-ticket-id': result.conversationId, ...replayedHeader(replayed) },
    }
  }
}
