import { z } from 'zod'
import type { Core } from '../../../core/core.ts'
import { missing } from '../../../core/errors.ts'
import { actionsFrom } from '../../../core/macros/actions.ts'
import { EVERYBODY, findMacro, listMacros, type MacroRow } from '../../../core/macros/queries.ts'
import { storable } from '../../../core/storable.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { pageOf, pageQuery, placeFrom } from '../paging.ts'
import type { ulidParams } from '../params.ts'
import type { MacroBody } from '../wire.ts'
import type { macroChange, newMacroBody } from './fields.ts'

export const macroQuery = pageQuery.extend({
  q: z
    .string('q is given twice')
    .max(100, 'q is too long')
    .transform(storable)
    .optional()
    .describe('The beginning of a name, of a word in it, or of a shortcut.'),
})

type Params = z.output<typeof ulidParams>
type List = Call<Caller, undefined, z.output<typeof macroQuery>, undefined>
type Show = Call<Caller, undefined, undefined, Params>
type Create = Call<Caller, z.output<typeof newMacroBody>, undefined, undefined>
type Change = Call<Caller, z.output<typeof macroChange>, undefined, Params>

/** `GET /api/manage/macros`: the shared ones and the caller's own, by name. */
export async function listAll({ core, caller, query }: List): Promise<Answer> {
  const { limit, q, after } = query
  const place = placeFrom(after, ['name', 'id'])
  const rows = await listMacros(core.read, caller.org, caller.teammate.id, {
    limit: limit + 1,
    ...(q !== undefined && { q }),
    ...(place && { after: place }),
  })
  return { status: 200, body: pageOf(rows, limit, macroBody, (row) => [row.sort_name, row.id]) }
}

/** `GET /api/manage/macros/{id}` */
export async function showOne({ core, caller, params }: Show): Promise<Answer> {
  return { status: 200, body: await shown(core, caller, params.id) }
}

/** `POST /api/manage/macros` */
export async function create({ core, caller, body, request }: Create): Promise<Answer> {
  const { org, teammate } = caller
  const { actor } = byOf(caller, request)
  // Two teammates may think of the same key.
  const key = idempotencyKeyOf(request, org, `POST macros ${teammate.id}`, body)
  const args = { org, teammateId: teammate.id, actor, macro: body }
  const { result, replayed } = await core.runOnce('createMacro', args, key)
  return { status: 201, body: await shown(core, caller, result.id), headers: replayedHeader(replayed) }
}

/** `PATCH /api/manage/macros/{id}`: answers the macro as it is then. */
export async function change({ core, caller, params, body, request }: Change): Promise<Answer> {
  const { org, teammate } = caller
  const { actor } = byOf(caller, request)
  const wanted = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  await core.run('changeMacro', { org, teammateId: teammate.id, actor, id: params.id, wanted })
  return { status: 200, body: await shown(core, caller, params.id) }
}

/** `DELETE /api/manage/macros/{id}` */
export async function remove({ core, caller, params, request }: Show): Promise<Answer> {
  const { org, teammate } = caller
  const { actor } = byOf(caller, request)
  await core.run('deleteMacro', { org, teammateId: teammate.id, actor, id: params.id })
  return { status: 204 }
}

async function shown(core: Core, { org, teammate }: Caller, id: string): Promise<MacroBody> {
  const row = await findMacro(core.read, org, teammate.id, id)
  if (!row) throw missing('macro')
  return macroBody(row)
}

function macroBody(row: MacroRow): MacroBody {
  const { id, name, shortcut, body, owner_id, updated_at } = row
  const shared = row.audience === EVERYBODY
  return { id, name, shortcut, body, actions: actionsFrom(row.actions), shared, owner_id, updated_at }
}
