import type { ConversationBody, ListBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** Newest first. The last word may be the beginning of one: who still types is not done with it. */
export async function findConversations(
  query: string,
  limit: number,
  signal: AbortSignal,
): Promise<ConversationBody[]> {
  const asked = new URLSearchParams({ q: withOpenEnd(query), limit: String(limit) })
  const list = await request<ListBody<ConversationBody>>(`/api/manage/conversations?${asked}`, { signal })
  return list.data
}

/** The server takes `refun*` from three letters on, and only for plain words. */
export function withOpenEnd(query: string): string {
  return /(?:^|\s)[\p{L}\p{N}]{3,}$/u.test(query) ? `${query}*` : query
}
