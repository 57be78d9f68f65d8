import { streamEvents } from './events.ts'
import { listAll } from './lists.ts'
import { type ConnectionOptions, request } from './request.ts'
import type { Conversation, ConversationStatus, Message, ParleyEvent } from './wire.ts'

export type ManageOptions = ConnectionOptions & {
  /** An access token of the manage API; it begins with `pat_`. */
  accessToken: string
}

export type ConversationFilter = { status?: ConversationStatus; signal?: AbortSignal }

export type EventOptions = {
  /** Go on after this `seq`; 0 or nothing starts with the first event kept. */
  after?: number
  /** Ends the iteration without an error. */
  signal?: AbortSignal
}

export type ManageApi = {
  /** All conversations, newest first, read page by page as the loop goes on. */
  conversations(filter?: ConversationFilter): AsyncGenerator<Conversation, void>
  conversation(id: string, signal?: AbortSignal): Promise<Conversation>
  /** All messages of a conversation, oldest first. */
  messages(conversationId: string, signal?: AbortSignal): AsyncGenerator<Message, void>
  /**
   * What happens, as it happens. A dropped line is taken up again after the last event, so each is yielded
   * once and in order. Ends only by `signal` or by leaving the loop; a refusal such as 401 throws.
   */
  events(options?: EventOptions): AsyncGenerator<ParleyEvent, void>
}

/**
 * The manage API of one server.
 * @example
 * const manage = manageApi({ baseUrl: 'https://parley.example.com', accessToken })
 * for await (const conversation of manage.conversations({ status: 'open' })) console.log(conversation.title)
 */
export function manageApi(options: ManageOptions): ManageApi {
  const headers = { authorization: `Bearer ${options.accessToken}`, accept: 'application/json' }
  const one = (id: string): string => `/api/manage/conversations/${encodeURIComponent(id)}`
  return {
    conversations({ status, signal } = {}) {
      const path = status ? `/api/manage/conversations?status=${status}` : '/api/manage/conversations'
      return listAll<Conversation>(options, { path, headers, signal })
    },
    async conversation(id, signal) {
      const response = await request(options, { path: one(id), headers, signal })
      const conversation: Conversation = await response.json()
      return conversation
    },
    messages: (id, signal) => listAll<Message>(options, { path: `${one(id)}/messages`, headers, signal }),
    events: ({ after = 0, signal } = {}) =>
      streamEvents(options, { authorization: headers.authorization }, after, signal),
  }
}
