// Sample data in an organisation of one's own: asked for, and asked away again. Jobs do the rest, a step at a time.
import type { By } from '../accounts/api-keys.ts'
import { holdSettings } from '../accounts/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { Actor, EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import {
  anyConversation,
  countSampleItems,
  holdSample,
  insertSample,
  type SampleRow,
  saveSample,
} from './queries.ts'

export type SampleProgress = Pick<SampleRow, 'state' | 'done' | 'total'>

export const SAMPLE_CONVERSATIONS = 60
/** Who brings the sample, where it is nobody of its stories. */
export const SAMPLE: Actor = { kind: 'system', id: null, name: 'Sample data' }

type Args = By & { org: OrgId; byId: string }

/**
 * Asks for the sample. Asked again while it comes, it goes on: should its job have been given up, this takes it up anew.
 * @throws {DomainError} `conflict` when there are conversations already.
 */
export const startSample: Verb<Args, SampleProgress> = async (tx, { org, byId, actor, ip }, { now }) => {
  // Two who ask at once wait for each other.
  await holdSettings(tx, org)
  const before = await holdSample(tx, org)
  const jobs = [{ kind: 'loadSample', payload: {}, lane: laneOf(org) }]
  if (before?.state === 'loading') return { result: progressOf(before), org, jobs }
  if (before || (await anyConversation(tx, org)))
    throw new DomainError('conflict', 'sample data is for an organisation without conversations')
  const progress: SampleProgress = { state: 'loading', done: 0, total: SAMPLE_CONVERSATIONS }
  await insertSample(tx, org, { ...progress, started_at: now, started_by: byId })
  return {
    result: progress,
    org,
    events: [changed(progress, actor)],
    audit: [{ actor, action: 'sample.loaded', subject: org, data: { conversations: progress.total }, ip }],
    jobs,
  }
}

/**
 * Asks for the sample to go, also one that is still coming, or on its way out already.
 * @throws {DomainError} `not_found` when there is none.
 */
export const removeSample: Verb<Args, SampleProgress> = async (tx, { org, actor, ip }) => {
  const before = await holdSample(tx, org)
  if (!before) throw missing('sample data')
  const jobs = [{ kind: 'removeSample', payload: {}, lane: laneOf(org) }]
  if (before.state === 'removing') return { result: progressOf(before), org, jobs }
  const progress: SampleProgress = { state: 'removing', done: 0, total: await countSampleItems(tx, org) }
  await saveSample(tx, org, progress)
  return {
    result: progress,
    org,
    events: [changed(progress, actor)],
    audit: [{ actor, action: 'sample.removed', subject: org, data: { items: progress.total }, ip }],
    jobs,
  }
}

export function changed({ state, done, total }: EventFacts, actor: Actor = SAMPLE): EventDraft {
  return { type: 'sample.changed', conversationId: null, actor, data: { state, done, total } }
}

type EventFacts = { state: SampleRow['state'] | 'none'; done: number; total: number }

const progressOf = ({ state, done, total }: SampleRow): SampleProgress => ({ state, done, total })

/** One after the other: what is asked away must not come in beside it. */
const laneOf = (org: OrgId) => `sample ${org}`
