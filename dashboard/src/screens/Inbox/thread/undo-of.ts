import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Person } from './use-actions.ts'
import type { Edit } from './use-edits.ts'

/** What brings back what an edit is about to change. A snooze whose time has passed since comes back as open. */
export function undoOf(
  before: ConversationBody,
  { wanted, look }: Edit,
  { now, me }: { now: number; me: Person },
): Edit {
  const { status, snoozed_until, assignee } = before
  const backTo = Object.fromEntries(Object.keys(look).map((name) => [name, Reflect.get(before, name)]))
  if (wanted === 'hand-back') {
    // Only by naming somebody is it taken from a bot or assistant.
    const taker = assignee ?? { id: me.id, name: me.name }
    return { wanted: { assignee_id: taker.id }, look: { ...backTo, assignee: taker } }
  }
  const sleeps = snoozed_until !== null && Date.parse(snoozed_until) > now
  const touchesStatus = wanted.status !== undefined || wanted.snoozed_until !== undefined
  const statusBefore =
    status !== 'snoozed' ? { status } : sleeps ? { status, snoozed_until } : { status: 'open' as const }
  return {
    wanted: {
      ...(touchesStatus && statusBefore),
      ...('assignee_id' in wanted && { assignee_id: before.assignee?.id ?? null }),
      ...('priority' in wanted && { priority: before.priority }),
      ...('tags' in wanted && { tags: before.tags }),
    },
    look: backTo,
  }
}
