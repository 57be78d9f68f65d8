import type {
  CreatedSiteBody,
  RenewedIdentitySecretBody,
  RenewedSecretKeyBody,
  SiteBody,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

/** What people set; the rest of a site is what the server makes of it. */
export type SiteFields = Pick<
  SiteBody,
  | 'name'
  | 'greeting'
  | 'auto_reply'
  | 'closed_reply'
  | 'allowed_origins'
  | 'enabled'
  | 'show_names'
  | 'appearance'
  | 'office_hours'
>
/** What is not named stays, of the appearance too. */
export type SiteChange = Partial<Omit<SiteFields, 'appearance'>> & {
  appearance?: Partial<SiteFields['appearance']>
}

const PATH = '/api/manage/sites'
const of = (id: string) => `${PATH}/${encodeURIComponent(id)}`

export function createSite(name: string): Promise<CreatedSiteBody> {
  return request(PATH, { method: 'POST', body: { name } })
}

export function changeSite(id: string, change: SiteChange): Promise<SiteBody> {
  return request(of(id), { method: 'PATCH', body: change })
}

export function deleteSite(id: string): Promise<void> {
  return requestNothing(of(id), { method: 'DELETE' })
}

export function renewSecretKey(id: string, overlap_hours: number): Promise<RenewedSecretKeyBody> {
  return request(`${of(id)}/secret-key`, { method: 'POST', body: { overlap_hours } })
}

export function renewIdentitySecret(id: string, overlap_hours: number): Promise<RenewedIdentitySecretBody> {
  return request(`${of(id)}/identity-secret`, { method: 'POST', body: { overlap_hours } })
}
