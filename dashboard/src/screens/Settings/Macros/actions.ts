// What a macro does, as it is in a form: every value a text, until it is one the server takes.
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { tagFrom } from '../../Inbox/thread/bar/tags.ts'

export type Action = MacroBody['actions'][number]
export type ActionType = Action['type']

export const actionTypes: readonly ActionType[] = [
  'status',
  'snooze',
  'assignee',
  'priority',
  'add_tag',
  'remove_tag',
]
export const MOST_ACTIONS = 20

export const statuses = ['open', 'pending', 'closed'] as const
export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export const units = ['days', 'hours', 'minutes'] as const
export type Unit = (typeof units)[number]

const MINUTES: Readonly<Record<Unit, number>> = { days: 1_440, hours: 60, minutes: 1 }
const LONGEST_SNOOZE = 366 * MINUTES.days

export type ActionDraft = {
  /** Which row it is, whatever becomes of the others. */
  key: number
  type: ActionType
  /** Of an assignee or priority nothing is `''`; of a snooze how many of `unit`. */
  value: string
  unit: Unit
}

const first: Readonly<Record<ActionType, string>> = {
  status: 'closed',
  snooze: '1',
  assignee: 'me',
  priority: 'high',
  add_tag: '',
  remove_tag: '',
}

export function freshAction(type: ActionType, key: number): ActionDraft {
  return { key, type, value: first[type], unit: 'days' }
}

export function draftOfAction({ type, value }: Action, key: number): ActionDraft {
  if (type !== 'snooze') return { key, type, value: value ?? '', unit: 'days' }
  const { count, unit } = inUnits(value)
  return { key, type, value: String(count), unit }
}

/** The largest unit it is a whole number of. */
export function inUnits(minutes: number): { count: number; unit: Unit } {
  const unit = units.find((one) => minutes % MINUTES[one] === 0) ?? 'minutes'
  return { count: minutes / MINUTES[unit], unit }
}

/** Null while it is none yet: a tag without letters, no number of hours. */
export function actionOf({ type, value, unit }: ActionDraft): Action | null {
  if (type === 'assignee') return { type, value: value || null }
  if (type === 'priority') return { type, value: priorities.find((one) => one === value) ?? null }
  if (type === 'status') {
    const status = statuses.find((one) => one === value)
    return status ? { type, value: status } : null
  }
  if (type === 'snooze') {
    const minutes = value.trim() === '' ? Number.NaN : Number(value) * MINUTES[unit]
    const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_SNOOZE
    return fits ? { type, value: minutes } : null
  }
  const tag = tagFrom(value)
  return tag === null ? null : { type, value: tag }
}

/** What it changes: of two about the same thing nobody could say which one holds. */
export function subjectOf({ type, value }: { type: ActionType; value: unknown }): string {
  if (type === 'snooze') return 'status'
  return type === 'add_tag' || type === 'remove_tag' ? `the tag ${value}` : type
}

/** Tags there may be many of; of all else one. */
export function isTaken(type: ActionType, actions: readonly ActionDraft[]): boolean {
  if (type === 'add_tag' || type === 'remove_tag') return false
  return actions.some((one) => subjectOf(one) === subjectOf({ type, value: '' }))
}
