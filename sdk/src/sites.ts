import type { Once } from './idempotency.ts'
import { type ManageCalls, part } from './manage-calls.ts'
import type {
  CreatedSite,
  OfficeHours,
  RenewedIdentitySecret,
  RenewedSecretKey,
  Site,
  SiteAppearance,
} from './wire.ts'
import { wireFields } from './wire-names.ts'

/** What is left out of a change stays, of the appearance too. */
export type SiteChange = {
  name?: string
  greeting?: string
  /** What visitors are told at once; null for nothing. */
  autoReply?: string | null
  /** In place of it outside office hours; null for the same. */
  closedReply?: string | null
  /** Such as `https://shop.example`; empty for any. */
  allowedOrigins?: readonly string[]
  enabled?: boolean
  showNames?: boolean
  appearance?: Partial<SiteAppearance>
  /** Null: always open. */
  officeHours?: OfficeHours | null
}

export type NewSite = SiteChange & { name: string }

/** For so many hours the secret before stays good: 24 unless given, 0 to 168. */
export type Renewal = Once & { overlapHours?: number }

/** For owners and admins. */
export type SitesApi = {
  /** Oldest first. */
  sites(signal?: AbortSignal): AsyncGenerator<Site, void>
  site(id: string, signal?: AbortSignal): Promise<Site>
  createSite(site: NewSite & Once): Promise<CreatedSite>
  /** Answers the site as it is then. @throws {ParleyError} */
  changeSite(id: string, change: SiteChange, signal?: AbortSignal): Promise<Site>
  deleteSite(id: string, signal?: AbortSignal): Promise<void>
  renewSecretKey(siteId: string, renewal?: Renewal): Promise<RenewedSecretKey>
  renewIdentitySecret(siteId: string, renewal?: Renewal): Promise<RenewedIdentitySecret>
}

export function sitesApi({ get, list, send, tell, create }: ManageCalls): SitesApi {
  const site = (id: string): string => `/sites/${part(id)}`
  return {
    sites: (signal) => list('/sites', signal),
    site: (id, signal) => get(site(id), signal),
    createSite: ({ name, greeting, autoReply, closedReply, allowedOrigins, enabled, showNames, ...rest }) => {
      const { appearance, officeHours, ...once } = rest
      const texts = { name, greeting, autoReply, closedReply }
      const fields = { ...texts, allowedOrigins, enabled, showNames, appearance, officeHours }
      return create('/sites', wireFields(fields), once)
    },
    changeSite: (id, change, signal) => send('PATCH', site(id), { json: wireFields(change), signal }),
    deleteSite: (id, signal) => tell('DELETE', site(id), { signal }),
    renewSecretKey: (id, { overlapHours, ...once } = {}) =>
      create(`${site(id)}/secret-key`, { overlap_hours: overlapHours }, once),
    renewIdentitySecret: (id, { overlapHours, ...once } = {}) =>
      create(`${site(id)}/identity-secret`, { overlap_hours: overlapHours }, once),
  }
}
