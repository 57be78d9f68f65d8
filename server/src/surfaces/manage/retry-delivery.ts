import type { z } from 'zod'
import { missing } from '../../core/errors.ts'
import { findMessage } from '../../core/messages/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { byOf, type Caller } from './auth.ts'
import { withFiles } from './conversations.ts'
import type { ulidParams } from './params.ts'

type Retry = Call<Caller, undefined, undefined, z.output<typeof ulidParams>>

/** `POST /api/manage/messages/{id}/retry`: answers the message as it is then. */
export async function retryDelivery({ core, caller, params, request }: Retry): Promise<Answer> {
  const { org } = caller
  const { actor } = byOf(caller, request)
  const key = idempotencyKeyOf(request, org, 'POST retry', params)
  const { replayed } = await core.runOnce('retryDelivery', { org, messageId: params.id, actor }, key)
  const row = await findMessage(core.read, org, params.id)
  if (!row) throw missing('message')
  const [message] = await withFiles(core.read, org, [row])
  return { status: 200, body: message, headers: replayedHeader(replayed) }
}
