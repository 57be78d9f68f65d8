import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'

/** A file the server already has, as `POST /api/manage/files` answered it. */
export type KeptFile = {
  id: string
  filename: string
  content_type: string
  byte_size: number
  width: number | null
  height: number | null
}

/** What happens to the conversation once the message is stored: of a macro, or of *Send and close*. */
export type FollowUp = {
  type: 'status' | 'assignee' | 'priority' | 'add_tag' | 'remove_tag' | 'snooze'
  /** Of a snooze minutes, or a time; of an assignee `me` too, or null for nobody. */
  value: string | number | null
}

/** Why something did not go through, as plain data that survives a reload. */
export type Why = { status: number; code: string; detail: string }

export type Letter = {
  conversation: string
  kind: 'reply' | 'note'
  /** Markdown. */
  body: string
  files: KeptFile[]
  /** Ids of teammates, in notes alone. */
  mentions: string[]
  /** The newest message its writer had seen; null sends whatever came since. */
  seenSeq: number | null
  /** The newest message that was known when it was written: what it becomes comes after. */
  lastSeq: number
  after: FollowUp[]
}

/** `by`: the tab that deals with it, by a name that no other tab has. */
export type Phase =
  /** Can still be undone: nothing left the browser. */
  | { phase: 'held'; until: number; by: string }
  | { phase: 'sending'; since: number; by: string; attempts: number }
  /** An attempt got no answer, or one that says to come again. It may have been stored all the same. */
  | { phase: 'waiting'; until: number; attempts: number; why: Why }
  /** The server refused it and stored nothing: the text is to be given back. */
  | { phase: 'returned'; why: Why; newer: MessageBody[] }
  | { phase: 'sent'; at: number; message: string; attempts: number; follow: Follow }

/** How far what follows has come. */
export type Follow = 'none' | 'done' | { until: number } | { failed: Why }

export function hasNotFollowed(follow: Follow): follow is { failed: Why } {
  return typeof follow === 'object' && 'failed' in follow
}

/** `id` is also the idempotency key, so that however often it is tried, it is stored once. */
export type Outgoing = Letter & { id: string; writtenAt: number; state: Phase }

/** What one can do about a letter; its text goes back to the field. */
export type OutgoingWays = {
  undo(id: string): void
  retry(id: string): void
  takeBack(id: string): void
  dismiss(id: string): void
}

/** Not randomUUID, which plain http does not have. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
