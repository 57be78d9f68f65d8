// What the manage API says on the wire. Browser code takes these as `import type`.

export type { ProblemBody } from '../../http/problem.ts'

export type TeammateBody = { id: string; name: string; email: string; role: 'owner' | 'admin' | 'agent' }
export type OrganisationBody = { id: string; slug: string; name: string; prefix: string }

/** Answer of `GET` and `PATCH /api/manage/organisation`; null means the server's default. */
export type OrganisationSettingsBody = OrganisationBody & {
  limits: { tickets_per_second: number | null; replies_per_minute: number | null }
}

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
export type ChannelKindBody = 'tickets' | 'chat' | 'medium' | 'assistants'

export type AuthorBody = {
  kind: 'contact' | 'teammate' | 'bot' | 'assistant' | 'system'
  id: string | null
  name: string | null
}

export type AttachmentBody = {
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

/** The caller's unsent text; `base_seq` is the newest message they had seen when they wrote it. */
export type DraftBody = { kind: 'reply' | 'note'; body: string; base_seq: number; updated_at: string }

/** What an entry of kind `event` changed: each attribute from what to what. */
export type ChangesBody = {
  status?: { from: ConversationStatus; to: ConversationStatus }
  snoozed_until?: { from: string | null; to: string | null }
  assignee_id?: { from: string | null; to: string | null }
  priority?: { from: Priority | null; to: Priority | null }
  tags?: { added: string[]; removed: string[] }
}

export type MessageBody = {
  id: string
  seq: number
  kind: 'message' | 'note' | 'event'
  direction: 'inbound' | 'outbound'
  author: AuthorBody
  body: string
  attachments: AttachmentBody[]
  /** Of an entry of kind `event`; `body` says the same as a sentence that continues the author's name. */
  changes: ChangesBody | null
  delivery: 'none' | 'pending' | 'delivered' | 'failed' | 'dead'
  sources: unknown[]
  source_specific_id: string | null
  original_timestamp: string | null
  created_at: string
}

/** Answer 409 of `POST …/messages` with `seen_seq`: what was written since, oldest first. Nothing was sent. */
export type SendConflictBody = {
  type: 'about:blank'
  title: string
  status: 409
  detail: string
  code: 'conflict'
  newer: MessageBody[]
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

/** One entry of `GET /api/manage/api-keys`. */
export type ApiKeyBody = {
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

/** Answer of `POST /api/manage/api-keys`. */
export type CreatedApiKeyBody = {
  id: string
  name: string
  /** Shown this once; null when the answer is repeated under an idempotency key. */
  key: string | null
  expires_at: string | null
  created_at: string
}

/** One entry of `GET /api/manage/teammates`; answer of `PATCH …/{id}`. */
export type MemberBody = TeammateBody & {
  disabled_at: string | null
  created_at: string
  /** In one of their present sessions, true to the minute; null when they have none. */
  last_seen_at: string | null
}

/** One entry of `GET /api/manage/invitations`. */
export type InvitationBody = {
  id: string
  email: string
  role: TeammateBody['role']
  /** A teammate's id. */
  invited_by: string
  created_at: string
  expires_at: string
}

/** Answer of `POST /api/manage/invitations`; `link` is shown this once. */
export type CreatedInvitationBody = Pick<InvitationBody, 'id' | 'email' | 'role' | 'expires_at'> & {
  link: string
}

/** One entry of `GET /api/manage/sessions`. */
export type OwnSessionBody = {
  id: string
  created_at: string
  last_seen_at: string
  ip: string | null
  user_agent: string | null
  /** The one that asks. */
  current: boolean
}

/** One entry of `GET /api/manage/access-tokens`. */
export type AccessTokenBody = ApiKeyBody

/** Answer of `POST /api/manage/access-tokens`. */
export type CreatedAccessTokenBody = Omit<CreatedApiKeyBody, 'key'> & {
  /** Shown this once; null when the answer is repeated under an idempotency key. */
  token: string | null
}

/** One entry of `GET /api/manage/audit`. */
export type AuditBody = {
  id: string
  at: string
  actor: EventBody['actor']
  action: string
  /** What it was done to: an id. */
  subject: string | null
  data: Record<string, unknown>
  ip: string | null
}
