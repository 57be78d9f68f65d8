import { streamEvents } from './events.ts'
import { listAll } from './lists.ts'
import { type ConnectionOptions, request } from './request.ts'
import type { ApiKey, Conversation, ConversationStatus, CreatedApiKey, Message, ParleyEvent } from './wire.ts'

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

/** An API key to make. */
export type NewApiKey = {
  /** Tells keys apart; no two of an organisation have the same. */
  name: string
  /** When the key ends, at most ten years ahead; without it never. */
  expiresAt?: Date
  /**
   * With it the call is retried on failure, and the server still makes one key. When the first try got through and
   * only its answer was lost, `key` is null: the key was shown to nobody, so delete it and make another.
   */
  idempotencyKey?: string
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
  /** All API keys, newest first. This and the next two are for owners and admins; others get a `forbidden`. */
  apiKeys(signal?: AbortSignal): AsyncGenerator<ApiKey, void>
  /** The answer is the only place that holds the key. `conflict` when the name is taken. @throws {ParleyError} */
  createApiKey(key: NewApiKey): Promise<CreatedApiKey>
  /** The key is refused from then on. `not_found` when there is none, as after an earlier call. @throws {ParleyError} */
  deleteApiKey(id: string, signal?: AbortSignal): Promise<void>
}

const API_KEYS = '/api/manage/api-keys'

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
      return (await response.json()) as Conversation
    },
    messages: (id, signal) => listAll<Message>(options, { path: `${one(id)}/messages`, headers, signal }),
    events: ({ after = 0, signal } = {}) =>
      streamEvents(options, { authorization: headers.authorization }, after, signal),
    apiKeys: (signal) => listAll<ApiKey>(options, { path: API_KEYS, headers, signal }),
    async createApiKey({ name, expiresAt, idempotencyKey, signal }) {
      const response = await request(options, {
        method: 'POST',
        path: API_KEYS,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ name, expires_at: expiresAt }),
        idempotencyKey,
        signal,
      })
      return (await response.json()) as CreatedApiKey
    },
    async deleteApiKey(id, signal) {
      await request(options, {
        method: 'DELETE',
        path: `${API_KEYS}/${encodeURIComponent(id)}`,
        headers,
        signal,
      })
    },
  }
}
