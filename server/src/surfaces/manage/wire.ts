// What the manage API says on the wire. Browser code takes these as `import type`.

export type { ProblemBody } from '../../http/problem.ts'

export type TeammateBody = { id: string; name: string; email: string; role: 'owner' | 'admin' | 'agent' }
export type OrganisationBody = { id: string; slug: string; name: string; prefix: string }

/** Answer of `POST` and `GET /api/manage/session`. */
export type SessionBody = { teammate: TeammateBody; organisation: OrganisationBody }

/** Every list of the manage API; `next_cursor` goes into `after` of the next call. */
export type ListBody<T> = { data: T[]; next_cursor: string | null }

export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export type ConversationBody = {
  id: string
  /** Ticket number such as `ASM-1`; null for conversations that are not tickets. */
  number: string | null
  title: string
  status: ConversationStatus
  priority: Priority | null
  channel: { id: string; kind: ChannelKindBody; name: string }
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
export type ChannelKindBody = 'tickets' | 'chat' | 'medium' | 'assistants'

export type AuthorBody = {
  kind: 'contact' | 'teammate' | 'bot' | 'assistant' | 'system'
  id: string | null
  name: string | null
}

export type AttachmentBody = {
  id: number
  filename: string
  content_type: string
  byte_size: number
  url: string
}

export type MessageBody = {
  id: string
  seq: number
  kind: 'message' | 'note' | 'event'
  direction: 'inbound' | 'outbound'
  author: AuthorBody
  body: string
  attachments: AttachmentBody[]
  delivery: 'none' | 'pending' | 'delivered' | 'failed' | 'dead'
  sources: unknown[]
  source_specific_id: string | null
  original_timestamp: string | null
  created_at: string
}

/** One entry of `GET /api/manage/events`; over SSE `id:` is `seq` and `event:` is `type`. */
export type EventBody = {
  seq: number
  type: string
  conversation_id: string | null
  actor: { kind: string; id: string | null; name: string | null }
  data: Record<string, unknown>
  at: string
}
