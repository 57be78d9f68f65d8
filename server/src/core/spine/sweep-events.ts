// The feed is kept for a while, not for ever: conversations and their messages stand in tables of their own.
import type { OrgId, Time } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { deleteOldEvents } from './queries.ts'

/** A transaction of some milliseconds: other writers wait no longer than that. */
const BATCH = 1_000

export type SweepEventsArgs = {
  org: OrgId
  before: Time
  /** Whoever reads events for themselves has read up to here; absent when nobody does. */
  through?: number
}

/**
 * Removes the oldest events of the organisation that happened before then, at most a thousand; never the newest one,
 * from which the feed and `parley doctor` know where things stand.
 * @returns whether there may be more.
 */
export const sweepEvents: Verb<SweepEventsArgs, { more: boolean }> = async (tx, args) => {
  const { org, before, through = Number.MAX_SAFE_INTEGER } = args
  const removed = await deleteOldEvents(tx, org, { before, through, limit: BATCH })
  return { result: { more: removed === BATCH } }
}
