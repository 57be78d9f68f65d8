import type {
  BulkAnswer,
  ConversationBody,
  ConversationStatus,
  CountsBody,
  ListBody,
  Priority,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

export type ConversationPage = ListBody<ConversationBody>

/** What a bulk change may set of each. */
export type ConversationChange = {
  status?: ConversationStatus
  snoozed_until?: string
  assignee_id?: string | null
  priority?: Priority | null
  tags?: readonly string[]
}

const PATH = '/api/manage/conversations'
const PAGE = 50

export type ConversationQuery = {
  /** Filters, order and search, as the API names them. */
  asked?: URLSearchParams
  after?: string
  limit?: number
  signal?: AbortSignal
}

export function listConversations({
  asked,
  after,
  limit = PAGE,
  signal,
}: ConversationQuery): Promise<ConversationPage> {
  const query = new URLSearchParams(asked)
  query.set('limit', String(limit))
  if (after) query.set('after', after)
  return request<ConversationPage>(`${PATH}?${query}`, signal ? { signal } : {})
}

export function readConversation(id: string, signal: AbortSignal): Promise<ConversationBody> {
  return request<ConversationBody>(`${PATH}/${encodeURIComponent(id)}`, { signal })
}

/** Changes up to 100 alike; each fails by itself. */
export function changeConversations(ids: readonly string[], change: ConversationChange): Promise<BulkAnswer> {
  return request<BulkAnswer>(PATH, { method: 'PATCH', body: { ids, ...change } })
}

/** A server that knows of mentions counts them too. */
export type Counts = CountsBody & { mentions?: number; mentions_is_capped?: boolean }

export function readCounts(signal: AbortSignal): Promise<Counts> {
  return request<Counts>('/api/manage/conversation-counts', { signal })
}

/** The caller has seen everything up to that message. */
export async function markRead(id: string, seq: number): Promise<void> {
  await requestNothing(`${PATH}/${encodeURIComponent(id)}/read`, { method: 'PUT', body: { seq } })
}
