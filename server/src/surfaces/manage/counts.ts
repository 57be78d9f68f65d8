import { countUnreadConversations } from '../../core/conversations/mentions/queries.ts'
import { listTallies } from '../../core/conversations/tallies/queries.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import type { CountsBody, StatusCounts } from './wire.ts'

/** As many as a badge shows. */
const MOST_MENTIONS = 99

const none = (): StatusCounts => ({ open: 0, pending: 0, snoozed: 0, closed: 0 })

/**
 * `GET /api/manage/conversation-counts`: read from tallies, so that it takes the same time whatever there is; mentions are
 * counted as far as a badge shows.
 */
export async function showCounts({
  core,
  caller,
}: Call<Caller, undefined, undefined, undefined>): Promise<Answer> {
  const all = none()
  const byAssignee = new Map<string | null, StatusCounts>()
  for (const { assignee_id, status, value } of await listTallies(core.read, caller.org)) {
    all[status] += value
    const counts = byAssignee.get(assignee_id) ?? none()
    counts[status] += value
    byAssignee.set(assignee_id, counts)
  }
  const { org, teammate } = caller
  const mentions = await countUnreadConversations(core.read, org, teammate.id, MOST_MENTIONS)
  const body: CountsBody = {
    ...all,
    mine: byAssignee.get(teammate.id) ?? none(),
    unassigned: byAssignee.get(null) ?? none(),
    by_assignee: [...byAssignee].flatMap(([assignee_id, counts]) =>
      assignee_id === null ? [] : [{ assignee_id, ...counts }],
    ),
    mentions: mentions.count,
    mentions_is_capped: mentions.capped,
  }
  return { status: 200, body }
}
