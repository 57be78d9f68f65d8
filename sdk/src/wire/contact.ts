import type { ConversationStatus } from './conversation.ts'

export type Contact = {
  id: string
  name: string | null
  email: string | null
  username: string | null
  image_url: string | null
  role: string | null
  company: { id: string; name: string } | null
  phones: string[]
  contract_value: number | null
  contract_type: string | null
  tags: string[]
  source_specific_ids: string[]
  /** Whether they proved who they are; else it is what somebody typed. */
  verified: boolean
  created_at: string
  updated_at: string
}

/** As the answer about one of them says it. */
export type OneContact = Contact & {
  /** Contacts that were merged into this one; their ids find it. */
  merged_ids: string[]
  /** The id that was asked for, when it is one of these. */
  merged_from: string | null
}

/** An event, and the conversation it is about as it is now. */
export type TimelineEntry = {
  /** Of the entry, and only within its timeline. */
  id: string
  type: string
  actor: { kind: string; id: string | null; name: string | null }
  conversation: { id: string; number: string | null; title: string; status: ConversationStatus } | null
  data: Record<string, unknown>
  at: string
}

/** What undoes it, and the survivor as it is then. */
export type MergedContact = { merge_id: string; contact: OneContact }

/** The receipt, complete once `finished_at` is set. */
export type Erasure = {
  id: string
  contact_id: string
  requested_by: { kind: string; id: string | null; name: string | null }
  started_at: string
  finished_at: string | null
  /** How many of each; `bytes` are those of the files. */
  removed: Record<string, number>
  /** Null until it is finished. */
  signature: string | null
  /** Whether the receipt still says what was signed. */
  signature_valid: boolean | null
}
