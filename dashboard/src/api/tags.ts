import type { ListBody, TagBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** As many as the server names at once. */
export const MOST_TAGS = 50

/** Those in use that begin like that; fewer than {@link MOST_TAGS} are all there are. */
export async function listTags(begun: string, signal: AbortSignal): Promise<string[]> {
  const query = new URLSearchParams(begun === '' ? {} : { q: begun })
  const { data } = await request<ListBody<TagBody>>(`/api/manage/tags?${query}`, { signal })
  return data.map(({ name }) => name)
}
