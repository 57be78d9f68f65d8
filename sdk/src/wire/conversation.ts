import type { Author } from './message.ts'

export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export type Channel = { id: string; kind: 'tickets' | 'chat' | 'medium' | 'assistants'; name: string }

export type Conversation = {
  id: string
  /** Ticket number such as `ASM-1`; null for conversations that are not tickets. */
  number: string | null
  title: string
  status: ConversationStatus
  priority: Priority | null
  channel: Channel
  source_specific_id: string | null
  contact: {
    id: string
    name: string | null
    email: string | null
    username: string | null
    image_url: string | null
  } | null
  /** Who writes in a chat; null for conversations of other channels. */
  visitor: {
    /** Whether they proved who they are; else `contact` is what somebody typed. */
    verified: boolean
    /** The last message they have seen; 0 for none. */
    seen_seq: number
  } | null
  company: { id: string; name: string } | null
  /** The company as the client named it, when no such company is known. */
  company_reference: string | null
  owner: { kind: 'bot' | 'assistant' | 'people'; id: string | null; epoch: number }
  /** Whom people took it from, and whom it can be given back to. */
  handed_from: { kind: 'bot' | 'assistant'; id: string | null } | null
  assignee: { id: string; name: string } | null
  tags: string[]
  additional_properties: Record<string, unknown>
  created_at: string
  updated_at: string
  last_message_at: string
  /** When a snoozed conversation opens by itself. */
  snoozed_until: string | null
  /** Messages the caller has not seen yet. */
  unread: number
  /** How often notes name the caller who has not seen that yet. */
  unread_mentions: number
  /** What was said last, in one line without Markdown; notes and changes are left out. */
  last_message: { id: string; author: Author; snippet: string; created_at: string } | null
  /** The newest answer could not be delivered, or not yet. */
  delivery_failed: boolean
  /** What the caller wrote last and did not send. */
  draft: { kind: 'reply' | 'note'; snippet: string } | null
  /** In answers to `q` alone: the newest message that fits, and the part of it that does. */
  match?: { message_id: string; seq: number; created_at: string; snippet: string }
  /** What was merged into it; each of these ids leads here too. */
  merged_ids: string[]
}

export type StatusCounts = { open: number; pending: number; snoozed: number; closed: number }

export type Counts = {
  open: number
  pending: number
  snoozed: number
  closed: number
  /** Assigned to the caller. */
  mine: StatusCounts
  unassigned: StatusCounts
  /** Of every teammate who has any. */
  by_assignee: { open: number; pending: number; snoozed: number; closed: number; assignee_id: string }[]
  /** Conversations in which notes name the caller who has not seen that yet. */
  mentions: number
  /** There may be more: they are counted to 99. */
  mentions_is_capped: boolean
}

/** What the caller has not seen of a conversation. */
export type ReadMark = { unread: number; unread_mentions: number }

/** One that conversations have. */
export type Tag = { name: string }

/** Each of the ids is in one of the two. */
export type BulkAnswer = {
  updated: Conversation[]
  failed: { id: string; code: string; detail: string }[]
}

/** What undoes it, and the conversation both are now. */
export type Merged = { merge_id: string; conversation: Conversation }

/** The one that stayed, and the one that is back. */
export type Unmerged = { conversation: Conversation; returned: Conversation }

/** The caller's unsent text; `base_seq` is the newest message they had seen when they wrote it. */
export type Draft = { kind: 'reply' | 'note'; body: string; base_seq: number; updated_at: string }
