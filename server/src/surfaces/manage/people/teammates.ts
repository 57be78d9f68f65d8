import { z } from 'zod'
import { apiKeyName } from '../../../core/accounts/issue-api-key.ts'
import { findMember, listMembers } from '../../../core/accounts/team/queries.ts'
import { missing } from '../../../core/errors.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { cursorOf, type pageQuery, readCursor } from '../paging.ts'
import type { ListBody, MemberBody } from '../wire.ts'

/** What people are called follows the rules of what keys are called. */
export const personName = apiKeyName

const roles = ['owner', 'admin', 'agent'] as const
export const role = z.enum(roles, `role must be one of: ${roles.join(', ')}`)

export const teammateChange = z.object({
  name: personName.optional(),
  role: role.optional(),
  disabled: z.boolean('disabled must be true or false').optional(),
})

/** What cannot be an id is looked up as one that nothing has, so that it is as unknown as a foreign one. */
export const memberParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Z]{26}$/.test(id) ? id : 'unknown')),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Change = Call<Caller, z.output<typeof teammateChange>, undefined, z.output<typeof memberParams>>

/** `GET /api/manage/teammates`, oldest first: everybody may know who works here. */
export async function listTeam({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = after === undefined ? undefined : readCursor(after, 1)[0]
  const rows = await listMembers(core.read, caller.org, {
    limit: limit + 1,
    ...(place !== undefined && { after: place }),
  })
  const page: MemberBody[] = rows.slice(0, limit)
  const last = page.at(-1)
  const body: ListBody<MemberBody> = {
    data: page,
    next_cursor: last && rows.length > limit ? cursorOf(last.id) : null,
  }
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
  const member: MemberBody | undefined = await findMember(core.read, org, params.id)
  if (!member) throw missing('teammate')
  return { status: 200, body: member }
}
