import { z } from 'zod'
import { findConversation } from '../../../core/conversations/queries.ts'
import { missing } from '../../../core/errors.ts'
import { fillIn, firstName } from '../../../core/macros/variables.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import { conversationBodies } from '../conversation-bodies.ts'
import { ulid } from '../params.ts'
import type { MacroRunBody } from '../wire.ts'

export const runParams = z.object({ id: ulid, macro: ulid })

type Run = Call<Caller, undefined, undefined, z.output<typeof runParams>>

/** `POST /api/manage/conversations/{id}/macros/{macro}`: the conversation as it is then, and the text to send. */
export async function run({ core, caller, params, request }: Run): Promise<Answer> {
  const { org, teammate } = caller
  const key = idempotencyKeyOf(request, org, `POST macros ${teammate.id}`, params)
  const { id, name } = teammate
  const args = { org, conversationId: params.id, macroId: params.macro, teammate: { id, name } }
  const { result, replayed } = await core.runOnce('runMacro', args, key)
  const row = await findConversation(core.read, org, teammate.id, result.conversationId)
  const [conversation] = row ? await conversationBodies(core.read, org, teammate.id, [row]) : []
  if (!conversation) throw missing('conversation')
  const { contact, number, title } = conversation
  const { body, empty } = fillIn(result.body, {
    'contact.name': contact?.name ?? null,
    'contact.first_name': firstName(contact?.name ?? null),
    'contact.email': contact?.email ?? null,
    'teammate.name': name,
    'ticket.number': number,
    'ticket.title': title,
  })
  const answer: MacroRunBody = { body, empty_variables: empty, conversation }
  return { status: 200, body: answer, headers: replayedHeader(replayed) }
}
