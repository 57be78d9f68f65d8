import type { Conversation, ConversationStatus, Priority } from './conversation.ts'

export type MacroAction =
  | { type: 'status'; value: Exclude<ConversationStatus, 'snoozed'> }
  /** A teammate's id, `me` for whoever runs it, or null for nobody. */
  | { type: 'assignee'; value: string | null }
  | { type: 'priority'; value: Priority | null }
  | { type: 'add_tag' | 'remove_tag'; value: string }
  /** Minutes from the run. */
  | { type: 'snooze'; value: number }

/** An answer prepared beforehand, with what is done to the conversation along with it. */
export type Macro = {
  id: string
  name: string
  shortcut: string | null
  /** Markdown with variables such as `{{contact.first_name}}`. */
  body: string
  actions: MacroAction[]
  /** Whether everybody has it, or its owner alone. */
  shared: boolean
  owner_id: string
  updated_at: string
}

export type MacroRun = {
  /** Its text for this conversation: Markdown, with nothing left open. */
  body: string
  /** Those of the text that there was nothing for. */
  empty_variables: string[]
  conversation: Conversation
}
