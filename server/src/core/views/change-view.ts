import type { Tx } from '../../db/schema.ts'
import { findTeammate, holdSettings } from '../accounts/queries.ts'
import { DomainError, missing } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { assertNameFree, assertRoom, endOf, moveTo, othersIn, viewEvent } from './list-of-views.ts'
import { findView, removeView, updateView, type ViewRow } from './queries.ts'

type Named = { org: OrgId; viewId: string; teammate: { id: string; name: string } }

export type ChangeViewArgs = Named & {
  /** What is not named stays. `position` counts from 0 among the views of its list. */
  wanted: { name?: string; shared?: boolean; filters?: string; position?: number }
}

/**
 * Renames, moves, shares or asks for something else. Nothing happens when everything is as wanted already.
 * @throws {DomainError} `not_found`, also for somebody else's own; `forbidden`; `conflict` as for a new one.
 */
export const changeView: Verb<ChangeViewArgs, ViewRow> = async (tx, args, { now }) => {
  const { org, teammate, wanted } = args
  const before = await holdView(tx, args)
  const { name = before.name, filters = before.filters } = wanted
  const shared = wanted.shared === undefined ? before.shared : wanted.shared ? 1 : 0
  if (shared < before.shared && before.owner_id !== teammate.id)
    throw new DomainError('forbidden', 'only its author may make a shared view personal')
  const moves = shared !== before.shared
  const others = await othersIn(tx, org, { ...before, shared })
  const after: ViewRow = { ...before, name, filters, shared }
  assertNameFree(after, others)
  if (moves) assertRoom(after, others)
  const place = others.filter(({ position, id }) => isBefore({ position, id }, before)).length
  if (wanted.position !== undefined && (moves || wanted.position !== place))
    after.position = await moveTo(tx, org, wanted.position, others)
  else if (moves) after.position = endOf(others)
  const same = (['name', 'filters', 'shared', 'position'] as const).every(
    (fact) => after[fact] === before[fact],
  )
  if (same) return { result: before }
  after.updated_at = now
  const { id, ...row } = after
  await updateView(tx, org, id, row)
  return { result: after, org, events: [viewEvent('view.changed', after, { kind: 'teammate', ...teammate })] }
}

/** @throws {DomainError} as {@link changeView}. */
export const deleteView: Verb<Named, null> = async (tx, args) => {
  const { org, teammate, viewId } = args
  const view = await holdView(tx, args)
  await removeView(tx, org, viewId)
  return { result: null, org, events: [viewEvent('view.deleted', view, { kind: 'teammate', ...teammate })] }
}

/** The view, for whoever may change it; nobody else changes any until the commit. */
async function holdView(tx: Tx, { org, viewId, teammate }: Named): Promise<ViewRow> {
  await holdSettings(tx, org)
  const view = await findView(tx, org, viewId)
  const isOwn = view?.owner_id === teammate.id
  if (!view || (view.shared === 0 && !isOwn)) throw missing('view')
  const by = await findTeammate(tx, org, teammate.id)
  if (!by) throw new DomainError('unauthenticated', 'sign in first')
  if (!isOwn && by.role === 'agent')
    throw new DomainError('forbidden', 'only its author, an owner or an admin may change a shared view')
  return view
}

type Place = Pick<ViewRow, 'position' | 'id'>

function isBefore(one: Place, other: Place): boolean {
  return one.position === other.position ? one.id < other.id : one.position < other.position
}
