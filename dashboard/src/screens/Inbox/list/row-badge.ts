import type {
  ConversationBody,
  ConversationStatus,
  Priority,
} from '../../../../../server/src/surfaces/manage/wire.ts'

/** The one thing that a row says with a badge. */
export type RowBadge =
  | { kind: 'failed' }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'snoozed'; until: string }
  | { kind: 'draft' }
  | { kind: 'status'; status: ConversationStatus }

/** @param mixed whether the list holds several states, so that a row must say its own. */
export function rowBadge(
  { delivery_failed, draft, priority, status, snoozed_until }: ConversationBody,
  mixed: boolean,
): RowBadge | null {
  if (delivery_failed) return { kind: 'failed' }
  if (status === 'snoozed' && snoozed_until !== null) return { kind: 'snoozed', until: snoozed_until }
  if (priority === 'urgent' || priority === 'high') return { kind: 'priority', priority }
  if (draft) return { kind: 'draft' }
  return mixed && status !== 'open' ? { kind: 'status', status } : null
}
