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
  owner: { kind: 'bot' | 'assistant' | 'people'; id: string | null; epoch: number }
  assignee: { id: string; name: string } | null
  tags: string[]
  additional_properties: Record<string, unknown>
  created_at: string
  updated_at: string
  last_message_at: string
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
  filename: string
  content_type: string
  byte_size: number
  url: string
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
