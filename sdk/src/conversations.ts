import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import type { BulkAnswer, Channel, Conversation, ConversationStatus, Counts, Priority, Tag } from './wire.ts'

/** Which conversations, in which order. What is left out does not narrow. */
export type ConversationFilter = {
  status?: ConversationStatus | readonly ConversationStatus[]
  /** A teammate's id. */
  assignee?: 'me' | 'none' | (string & {})
  /** A channel's id or kind. */
  channel?: string
  priority?: Priority | 'none'
  tag?: string
  /** Their ids. */
  contact?: string
  company?: string
  /** True: those with messages the caller has not seen. */
  unread?: boolean
  /** Those in which notes name the caller; `unread`: who has not seen that yet. By the newest mention, unless `sort` is given. */
  mentioned?: 'me' | 'unread'
  /** Words, phrases and operators such as `from:jo`: those in which it was said, each with its `match`. */
  q?: string
  /**
   * `last_message` is the default, or `mentioned` where that is asked for; a search (`q`) has its own order and takes
   * none.
   */
  sort?: 'last_message' | 'oldest' | 'created' | 'mentioned'
  signal?: AbortSignal
}

/** What is left out stays. */
export type ConversationChange = {
  status?: ConversationStatus
  /** Snoozes until then; required with status `snoozed`. */
  snoozedUntil?: Date
  /** A teammate's id, or null for nobody. */
  assigneeId?: string | null
  priority?: Priority | null
  /** The whole list. */
  tags?: readonly string[]
}

export type ConversationsApi = {
  /**
   * All conversations that pass, those last spoken in first, read page by page as the loop goes on; goes on over short
   * and empty pages of narrow filters.
   */
  conversations(filter?: ConversationFilter): AsyncGenerator<Conversation, void>
  /** By its id, or that of one that was merged into it. @throws {ParleyError} `not_found` */
  conversation(id: string, signal?: AbortSignal): Promise<Conversation>
  /** Answers the conversation as it is then. @throws {ParleyError} */
  changeConversation(id: string, change: ConversationChange, signal?: AbortSignal): Promise<Conversation>
  /**
   * Gives it back to the bot or assistant that people took it from (`handedFrom`).
   * @throws {ParleyError} `conflict` when they did not
   */
  handBack(id: string, once?: Once): Promise<Conversation>
  /** Up to 100, each as if it were alone: `failed` says what became of those that were not changed. */
  changeConversations(
    ids: readonly string[],
    change: ConversationChange,
    signal?: AbortSignal,
  ): Promise<BulkAnswer>
  /** How many there are, by status and assignee: as the lists show them, and cheap to ask. */
  conversationCounts(signal?: AbortSignal): Promise<Counts>
  /** At most 50 tags in use, those of the youngest conversations first; narrowed to those that begin, or have words that begin, like `q`. */
  tags(q?: string, signal?: AbortSignal): AsyncGenerator<Tag, void>
  /** Where conversations come in, oldest first. */
  channels(signal?: AbortSignal): AsyncGenerator<Channel, void>
}

export const pathOf = (id: string): string => `/conversations/${part(id)}`

export function conversationsApi({ list, get, send, create }: ManageCalls): ConversationsApi {
  return {
    conversations: ({ signal, ...filter } = {}) =>
      list(`/conversations${queryOf(listQueryOf(filter))}`, signal),
    conversation: (id, signal) => get(pathOf(id), signal),
    changeConversation: (id, change, signal) => send('PATCH', pathOf(id), { json: fieldsOf(change), signal }),
    handBack: (id, once) => create(`${pathOf(id)}/hand-back`, undefined, once),
    changeConversations: (ids, change, signal) =>
      send('PATCH', '/conversations', { json: { ids, ...fieldsOf(change) }, signal }),
    tags: (q, signal) => list(`/tags${queryOf({ q })}`, signal),
    channels: (signal) => list('/channels', signal),
    conversationCounts: (signal) => get('/conversation-counts', signal),
  }
}

/** As the list is asked for it. */
export function listQueryOf({ unread, ...filter }: Omit<ConversationFilter, 'signal'>) {
  return { ...filter, status: filter.status?.toString(), unread: unread ? 'true' : undefined }
}

function fieldsOf({ snoozedUntil, assigneeId, ...change }: ConversationChange): object {
  return { ...change, snoozed_until: snoozedUntil, assignee_id: assigneeId }
}
