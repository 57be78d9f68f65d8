import type { IconName } from '../../../ui/icon-paths.ts'
import type { Filters } from '../list/filters.ts'

/** `keys` lead to it; its words are `views.<name>` and `empty.<name>` of the list's language file. */
type BuiltIn = { icon: IconName; filters: Filters; keys?: string }

export const builtIn = {
  mine: { icon: 'inbox', filters: { status: ['open'], assignee: 'me' }, keys: 'g i' },
  unassigned: { icon: 'circle-dashed', filters: { status: ['open'], assignee: 'none' }, keys: 'g u' },
  mentions: { icon: 'at-sign', filters: { mentioned: 'unread' }, keys: 'g m' },
  open: { icon: 'layers', filters: { status: ['open'] }, keys: 'g a' },
  pending: { icon: 'clock', filters: { status: ['pending'] }, keys: 'g p' },
  snoozed: { icon: 'moon', filters: { status: ['snoozed'] }, keys: 'g s' },
  closed: { icon: 'circle-check', filters: { status: ['closed'] }, keys: 'g c' },
  /** All there is, looked through by words. */
  search: { icon: 'search', filters: {} },
} as const satisfies Record<string, BuiltIn>

export type BuiltInName = keyof typeof builtIn

/** In the order of the nav. */
export const inNav = [
  'mine',
  'unassigned',
  'mentions',
  'open',
  'pending',
  'snoozed',
  'closed',
] as const satisfies readonly BuiltInName[]

/** Whose rows are read before anybody asks. */
export const readAhead = ['mine', 'unassigned', 'open', 'pending', 'snoozed'] as const

const SAVED = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** A view has a name of ours, or the id somebody's own was saved under. */
export const isBuiltIn = (view: string): view is BuiltInName => Object.hasOwn(builtIn, view)

export const isView = (view: string | null): view is string =>
  view !== null && (isBuiltIn(view) || SAVED.test(view))
