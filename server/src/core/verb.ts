// A verb is a transaction plus an event: plain data in, plain data out, nothing awaited but queries.
import type { JobDraft } from '../db/job-draft.ts'
import type { Tx } from '../db/schema.ts'
import type { Actor, EventDraft } from './events.ts'
import type { OrgId, Time } from './ids.ts'

/** Stamped before the verb starts, so that running it again writes the same rows. */
export type Stamp = { now: Time; id: () => string }

export type AuditDraft = {
  actor: Actor
  action: string
  subject: string | null
  data?: Record<string, unknown>
  ip?: string | null
}

/** What a verb did. Events and audit rows belong to an organisation; housekeeping has none and writes neither. */
export type Effect<R> = { result: R; jobs?: JobDraft[] } & (
  | { org: OrgId; events?: EventDraft[]; audit?: AuditDraft[] }
  | { org?: never }
)

export type Verb<A, R> = (tx: Tx, args: A, stamp: Stamp) => Promise<Effect<R>>
