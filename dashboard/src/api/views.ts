import type { ListBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

/** A list somebody put together and keeps. */
export type SavedView = {
  id: string
  name: string
  /** Everybody sees it. */
  shared: boolean
  owner_id: string
  /** The list's query: names and texts as in its address. */
  filters: Readonly<Record<string, string>>
  count: number
  /** There are at least so many. */
  count_is_capped: boolean
}

export type NewView = Pick<SavedView, 'name' | 'shared' | 'filters'>

const PATH = '/api/manage/views'

export async function listViews(signal: AbortSignal): Promise<SavedView[]> {
  return (await request<ListBody<SavedView>>(`${PATH}?limit=200`, { signal })).data
}

export function createView(view: NewView): Promise<SavedView> {
  return request<SavedView>(PATH, { method: 'POST', body: view })
}

export function changeView(id: string, change: Partial<NewView>): Promise<SavedView> {
  return request<SavedView>(`${PATH}/${encodeURIComponent(id)}`, { method: 'PATCH', body: change })
}

export function deleteView(id: string): Promise<void> {
  return requestNothing(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
