import { holdSettings } from '../accounts/queries.ts'
import type { OrgId } from '../ids.ts'
import type { Verb } from '../verb.ts'
import { assertNameFree, assertRoom, endOf, othersIn, viewEvent } from './list-of-views.ts'
import { insertView, type ViewRow } from './queries.ts'

export type CreateViewArgs = {
  org: OrgId
  teammate: { id: string; name: string }
  name: string
  shared: boolean
  /** JSON that the list's own query was checked by. */
  filters: string
}

/**
 * Keeps filters of the list under a name, at the end of the teammate's own or of the shared ones.
 * @throws {DomainError} `conflict` for a name that is taken, or for one view too many.
 */
export const createView: Verb<CreateViewArgs, ViewRow> = async (tx, args, { now, id }) => {
  const { org, teammate, name, filters } = args
  // One after the other: of two that want one name, the second finds it taken.
  await holdSettings(tx, org)
  const view = { id: id(), owner_id: teammate.id, name, shared: args.shared ? (1 as const) : (0 as const) }
  const others = await othersIn(tx, org, view)
  assertNameFree(view, others)
  assertRoom(view, others)
  const row = { ...view, filters, position: endOf(others), created_at: now, updated_at: now }
  await insertView(tx, org, row)
  return { result: row, org, events: [viewEvent('view.created', row, { kind: 'teammate', ...teammate })] }
}
