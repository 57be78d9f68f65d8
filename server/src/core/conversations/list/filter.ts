// What a list of conversations is asked for.
import type { ConversationStatus, Schema } from '../../../db/schema.ts'

/**
 * `last_message`: newest first; `oldest`: the other way round; `created`: newest opened first; `mentioned`: those in which
 * the teammate was mentioned, by the newest mention.
 */
export type ConversationSort = 'last_message' | 'oldest' | 'created' | 'mentioned'

export type ConversationFilter = {
  status?: readonly ConversationStatus[]
  /** Null: assigned to nobody. */
  assignee?: string | null
  /** A channel's id or kind. */
  channel?: string
  /** Null: of none. */
  priority?: Schema['conversation']['priority']
  tag?: string
  /** Of one contact or company: its id, and those merged into it. */
  contact?: readonly string[]
  company?: readonly string[]
  /** Only what the teammate has not read to its end. */
  unread?: true
  /** Only where a note names the teammate; `unread`: and they have not seen it yet. */
  mentioned?: Mentioned
}
export type Mentioned = 'me' | 'unread'

/**
 * Where a row stands in its list: `at` is its last message, of `mentioned` the id of the mention, of `created` nothing, for
 * ids are in the order of their making.
 */
export type ListPlace = { at: string; id: string }

export type List = {
  /** Whose reading and mentions are meant. */
  teammate: string
  sort: ConversationSort
  /** Strictly behind this place. */
  after: ListPlace | undefined
  limit: number
}

/** Something few rows have, which one index gives. */
export type Few =
  | { tag: string }
  | { contact: readonly string[] }
  | { company: readonly string[] }
  | { assignee: string }
  | { mentioned: Mentioned }

/** What one index gives in the order of time. */
export type Equals = { status: ConversationStatus } | { assignee: string }
