// The spine: one append-only list per organisation, numbered in commit order. Everything that follows hangs off it.

import type { AuthorKind } from '../db/schema.ts'
import { firstCodePoints } from './code-points.ts'
import type { Mentioned } from './conversations/mentions/named.ts'
import type { Changes } from './conversations/state/changes.ts'
import type { ProfileChanges } from './profiles/changes.ts'

/** Who did it, as far as the credential tells. */
export type Actor = {
  kind: 'contact' | 'teammate' | 'api_key' | 'bot' | 'assistant' | 'system'
  id: string | null
  name: string | null
}

/** Of an imported conversation: it happened elsewhere and earlier, so nobody outside is told of it. */
type Imported = { imported?: true }

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
  /** Teammates a note names. */
  mentions?: readonly Mentioned[]
}

/** Neither its name nor what it asks for: the feed is read by everybody, a personal view by one. */
type ViewFacts = { id: string; owner_id: string; shared: boolean }

type Named = { id: string; number: string | null; title: string }
/** `from_id` was merged into `id`, or is itself again. */
type Merged = { id: string; from_id: string; merge_id: string }

/** Neither name nor text: it may be one teammate's own, and everybody reads this. */
type MacroFacts = { id: string; owner_id: string; shared: boolean }

/** Every type of event and the facts it carries, as the manage API publishes them. */
export type EventData = {
  'company.created': { id: string }
  'company.updated': { id: string; changes: ProfileChanges }
  'company.deleted': { id: string }
  'company.merged': Merged
  'company.unmerged': Merged
  'contact.created': { id: string }
  'contact.updated': { id: string; changes: ProfileChanges }
  'contact.deleted': { id: string }
  'contact.merged': Merged
  'contact.unmerged': Merged
  'contact.erased': { id: string; erasure_id: string; finished: boolean }
  'conversation.opened': {
    number: string | null
    title: string
    channel: { id: string; kind: string }
  } & Imported
  'conversation.reopened': { number: string | null } & Imported
  'conversation.updated': { changes: Changes; message_id: string; seq: number } & Imported
  /** Its id is the survivor's; `merged` leads there from now on. */
  'conversation.merged': { merge_id: string; merged: Named; message_id: string; seq: number }
  'conversation.unmerged': { merge_id: string; unmerged: Named; message_id: string; seq: number }
  'conversation.erased': { number: string | null }
  /** `unread_mentions` is absent in events of before there were mentions. */
  'conversation.read': { teammate_id: string; unread: number; unread_mentions?: number }
  /** The contact has seen everything up to that message. */
  'conversation.seen': { seq: number }
  /** Whose conversation it is was a claim, and is proven. */
  'conversation.proven': { contact_id: string }
  'draft.changed': { teammate_id: string; kind: 'reply' | 'note'; empty: boolean }
  'message.created': MessageFacts & Imported
  /** One for each teammate a note names. */
  'mention.created': { teammate_id: string; message_id: string; seq: number }
  'attachment.changed': {
    attachment_id: number
    message_id: string
    state: 'stored' | 'link' | 'unfetched'
    content_type: string
  }
  /** `attempt`: how often it was tried so far. */
  'delivery.changed': { message_id: string; delivery: 'pending' | 'failed' | 'dead'; attempt: number }
  'macro.created': MacroFacts
  'macro.changed': MacroFacts
  'macro.deleted': MacroFacts
  'site.created': { id: string }
  'site.changed': { id: string }
  'site.deleted': { id: string }
  'view.created': ViewFacts
  'view.changed': ViewFacts
  'view.deleted': ViewFacts
  'organisation.created': { name: string }
  'organisation.updated': { limits: Readonly<Record<string, number>>; name?: string }
  'teammate.created': { id: string; name: string; role: string }
  'teammate.updated': {
    id: string
    changes: {
      name?: { from: string; to: string }
      email?: { from: string; to: string }
      role?: { from: string; to: string }
      disabled?: { from: boolean; to: boolean }
    }
  }
  /** Somebody was asked to come; who, stands in the list of invitations. */
  'invitation.created': { id: string; role: string }
  /** The checklist of the first days was put away for everybody, or is back. */
  'getting_started.changed': { hidden: boolean }
  /** Made-up conversations come or go; `none` when all are gone. */
  'sample.changed': { state: 'loading' | 'loaded' | 'removing' | 'none'; done: number; total: number }
  'credential.created': { id: string; kind: string; name: string }
  'credential.deleted': { id: string; kind: string; name: string }
}

export type EventType = keyof EventData

export type EventDraft = {
  [T in EventType]: {
    type: T
    conversationId: string | null
    /** The contact in whose timeline it stands; openings stand there by their conversation, and need none. */
    contactId?: string | null
    actor: Actor
    data: EventData[T]
  }
}[EventType]

/** An event as stored: `seq` is its place in the organisation's history. */
export type StoredEvent = EventDraft & { seq: number }

export function previewOf(body: string): string {
  return firstCodePoints(body, 200)
}
