// A macro while somebody writes it, and what is wrong with it before the server is asked.
import type { MacroBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { MacroFields } from '../../../api/macros.ts'
import { safeText } from '../../../ui/safe-text.ts'
import { type Action, type ActionDraft, actionOf, draftOfAction, subjectOf } from './actions.ts'
import { unknownIn } from './variables.ts'

export type Draft = {
  name: string
  shortcut: string
  body: string
  actions: readonly ActionDraft[]
  shared: boolean
}

export const LONGEST_BODY = 10_000
const SHORTCUT = /^[a-z0-9-]{1,32}$/

export const emptyDraft: Draft = { name: '', shortcut: '', body: '', actions: [], shared: false }

export function draftOf(macro: MacroBody): Draft {
  const { name, body, shared } = macro
  return { name, shortcut: macro.shortcut ?? '', body, shared, actions: macro.actions.map(draftOfAction) }
}

/** Under the field `field` stands the word `macros.wrong.<word>`. */
export type Complaint = { field: string; word: string; values?: Readonly<Record<string, string | number>> }

/** The server says no to the same; here it is said in the person's language, and all at once. */
export function complaintsOf(draft: Draft): Complaint[] {
  const { name, body, actions } = draft
  const shortcut = draft.shortcut.trim()
  const found: Complaint[] = []
  if (safeText(name).trim() === '') found.push({ field: 'name', word: 'name' })
  if (shortcut !== '' && !SHORTCUT.test(shortcut)) found.push({ field: 'shortcut', word: 'shortcut' })
  const [unknown] = unknownIn(body)
  const over = lengthOf(body) - LONGEST_BODY
  if (unknown !== undefined) found.push({ field: 'body', word: 'variable', values: { name: unknown } })
  else if (over > 0) found.push({ field: 'body', word: 'long', values: { count: over } })
  else if (body.trim() === '' && actions.length === 0) found.push({ field: 'body', word: 'nothing' })
  return [...found, ...actionComplaints(actions)]
}

function actionComplaints(actions: readonly ActionDraft[]): Complaint[] {
  const seen = new Set<string>()
  return actions.flatMap((draft, place): Complaint[] => {
    const field = `actions.${place}`
    const action = actionOf(draft)
    if (!action) return [{ field, word: draft.type === 'snooze' ? 'snooze' : 'tag' }]
    const subject = subjectOf(action)
    if (seen.has(subject)) return [{ field, word: 'twice' }]
    seen.add(subject)
    return []
  })
}

/** In characters as the server counts them: an emoji of one code point is one. */
export const lengthOf = (text: string): number => [...text].length

export function fieldsOf({ name, body, actions, shared, ...rest }: Draft): MacroFields {
  const shortcut = rest.shortcut.trim()
  const done = actions.map(actionOf).filter((action): action is Action => action !== null)
  return { name, shortcut: shortcut === '' ? null : shortcut, body, actions: done, shared }
}

/** Only what is not as it was: what somebody else changed in between stays. */
export function changeOf(before: Draft, after: Draft): Partial<MacroFields> {
  const was: Readonly<Record<string, unknown>> = { ...fieldsOf(before) }
  return Object.fromEntries(
    Object.entries(fieldsOf(after)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name]),
    ),
  )
}

/** Whether closing would lose something. */
export function differs(before: Draft, after: Draft): boolean {
  const bare = ({ actions, ...rest }: Draft) =>
    JSON.stringify({ ...rest, actions: actions.map(({ type, value, unit }) => [type, value, unit]) })
  return bare(before) !== bare(after)
}
