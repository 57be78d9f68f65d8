// Saved views: filters of the list under a name, for oneself or for everybody.
import { z } from 'zod'
import { shownNameUpTo } from '../../../core/accounts/shown-name.ts'
import type { Core } from '../../../core/core.ts'
import { missing } from '../../../core/errors.ts'
import { findView, listViews, type ViewRow } from '../../../core/views/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import type { Caller } from '../auth.ts'
import { notACursor, pageOf, type pageQuery, placeFrom } from '../paging.ts'
import type { ulidParams } from '../params.ts'
import type { ViewBody } from '../wire.ts'
import { countOf, viewFilters } from './filters.ts'

const LONGEST_NAME = 80
const LAST_POSITION = 999

const name = shownNameUpTo(LONGEST_NAME)
const shared = z.boolean('shared must be true or false')
const NOT_A_POSITION = `position must be a whole number from 0 to ${LAST_POSITION}`

export const newViewBody = z.object({
  name,
  shared: shared.default(false).describe('Whether everybody sees it.'),
  filters: viewFilters,
})
export const viewChange = z.object({
  name: name.optional(),
  shared: shared.optional(),
  filters: viewFilters.optional().describe('All of them; as in `GET /conversations`.'),
  position: z
    .int(NOT_A_POSITION)
    .min(0, NOT_A_POSITION)
    .max(LAST_POSITION, NOT_A_POSITION)
    .optional()
    .describe('Where it is to stand among the others of its list, from 0.'),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Show = Call<Caller, undefined, undefined, z.output<typeof ulidParams>>
type Create = Call<Caller, z.output<typeof newViewBody>, undefined, undefined>
type Change = Call<Caller, z.output<typeof viewChange>, undefined, z.output<typeof ulidParams>>

/** `GET /api/manage/views`: one's own, then the shared ones, each with how many conversations it shows. */
export async function listAllViews({ core, caller, query }: List): Promise<Answer> {
  const { org, teammate } = caller
  const place = placeFrom(query.after, ['shared', 'position', 'id'])
  const rows = [
    ...(await listViews(core.read, org, { owner: teammate.id })),
    ...(await listViews(core.read, org, 'shared')),
  ]
  const after = place && { shared: Number(place.shared), position: Number(place.position), id: place.id }
  if (after && !(Number.isInteger(after.shared) && Number.isInteger(after.position))) throw notACursor()
  const behind = after ? rows.filter((row) => isBehind(row, after)) : rows
  const page = pageOf(
    behind.slice(0, query.limit + 1),
    query.limit,
    (row) => row,
    ({ shared, position, id }) => [String(shared), String(position), id],
  )
  const data: ViewBody[] = []
  // One after the other: a sidebar of views is not to take every reader there is.
  for (const row of page.data) data.push(await bodyOf(core, caller, row))
  return { status: 200, body: { ...page, data } }
}

/** `GET /api/manage/views/{id}` */
export async function showView({ core, caller, params }: Show): Promise<Answer> {
  const row = await findView(core.read, caller.org, params.id)
  if (!row || (row.shared === 0 && row.owner_id !== caller.teammate.id)) throw missing('view')
  return { status: 200, body: await bodyOf(core, caller, row) }
}

/** `POST /api/manage/views` */
export async function createView({ core, caller, body, request }: Create): Promise<Answer> {
  const { org, teammate } = caller
  const key = idempotencyKeyOf(request, org, `POST views ${teammate.id}`, body)
  const { name, shared, filters } = body
  const args = { org, teammate: personOf(caller), name, shared, filters: JSON.stringify(filters) }
  const { result, replayed } = await core.runOnce('createView', args, key)
  return { status: 201, body: await bodyOf(core, caller, result), headers: replayedHeader(replayed) }
}

/** `PATCH /api/manage/views/{id}`: answers the view as it is then. */
export async function changeView({ core, caller, body, params }: Change): Promise<Answer> {
  const { name, shared, filters, position } = body
  const wanted = {
    ...(name !== undefined && { name }),
    ...(shared !== undefined && { shared }),
    ...(filters && { filters: JSON.stringify(filters) }),
    ...(position !== undefined && { position }),
  }
  const args = { org: caller.org, teammate: personOf(caller), viewId: params.id, wanted }
  const row = await core.run('changeView', args)
  return { status: 200, body: await bodyOf(core, caller, row) }
}

/** `DELETE /api/manage/views/{id}` */
export async function deleteView({ core, caller, params }: Show): Promise<Answer> {
  await core.run('deleteView', { org: caller.org, teammate: personOf(caller), viewId: params.id })
  return { status: 204 }
}

function personOf({ teammate: { id, name } }: Caller) {
  return { id, name }
}

async function bodyOf(core: Core, caller: Caller, { filters, ...row }: ViewRow): Promise<ViewBody> {
  const { id, name, owner_id, position, created_at, updated_at } = row
  const asked = JSON.parse(filters)
  const { count, capped } = await countOf(core, caller, asked)
  return {
    ...{ id, name, shared: row.shared === 1, owner_id, filters: asked, position, created_at, updated_at },
    ...{ count, count_is_capped: capped },
  }
}

type Place = Pick<ViewRow, 'position' | 'id'> & { shared: number }

function isBehind(row: Place, place: Place): boolean {
  if (row.shared !== place.shared) return row.shared > place.shared
  return row.position === place.position ? row.id > place.id : row.position > place.position
}
