import type { ManageCalls } from './manage-calls.ts'
import type { AuditEntry, OrganisationSettings } from './wire.ts'

/** Null goes back to the server's default; what is left out stays. */
export type LimitsChange = { ticketsPerSecond?: number | null; repliesPerMinute?: number | null }

/** For owners and admins; others get a `forbidden`. */
export type OrganisationApi = {
  organisation(signal?: AbortSignal): Promise<OrganisationSettings>
  /** The organisation's own rates in place of the published ones of the tickets API. @throws {ParleyError} */
  changeLimits(limits: LimitsChange, signal?: AbortSignal): Promise<OrganisationSettings>
  rename(name: string, signal?: AbortSignal): Promise<OrganisationSettings>
  /** Who did what, newest first. */
  audit(signal?: AbortSignal): AsyncGenerator<AuditEntry, void>
}

export function organisationApi({ get, send, list }: ManageCalls): OrganisationApi {
  return {
    organisation: (signal) => get('/organisation', signal),
    changeLimits: ({ ticketsPerSecond, repliesPerMinute }, signal) => {
      const limits = { tickets_per_second: ticketsPerSecond, replies_per_minute: repliesPerMinute }
      return send('PATCH', '/organisation', { json: { limits }, signal })
    },
    rename: (name, signal) => send('PATCH', '/organisation', { json: { name }, signal }),
    audit: (signal) => list('/audit', signal),
  }
}
