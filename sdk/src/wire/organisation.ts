import type { ParleyEvent } from './event.ts'
import type { Teammate } from './team.ts'

export type Organisation = { id: string; slug: string; name: string; prefix: string }

/** With its own rates; null means the server's default. */
export type OrganisationSettings = Organisation & {
  limits: { tickets_per_second: number | null; replies_per_minute: number | null }
}

/** Whom an access token acts as. */
export type Identity = {
  teammate: Teammate
  organisation: Organisation
  /** Of the newest event: all events after it, and anything read later, miss nothing between them. */
  latest_seq: number
}

export type AuditEntry = {
  id: string
  at: string
  actor: ParleyEvent['actor']
  action: string
  /** What it was done to: an id. */
  subject: string | null
  data: Record<string, unknown>
  ip: string | null
}
