// The spine: one append-only list per organisation, numbered in commit order. Everything that follows hangs off it.

import type { AuthorKind } from '../db/schema.ts'
import { firstCodePoints } from './code-points.ts'
import type { Changes } from './conversations/state/changes.ts'

/** Who did it, as far as the credential tells. */
export type Actor = {
  kind: 'contact' | 'teammate' | 'api_key' | 'bot' | 'assistant' | 'system'
  id: string | null
  name: string | null
}

type MessageFacts = {
  message_id: string
  seq: number
  kind: 'message' | 'note' | 'event'
  direction: 'inbound' | 'outbound'
  author: { kind: AuthorKind; id: string | null; name: string | null }
  /** The first 200 code points: enough for a list row; the body is stored once, with the message. */
  preview: string
  /** How many files it brought. */
  attachments: number
}

/** Every type of event and the facts it carries, as the manage API publishes them. */
export type EventData = {
  'company.created': { id: string }
  'company.updated': { id: string }
  'company.deleted': { id: string }
  'contact.created': { id: string }
  'contact.updated': { id: string }
  'contact.deleted': { id: string }
  'conversation.opened': { number: string | null; title: string; channel: { id: string; kind: string } }
  'conversation.reopened': { number: string | null }
  'conversation.updated': { changes: Changes; message_id: string; seq: number }
  'conversation.read': { teammate_id: string; unread: number }
  'draft.changed': { teammate_id: string; kind: 'reply' | 'note'; empty: boolean }
  'message.created': MessageFacts
  'attachment.changed': {
    attachment_id: number
    message_id: string
    state: 'stored' | 'link' | 'unfetched'
    content_type: string
  }
  'organisation.created': { name: string }
  'organisation.updated': { limits: Readonly<Record<string, number>> }
  'teammate.created': { id: string; name: string; role: string }
  'teammate.updated': {
    id: string
    changes: {
      name?: { from: string; to: string }
      role?: { from: string; to: string }
      disabled?: { from: boolean; to: boolean }
    }
  }
  'credential.created': { id: string; kind: string; name: string }
  'credential.deleted': { id: string; kind: string; name: string }
}

export type EventType = keyof EventData

export type EventDraft = {
  [T in EventType]: { type: T; conversationId: string | null; actor: Actor; data: EventData[T] }
}[EventType]

/** An event as stored: `seq` is its place in the organisation's history. */
export type StoredEvent = EventDraft & { seq: number }

export function previewOf(body: string): string {
  return firstCodePoints(body, 200)
}
