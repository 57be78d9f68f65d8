import { z } from 'zod'
import { shownName } from '../../../core/accounts/shown-name.ts'
import { findMember, listMembers, type MemberRow } from '../../../core/accounts/team/queries.ts'
import { missing } from '../../../core/errors.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { pageOf, type pageQuery, placeFrom } from '../paging.ts'
import type { ulidParams } from '../params.ts'
import type { ListBody, MemberBody } from '../wire.ts'

const roles = ['owner', 'admin', 'agent'] as const
export const role = z.enum(roles, `role must be one of: ${roles.join(', ')}`)

export const teammateChange = z.object({
  name: shownName.optional(),
  role: role.optional(),
  disabled: z.boolean('disabled must be true or false').optional(),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Change = Call<Caller, z.output<typeof teammateChange>, undefined, z.output<typeof ulidParams>>

/** `GET /api/manage/teammates`, oldest first: everybody may know who works here. */
export async function listTeam({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['id'])
  const rows = await listMembers(core.read, caller.org, {
    limit: limit + 1,
    ...(place && { after: place.id }),
  })
  const body: ListBody<MemberBody> = pageOf(
    rows,
    limit,
    (row) => memberBody(row, caller),
    (row) => [row.id],
  )
  return { status: 200, body }
}

/** `PATCH /api/manage/teammates/{id}`: who may do what to whom is decided in core. */
export async function changeMember({ core, caller, body, params, request }: Change): Promise<Answer> {
  const { org, teammate } = caller
  const { name, role, disabled } = body
  const wanted = {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(disabled !== undefined && { disabled }),
  }
  const by = { byId: teammate.id, ...byOf(caller, request) }
  await core.run('changeTeammate', { org, teammateId: params.id, wanted, ...by })
  const row = await findMember(core.read, org, params.id)
  if (!row) throw missing('teammate')
  return { status: 200, body: memberBody(row, caller) }
}

/** Who can be signed in as with a password alone is nothing an agent needs to know of others. */
function memberBody({ second_factor_at, ...row }: MemberRow, { teammate }: Caller): MemberBody {
  const concerned = teammate.role !== 'agent' || teammate.id === row.id
  return { ...row, second_factor: concerned ? second_factor_at !== null : null }
}
