// What a change of a conversation changed, as data for programs and as a sentence for the transcript.
import { DomainError } from '../../errors.ts'
import type { Time } from '../../ids.ts'

type Owner = { kind: 'bot' | 'assistant' | 'people'; id: string | null }
type From<T> = { from: T; to: T }
export const statuses = ['open', 'pending', 'snoozed', 'closed'] as const
export const priorities = ['low', 'normal', 'high', 'urgent'] as const

export type Status = (typeof statuses)[number]
export type Priority = (typeof priorities)[number] | null

/** Only what is different now. */
export type Changes = {
  status?: From<Status>
  snoozed_until?: From<Time | null>
  assignee_id?: From<string | null>
  priority?: From<Priority>
  /** Only when it is given back; who takes it over is its assignee. */
  owner?: From<Owner>
  tags?: { added: string[]; removed: string[] }
}

export type State = {
  status: Status
  snoozed_until: Time | null
  assignee_id: string | null
  priority: Priority
  tags: string[]
}

/** What is not named stays. `tags` are the whole list, `tag_changes` what becomes of the one there is. */
export type Wanted = Partial<State> & { tag_changes?: { add: string[]; remove: string[] } }

export const MOST_TAGS = 50

/**
 * A conversation that is not snoozed has no time to wake at.
 * @throws {DomainError} `invalid` when it would have too many tags.
 */
export function differences(before: State, wanted: Wanted): Changes {
  const changes: Changes = {}
  const status = wanted.status ?? before.status
  const until = status === 'snoozed' ? (wanted.snoozed_until ?? before.snoozed_until) : null
  if (status !== before.status) changes.status = { from: before.status, to: status }
  if (until !== before.snoozed_until) changes.snoozed_until = { from: before.snoozed_until, to: until }
  const { assignee_id, priority } = wanted
  const tags = tagsAfter(before.tags, wanted)
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

function tagsAfter(before: string[], { tags, tag_changes }: Wanted): string[] | undefined {
  if (tags || !tag_changes) return tags
  const { add, remove } = tag_changes
  const after = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag))
  if (after.length > Math.max(before.length, MOST_TAGS))
    throw new DomainError('invalid', `a conversation has at most ${MOST_TAGS} tags`, { field: 'tags' })
  return after
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
  const { status, snoozed_until, assignee_id, priority, owner, tags } = changes
  if (status) parts.push(STATUS[status.to])
  else if (snoozed_until) parts.push('changed when it wakes')
  if (owner) parts.push(`gave it back to the ${owner.to.kind}`)
  else if (assignee_id)
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
