// The tables of live chat, as `schema.ts` has the others.
import type { OrgId } from '../core/ids.ts'

export type ChatTables = {
  site: {
    org_id: OrgId
    id: string
    greeting: string
    /** Null: none is sent. */
    auto_reply: string | null
    /** JSON list; empty: any origin. */
    allowed_origins: string
    enabled: 0 | 1
    /** Whether visitors see what teammates are called. */
    show_names: 0 | 1
    /** JSON of what differs from the defaults. */
    appearance: string
    /** JSON, or null where it is always open. */
    office_hours: string | null
    /** In place of the auto reply while it is closed; null: the same one. */
    closed_reply: string | null
    /** JSON list of sealed secrets and until when each is good; null before there was one. */
    identity_secret: string | null
  }
  /** Who writes in a chat, by the digest of the token that they chose. */
  visitor: {
    org_id: OrgId
    token_hash: string
    conversation_token_hash: string
    /** Where they began. */
    channel_id: string
    /** As it was opened: it may lead to another one since. */
    conversation_id: string
    /** The last message they have seen. */
    seen_seq: number
    created_at: string
  }
}
