import type { Trigger } from '../suggest/trigger.ts'

/** What the composer asks of the field, whether it is the plain one or the editor. */
export type FieldHandle = {
  focus(): void
  /** At the caret, in place of so many characters before it. */
  insertText(text: string, replace?: number): void
  insertMarkdown(markdown: string, replace?: number): void
}

export type FieldProps = {
  text: string
  onText(text: string): void
  onTrigger(trigger: Trigger | null): void
  /** True: the key was for the list that is open. */
  onListKey(key: string): boolean
  /** Of the option that the arrow keys stand on, for assistive technology. */
  activeOption: string | null
  label: string
  placeholder: string
  inNote: boolean
  invalid: boolean
  people: readonly { id: string; name: string }[]
}

export const LIST_ID = 'composer-list'

/** Where somebody was in the plain field when the editor took its place. */
export type TakeOver = { focused: boolean; caret: number }
