import type { Priority } from '../../../../../../server/src/surfaces/manage/wire.ts'
import type { BulkChange } from './bulk-plan.ts'

export const closing: BulkChange = {
  said: 'closed',
  of: ({ status }) => (status === 'closed' ? null : { status: 'closed' }),
}

export const reopening: BulkChange = {
  said: 'reopened',
  of: ({ status }) => (status === 'open' ? null : { status: 'open' }),
}

export const snoozing = (until: string, what: string): BulkChange => ({
  said: 'snoozed',
  what,
  of: ({ snoozed_until }) => (snoozed_until === until ? null : { snoozed_until: until }),
})

/** Null: to nobody. */
export function assigning(to: { id: string; name: string } | null): BulkChange {
  const of: BulkChange['of'] = ({ assignee, owner }) =>
    (assignee?.id ?? null) === (to?.id ?? null) && owner.kind === 'people'
      ? null
      : { assignee_id: to?.id ?? null }
  return to === null
    ? { said: 'unassigned', of }
    : { said: 'assigned', what: to.name, of, assignee: () => to }
}

export const prioritising = (priority: Priority | null, what: string): BulkChange => ({
  said: 'prioritised',
  what,
  of: (row) => (row.priority === priority ? null : { priority }),
})

export const tagging = (tag: string): BulkChange => ({
  said: 'tagged',
  what: tag,
  of: ({ tags }) => (tags.includes(tag) ? null : { tags: [...tags, tag] }),
})

export const untagging = (tag: string): BulkChange => ({
  said: 'untagged',
  what: tag,
  of: ({ tags }) => (tags.includes(tag) ? { tags: tags.filter((one) => one !== tag) } : null),
})
