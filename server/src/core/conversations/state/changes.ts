// What a change of a conversation changed, as data for programs and as a sentence for the transcript.
import type { Time } from '../../ids.ts'

type From<T> = { from: T; to: T }
type Status = 'open' | 'pending' | 'snoozed' | 'closed'
type Priority = 'low' | 'normal' | 'high' | 'urgent' | null

/** Only what is different now. */
export type Changes = {
  status?: From<Status>
  snoozed_until?: From<Time | null>
  assignee_id?: From<string | null>
  priority?: From<Priority>
  tags?: { added: string[]; removed: string[] }
}

export type State = {
  status: Status
  snoozed_until: Time | null
  assignee_id: string | null
  priority: Priority
  tags: string[]
}

/** A conversation that is not snoozed has no time to wake at. */
export function differences(before: State, wanted: Partial<State>): Changes {
  const changes: Changes = {}
  const status = wanted.status ?? before.status
  const until = status === 'snoozed' ? (wanted.snoozed_until ?? before.snoozed_until) : null
  if (status !== before.status) changes.status = { from: before.status, to: status }
  if (until !== before.snoozed_until) changes.snoozed_until = { from: before.snoozed_until, to: until }
  const { assignee_id, priority, tags } = wanted
  if (assignee_id !== undefined && assignee_id !== before.assignee_id)
    changes.assignee_id = { from: before.assignee_id, to: assignee_id }
  if (priority !== undefined && priority !== before.priority)
    changes.priority = { from: before.priority, to: priority }
  if (tags) {
    const added = tags.filter((tag) => !before.tags.includes(tag))
    const removed = before.tags.filter((tag) => !tags.includes(tag))
    if (added.length + removed.length > 0) changes.tags = { added, removed }
  }
  return changes
}

const STATUS: Record<Status, string> = {
  open: 'opened it',
  pending: 'set it to pending',
  snoozed: 'snoozed it',
  closed: 'closed it',
}

/** Continues the name of whoever did it: "Noor closed it and removed the tag lid". */
export function sentenceOf(changes: Changes, assignee: string | null): string {
  const parts: string[] = []
  const { status, snoozed_until, assignee_id, priority, tags } = changes
  if (status) parts.push(STATUS[status.to])
  else if (snoozed_until) parts.push('changed when it wakes')
  if (assignee_id)
    parts.push(assignee_id.to === null ? 'unassigned it' : `assigned it to ${assignee ?? 'a teammate'}`)
  if (priority)
    parts.push(priority.to === null ? 'took its priority away' : `set its priority to ${priority.to}`)
  if (tags?.added.length) parts.push(`added ${named(tags.added)}`)
  if (tags?.removed.length) parts.push(`removed ${named(tags.removed)}`)
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '')
}

function named(tags: string[]): string {
  return `${tags.length === 1 ? 'the tag' : 'the tags'} ${tags.join(', ')}`
}
