// The two lists a teammate sees: their own views, and the shared ones. Both are short, and names in each are unique.
import type { Tx } from '../../db/schema.ts'
import { DomainError } from '../errors.ts'
import type { EventDraft } from '../events.ts'
import type { OrgId } from '../ids.ts'
import { listViews, updateView, type ViewRow } from './queries.ts'

const MOST_OWN = 50
const MOST_SHARED = 100

export type Listed = Pick<ViewRow, 'id' | 'shared' | 'owner_id' | 'name'>

/** What a view shares its list with, itself left out. Nobody else changes views until the commit. */
export async function othersIn(tx: Tx, org: OrgId, { id, shared, owner_id }: Omit<Listed, 'name'>) {
  const all = await listViews(tx, org, shared === 1 ? 'shared' : { owner: owner_id })
  return all.filter((view) => view.id !== id)
}

/** @throws {DomainError} `conflict` for a name that is taken there. */
export function assertNameFree({ shared, name }: Listed, others: readonly ViewRow[]): void {
  if (others.every((other) => other.name !== name)) return
  const sentence = shared === 1 ? 'a shared view with this name exists' : 'you have a view with this name'
  throw new DomainError('conflict', sentence, { field: 'name' })
}

/** @throws {DomainError} `conflict` when there are as many as there may be. */
export function assertRoom({ shared }: Listed, others: readonly ViewRow[]): void {
  const most = shared === 1 ? MOST_SHARED : MOST_OWN
  if (others.length < most) return
  const sentence = shared === 1 ? `there are ${most} shared views` : `you have ${most} views`
  throw new DomainError('conflict', `${sentence}, and there can be no more`)
}

export function endOf(others: readonly ViewRow[]): number {
  return (others.at(-1)?.position ?? -1) + 1
}

/** Puts a view in front of the one that has this place now, and numbers all of them anew. @returns its position. */
export async function moveTo(
  tx: Tx,
  org: OrgId,
  wanted: number,
  others: readonly ViewRow[],
): Promise<number> {
  const place = Math.min(wanted, others.length)
  for (const [index, other] of others.entries()) {
    const position = index < place ? index : index + 1
    if (other.position !== position) await updateView(tx, org, other.id, { position })
  }
  return place
}

type ViewEvent = Extract<EventDraft['type'], `view.${string}`>

export function viewEvent(
  type: ViewEvent,
  { id, owner_id, shared }: Listed,
  actor: EventDraft['actor'],
): EventDraft {
  return { type, conversationId: null, actor, data: { id, owner_id, shared: shared === 1 } }
}
