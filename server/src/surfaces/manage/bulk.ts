import { z } from 'zod'
import { findConversations } from '../../core/conversations/queries.ts'
import { DomainError } from '../../core/errors.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { conversationBodies } from './conversation-bodies.ts'
import { changeBody } from './conversation-state.ts'
import { ulid } from './params.ts'
import type { BulkAnswer } from './wire.ts'

const MOST_IDS = 100

const id = z.string('ids must be a list of ids').max(100, 'an id is too long')
const ids = z
  .array(id, 'ids must be a list of ids')
  .min(1, 'ids must not be empty')
  .max(MOST_IDS, `at most ${MOST_IDS} ids`)
  .transform((given) => [...new Set(given)])

export const bulkBody = z.intersection(z.object({ ids }), changeBody)

type Bulk = Call<Caller, z.output<typeof bulkBody>, undefined, undefined>

/** `PATCH /api/manage/conversations`: each of them as `PATCH …/{id}` would, whatever becomes of the others. */
export async function changeMany({ core, caller, body }: Bulk): Promise<Answer> {
  const { org, teammate } = caller
  const { ids, ...given } = body
  const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const actor = { kind: 'teammate' as const, id: teammate.id, name: teammate.name }
  const failed: BulkAnswer['failed'] = []
  const done: string[] = []
  const change = async (id: string) => {
    try {
      await core.run('changeConversation', { org, conversationId: ulid.parse(id), wanted, actor })
      done.push(id)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      failed.push({ id, code: error.code, detail: error.message })
    }
  }
  await Promise.all(ids.map(change))
  const rows = await findConversations(core.read, org, teammate.id, done)
  const place = (id: string) => ids.indexOf(id)
  const answer: BulkAnswer = {
    updated: await conversationBodies(core.read, org, teammate.id, rows),
    failed: failed.sort((a, b) => place(a.id) - place(b.id)),
  }
  return { status: 200, body: answer }
}
