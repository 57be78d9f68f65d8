import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, readProblem } from '../../../../api/problem.ts'
import { request } from '../../../../api/request.ts'
import type { FollowUp } from './outgoing.ts'

type Change = Partial<Record<'status' | 'snoozed_until' | 'assignee_id' | 'priority', string | null>> & {
  tags?: string[]
}

/**
 * Does to a conversation what was to follow a message. Doing it twice is the same as once.
 * @throws {Problem}
 */
export async function followUp(
  conversation: string,
  actions: readonly FollowUp[],
  me: string,
): Promise<void> {
  const path = `/api/manage/conversations/${encodeURIComponent(conversation)}`
  const touchesTags = actions.some(({ type }) => type === 'add_tag' || type === 'remove_tag')
  const tags = touchesTags ? (await request<ConversationBody>(path)).tags : []
  const change = changeOf(actions, tags, { now: Date.now(), me })
  if (Object.keys(change).length === 0) return
  let response: Response
  try {
    response = await fetch(path, {
      method: 'PATCH',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(change),
    })
  } catch (error) {
    throw asProblem(error)
  }
  if (!response.ok) throw await readProblem(response)
}

/** Later ones win: a macro that opens, sent with *Send and close*, closes. */
export function changeOf(
  actions: readonly FollowUp[],
  tags: readonly string[],
  { now, me }: { now: number; me: string },
): Change {
  const change: Change = {}
  const wanted = new Set(tags)
  for (const { type, value: given } of actions) {
    const value = given === null ? null : String(given)
    if (type === 'status' && value !== null) {
      change.status = value
      delete change.snoozed_until
    } else if (type === 'snooze') {
      const until = snoozedUntil(given, now)
      if (until === null) continue
      change.snoozed_until = until
      delete change.status
    } else if (type === 'assignee') change.assignee_id = value === 'me' ? me : value
    else if (type === 'priority') change.priority = value
    else if (type === 'add_tag' && value !== null) wanted.add(value)
    else if (type === 'remove_tag' && value !== null) wanted.delete(value)
  }
  if (wanted.size !== tags.length || tags.some((tag) => !wanted.has(tag))) change.tags = [...wanted]
  return change
}

const MINUTE = 60_000

/** A time, or a number of minutes from now, as macros keep it; null when it is neither, or past. */
export function snoozedUntil(value: string | number | null, now: number): string | null {
  if (value === null) return null
  const at = typeof value === 'number' ? now + value * MINUTE : Date.parse(value)
  return Number.isFinite(at) && at > now ? new Date(at).toISOString() : null
}
