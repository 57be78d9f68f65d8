import type {
  ConversationBody,
  ConversationStatus,
  ListBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

export type ConversationPage = ListBody<ConversationBody>

const PATH = '/api/manage/conversations'
const PAGE = 50

export type ConversationQuery = {
  status?: ConversationStatus
  after?: string
  limit?: number
  signal?: AbortSignal
}

export function listConversations({
  status,
  after,
  limit = PAGE,
  signal,
}: ConversationQuery): Promise<ConversationPage> {
  const query = new URLSearchParams({ limit: String(limit) })
  if (status) query.set('status', status)
  if (after) query.set('after', after)
  return request<ConversationPage>(`${PATH}?${query}`, signal ? { signal } : {})
}

export function readConversation(id: string, signal: AbortSignal): Promise<ConversationBody> {
  return request<ConversationBody>(`${PATH}/${encodeURIComponent(id)}`, { signal })
}

/** The caller has seen everything up to that message. */
export async function markRead(id: string, seq: number): Promise<void> {
  await requestNothing(`${PATH}/${encodeURIComponent(id)}/read`, { method: 'PUT', body: { seq } })
}
