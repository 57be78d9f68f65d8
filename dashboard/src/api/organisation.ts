import type { OrganisationSettingsBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

const PATH = '/api/manage/organisation'

export type OrganisationChange = { name?: string; limits?: Partial<OrganisationSettingsBody['limits']> }

export function readOrganisation(signal: AbortSignal): Promise<OrganisationSettingsBody> {
  return request(PATH, { signal })
}

export function changeOrganisation(body: OrganisationChange): Promise<OrganisationSettingsBody> {
  return request(PATH, { method: 'PATCH', body })
}
