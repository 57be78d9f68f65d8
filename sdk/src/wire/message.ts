import type { Conversation, ConversationStatus, Priority } from './conversation.ts'

export type Author = {
  kind: 'contact' | 'teammate' | 'bot' | 'assistant' | 'system'
  id: string | null
  name: string | null
}

export type Attachment = {
  id: number
  /** `link`: waiting to be fetched; `unfetched`: it could not be, and `failure` says why. */
  state: 'stored' | 'link' | 'unfetched'
  filename: string
  content_type: string
  byte_size: number
  /** Of a picture that can be shown, in pixels; null for everything else. */
  width: number | null
  height: number | null
  /** Path of the download; null while there is nothing to download. */
  url: string | null
  thumbnail_url: string | null
  /** Where it was, or will be, fetched from; null for what was uploaded. */
  source_url: string | null
  failure: string | null
}

type Owner = { kind: 'bot' | 'assistant' | 'people'; id: string | null }

/** What an entry of kind `event` changed: each attribute from what to what. */
export type Changes = {
  status?: { from: ConversationStatus; to: ConversationStatus }
  snoozed_until?: { from: string | null; to: string | null }
  assignee_id?: { from: string | null; to: string | null }
  priority?: { from: Priority | null; to: Priority | null }
  /** It was given back. */
  owner?: { from: Owner; to: Owner }
  tags?: { added: string[]; removed: string[] }
  merged?: { id: string; number: string | null; title: string }
  unmerged?: { id: string; number: string | null; title: string }
}

export type Message = {
  id: string
  /** Order within the conversation; times may tie, this never does. */
  seq: number
  kind: 'message' | 'note' | 'event'
  direction: 'inbound' | 'outbound'
  author: Author
  body: string
  attachments: Attachment[]
  /** Teammates a note names. */
  mentions: { id: string; name: string }[]
  /** Answers a reply offers, of which a visitor of the chat may press one. */
  quick_replies: string[]
  /** Of an entry of kind `event`; `body` says the same as a sentence that continues the author's name. */
  changes: Changes | null
  delivery: 'none' | 'pending' | 'delivered' | 'failed' | 'dead'
  sources: unknown[]
  source_specific_id: string | null
  original_timestamp: string | null
  created_at: string
}

/** A conversation with what was said in it. */
export type Transcript = { conversation: Conversation; messages: Message[] }
