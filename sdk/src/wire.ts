// What the manage API says on the wire, published here so that the SDK has no dependency; wire.test.ts holds
// it equal to the server's own words.

export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export type Conversation = {
  id: string
  /** Ticket number such as `ASM-1`; null for conversations that are not tickets. */
  number: string | null
  title: string
  status: ConversationStatus
  priority: Priority | null
  channel: { id: string; kind: 'tickets' | 'chat' | 'medium' | 'assistants'; name: string }
  source_specific_id: string | null
  contact: {
    id: string
    name: string | null
    email: string | null
    username: string | null
    image_url: string | null
  } | null
  company: { id: string; name: string } | null
  /** The company as the client named it, when no such company is known. */
  company_reference: string | null
  owner: { kind: 'bot' | 'assistant' | 'people'; id: string | null; epoch: number }
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
}

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

/** What an entry of kind `event` changed: each attribute from what to what. */
export type Changes = {
  status?: { from: ConversationStatus; to: ConversationStatus }
  snoozed_until?: { from: string | null; to: string | null }
  assignee_id?: { from: string | null; to: string | null }
  priority?: { from: Priority | null; to: Priority | null }
  tags?: { added: string[]; removed: string[] }
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
  /** Of an entry of kind `event`; `body` says the same as a sentence that continues the author's name. */
  changes: Changes | null
  delivery: 'none' | 'pending' | 'delivered' | 'failed' | 'dead'
  sources: unknown[]
  source_specific_id: string | null
  original_timestamp: string | null
  created_at: string
}

export type ParleyEvent = {
  /** Order within the organisation; where to go on from. */
  seq: number
  type: string
  conversation_id: string | null
  actor: { kind: string; id: string | null; name: string | null }
  data: Record<string, unknown>
  at: string
}

export type ApiKey = {
  id: string
  name: string
  /** What may be shown of the key; the rest is kept nowhere. */
  begins_with: string
  created_at: string
  /** Null for a key that never expires. */
  expires_at: string | null
  /** True to the minute; null until the key is used. */
  last_used_at: string | null
}

export type CreatedApiKey = {
  id: string
  name: string
  /** Shown this once; null when the answer is repeated under an idempotency key. */
  key: string | null
  expires_at: string | null
  created_at: string
}
