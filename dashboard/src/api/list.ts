import type { ListBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** One page of a list of the manage API; `after` is the `next_cursor` of the page before. */
export function readList<T>(
  path: string,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<ListBody<T>> {
  const query = new URLSearchParams({ limit: String(limit) })
  if (after !== null) query.set('after', after)
  return request(`/api/manage${path}?${query}`, { signal })
}
