import { z } from 'zod'
import { findConversation } from '../../core/conversations/queries.ts'
import type { Core } from '../../core/core.ts'
import { missing } from '../../core/errors.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { byOf, type Caller } from './auth.ts'
import { conversationBodies } from './conversation-bodies.ts'
import { ulid, type ulidParams } from './params.ts'
import type { ConversationBody, MergedBody, UnmergedBody } from './wire.ts'

export const mergeBody = z.object({ from: z.string('from is required').pipe(ulid) })
export const undoParams = z.object({ id: ulid, merge: ulid })

type Merge = Call<Caller, z.output<typeof mergeBody>, undefined, z.output<typeof ulidParams>>
type Undo = Call<Caller, undefined, undefined, z.output<typeof undoParams>>

/** `POST /api/manage/conversations/{id}/merge` */
export async function merge({ core, caller, params, body, request }: Merge): Promise<Answer> {
  const { org } = caller
  const key = idempotencyKeyOf(request, org, `POST merge ${params.id}`, body)
  const args = { org, conversationId: params.id, from: body.from, ...byOf(caller, request) }
  const { result, replayed } = await core.runOnce('mergeConversations', args, key)
  const conversation = await shown(core, caller, result.conversationId)
  const answer: MergedBody = { merge_id: result.mergeId, conversation }
  return { status: 200, body: answer, headers: replayedHeader(replayed) }
}

/** `POST /api/manage/conversations/{id}/merges/{merge}/undo`, by the merge's id or by what was merged. */
export async function undoMerge({ core, caller, params, request }: Undo): Promise<Answer> {
  const { org } = caller
  const args = { org, conversationId: params.id, merge: params.merge, ...byOf(caller, request) }
  const { conversationId, returnedId } = await core.run('unmergeConversations', args)
  const answer: UnmergedBody = {
    conversation: await shown(core, caller, conversationId),
    returned: await shown(core, caller, returnedId),
  }
  return { status: 200, body: answer }
}

async function shown(core: Core, { org, teammate }: Caller, id: string): Promise<ConversationBody> {
  const row = await findConversation(core.read, org, teammate.id, id)
  const [body] = row ? await conversationBodies(core.read, org, teammate.id, [row]) : []
  if (!body) throw missing('conversation')
  return body
}
