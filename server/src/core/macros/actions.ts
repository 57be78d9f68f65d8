// What a macro does to the conversation along with its text, and the change that it comes to in one run.

import type { ChangeConversationArgs } from '../conversations/state/change-conversation.ts'
import type { Priority, Status } from '../conversations/state/changes.ts'
import { type Time, timeOf } from '../ids.ts'

export type MacroAction =
  | { type: 'status'; value: Exclude<Status, 'snoozed'> }
  /** A teammate's id, nobody, or whoever runs it. */
  | { type: 'assignee'; value: string | null }
  | { type: 'priority'; value: Priority }
  | { type: 'add_tag' | 'remove_tag'; value: string }
  /** Minutes from the run. */
  | { type: 'snooze'; value: number }

export const ME = 'me'
const MINUTE = 60_000

export function wantedBy(
  actions: readonly MacroAction[],
  { teammateId, now }: { teammateId: string; now: Time },
): ChangeConversationArgs['wanted'] {
  const wanted: ChangeConversationArgs['wanted'] = {}
  const tags: { add: string[]; remove: string[] } = { add: [], remove: [] }
  for (const { type, value } of actions)
    switch (type) {
      case 'status':
        wanted.status = value
        break
      case 'assignee':
        wanted.assignee_id = value === ME ? teammateId : value
        break
      case 'priority':
        wanted.priority = value
        break
      case 'snooze':
        wanted.status = 'snoozed'
        wanted.snoozed_until = timeOf(Date.parse(now) + value * MINUTE)
        break
      case 'add_tag':
        tags.add.push(value)
        break
      case 'remove_tag':
        tags.remove.push(value)
    }
  return tags.add.length + tags.remove.length > 0 ? { ...wanted, tag_changes: tags } : wanted
}

/** Written by the verbs of macros alone. */
export const actionsFrom = (stored: string): MacroAction[] => JSON.parse(stored)
