import type {
  ConversationBody,
  ListBody,
  OneCompanyBody,
  OneContactBody,
  TimelineEntryBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

const contact = (id: string) => `/api/manage/contacts/${encodeURIComponent(id)}`

export function readContact(id: string, signal: AbortSignal): Promise<OneContactBody> {
  return request(contact(id), { signal })
}

export type ContactChange = { name?: string | null; email?: string | null }

export function changeContact(id: string, change: ContactChange): Promise<OneContactBody> {
  return request(contact(id), { method: 'PATCH', body: change })
}

export function readCompany(id: string, signal: AbortSignal): Promise<OneCompanyBody> {
  return request(`/api/manage/companies/${encodeURIComponent(id)}`, { signal })
}

const paged = (limit: number, after: string | null): string =>
  new URLSearchParams({ limit: String(limit), ...(after !== null && { after }) }).toString()

export function listConversationsOf(
  id: string,
  limit: number,
  after: string | null,
  signal: AbortSignal,
): Promise<ListBody<ConversationBody>> {
  return request(`${contact(id)}/conversations?${paged(limit, after)}`, { signal })
}

export function readTimeline(
  id: string,
  limit: number,
  after: string | null,
  signal: AbortSignal,
): Promise<ListBody<TimelineEntryBody>> {
  return request(`${contact(id)}/timeline?${paged(limit, after)}`, { signal })
}
