// What every verb is wrapped in, on both engines: idempotency key, change, audit, events, what follows. One transaction.
import type { JobDraft } from '../db/job-draft.ts'
import type { Tx } from '../db/schema.ts'
import { DomainError } from './errors.ts'
import type { EventDraft, StoredEvent } from './events.ts'
import { idsFrom, type OrgId, type Time } from './ids.ts'
import {
  appendEvent,
  bumpCounter,
  insertAudit,
  insertJob,
  recordKey,
  rememberResult,
} from './spine/queries.ts'
import type { Effect, Stamp } from './verb.ts'

/** Identifies a repeat: same key and fingerprint replays, same key with another fingerprint is refused. */
export type IdempotencyKey = { org: OrgId; route: string; key: string; fingerprint: string }

/** One verb call as it travels to the writer: plain data. */
export type Unit = {
  verb: string
  args: unknown
  now: Time
  id: string
  idempotency?: IdempotencyKey
}

/** `moved` is the organisation's newest seq after this unit, if it wrote events. */
export type Performed = {
  result: unknown
  replayed: boolean
  moved: { org: OrgId; seq: number } | null
  jobs: boolean
}

export type AnyVerb = (tx: Tx, args: never, stamp: Stamp) => Promise<Effect<unknown>>
export type Follow = (event: StoredEvent, tx: Tx, org: OrgId) => Promise<JobDraft[]>
export type Perform = (tx: Tx, unit: Unit) => Promise<Performed>

/** `verbs` and `follow` are the same tables on every engine and thread; see `reactions.ts`. */
export function performer(verbs: Readonly<Record<string, AnyVerb>>, follow: Follow): Perform {
  return async (tx, unit) => {
    const stamp: Stamp = { now: unit.now, id: idsFrom(unit.id) }
    const earlier = unit.idempotency && (await claimKey(tx, unit.idempotency, unit.now))
    if (earlier) return { result: JSON.parse(earlier), replayed: true, moved: null, jobs: false }

    const verb = verbs[unit.verb]
    if (!verb) throw new Error(`unknown verb ${unit.verb}`)
    // `run` typed the arguments against this very table; they only lost their type on the way through a message port.
    const effect = await verb(tx, unit.args as never, stamp)

    const jobs = (effect.jobs ?? []).map((job) => ({ position: 0, ...job }))
    let moved: Performed['moved'] = null
    if (effect.org !== undefined) {
      for (const entry of effect.audit ?? [])
        await insertAudit(tx, effect.org, { ...entry, id: stamp.id(), now: unit.now })
      if (effect.events?.length) {
        const stored = await append(tx, effect.org, effect.events, unit.now)
        moved = { org: effect.org, seq: stored.at(-1)?.seq ?? 0 }
        for (const event of stored)
          for (const job of await follow(event, tx, effect.org)) jobs.push({ position: event.seq, ...job })
      }
    }
    for (const job of jobs) await insertJob(tx, effect.org ?? null, { ...job, id: stamp.id(), now: unit.now })
    if (unit.idempotency) await rememberResult(tx, unit.idempotency, JSON.stringify(effect.result))
    return { result: effect.result, replayed: false, moved, jobs: jobs.length > 0 }
  }
}

/** The event counter is bumped last of all counters and held until the commit: seq order is commit order. */
async function append(tx: Tx, org: OrgId, drafts: EventDraft[], now: Time): Promise<StoredEvent[]> {
  const last = await bumpCounter(tx, org, 'event', drafts.length)
  const stored = drafts.map((draft, index) => ({ ...draft, seq: last - drafts.length + 1 + index }))
  for (const event of stored) await appendEvent(tx, org, event, now)
  return stored
}

/** Undefined when the key is new and now ours; else the stored result of its first use. */
async function claimKey(tx: Tx, key: IdempotencyKey, now: Time): Promise<string | undefined> {
  const taken = await recordKey(tx, key, now)
  if (!taken) return undefined
  if (taken.fingerprint !== key.fingerprint)
    throw new DomainError('mismatch', 'this idempotency key was used for a different request')
  return taken.result
}
