import type { ListBody, MemberBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** Everybody who works here, the disabled too. */
export async function listTeammates(signal: AbortSignal): Promise<MemberBody[]> {
  return (await request<ListBody<MemberBody>>('/api/manage/teammates?limit=200', { signal })).data
}
