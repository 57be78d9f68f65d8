import type { z } from 'zod'
import type { Blobs } from '../../blobs/blobs.ts'
import type { Credential } from '../../core/accounts/authenticate.ts'
import { findTicket } from '../../core/conversations/queries.ts'
import { ticketMissing } from '../../core/conversations/reply-to-ticket.ts'
import { findMessageBySource } from '../../core/messages/queries.ts'
import { sourceTaken } from '../../core/source-taken.ts'
import { ProtocolError } from '../../http/errors.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { type FileRules, REPLY_FILES, takeFiles } from '../../http/take-files.ts'
import { replyCreated, type replyForm, type replyQuery } from './wire.ts'

type Reply = Call<Credential, z.output<typeof replyForm>, z.output<typeof replyQuery>, undefined>

/** Any type up to 32 MiB, as published for this route (docs/contracts.md 1c#5). */
export const replyFiles: FileRules = {
  ...REPLY_FILES,
  tooLarge: () => new ProtocolError(413, 'File size exceeds 32MB'),
}

/** `POST /interactions/reply`, by our id or the client's own (docs/contracts.md 1). */
export function replyToTicket(blobs: Blobs): (call: Reply) => Promise<Answer> {
  return async ({ core, caller, body, query: ticket, request }) => {
    const { org } = caller
    const { content, user, source_specific_id, original_timestamp } = body
    const { drafts, keep } = await takeFiles(blobs, body, replyFiles)
    const facts = { ticket, content, user, source_specific_id, original_timestamp, drafts }
    const key = idempotencyKeyOf(request, org, 'POST /interactions/reply', facts)
    // A look before files are stored; the verb looks again, and most replies bring none.
    if (drafts.length > 0) {
      const found = await findTicket(core.read, org, ticket)
      if (!found) throw ticketMissing(ticket)
      if (source_specific_id !== null && !key)
        if (await findMessageBySource(core.read, org, found.id, source_specific_id)) throw sourceTaken()
    }
    await keep()
    const { result, replayed } = await core.runOnce(
      'replyToTicket',
      {
        org,
        ticket,
        user,
        body: content,
        enclosed: { attachments: drafts, source_specific_id, original_timestamp },
      },
      key,
    )
    return { status: 200, body: replyCreated(result.messageId), headers: replayedHeader(replayed) }
  }
}
