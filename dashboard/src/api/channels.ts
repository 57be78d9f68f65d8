import type { ChannelBody, ListBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** The oldest 200: nobody has more. */
export async function listChannels(signal: AbortSignal): Promise<ChannelBody[]> {
  return (await request<ListBody<ChannelBody>>('/api/manage/channels?limit=200', { signal })).data
}
