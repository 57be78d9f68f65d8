import type { CreatedInvitationBody, MemberBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

export type Role = MemberBody['role']
export type TeammateChange = { name?: string; role?: Role; disabled?: boolean }

const teammate = (id: string) => `/api/manage/teammates/${encodeURIComponent(id)}`

export function changeTeammate(id: string, body: TeammateChange): Promise<MemberBody> {
  return request(teammate(id), { method: 'PATCH', body })
}

export function resetSecondFactor(id: string): Promise<void> {
  return requestNothing(`${teammate(id)}/second-factor`, { method: 'DELETE' })
}

export function invite(body: { email: string; role: Role }): Promise<CreatedInvitationBody> {
  return request('/api/manage/invitations', { method: 'POST', body })
}

export function withdrawInvitation(id: string): Promise<void> {
  return requestNothing(`/api/manage/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
