import type { z } from 'zod'
import { listMembers } from '../../../core/accounts/team/queries.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { accountOf, type Teammate } from './access-token.ts'
import { nextLink, placeFrom } from './pages.ts'
import type { MembersBody, pageQuery } from './wire.ts'

type Me = Call<Teammate, undefined, undefined, undefined>
type Members = Call<Teammate, undefined, z.output<typeof pageQuery>, undefined>

/** `GET /me`: a token is of one account. */
export async function me({ core, caller }: Me): Promise<Answer> {
  return { status: 200, body: { accounts: [await accountOf(core, caller)] } }
}

/** `GET /members`: who works here now, oldest first. */
export async function listTeam({ core, caller, query }: Members): Promise<Answer> {
  const { limit, cursor } = query
  const [after] = cursor === undefined ? [] : placeFrom(cursor, /^[0-9A-Z]{26}$/)
  const rows = await listMembers(core.read, caller.org, {
    limit: limit + 1,
    ...(after !== undefined && { after }),
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const body: MembersBody = {
    members: page.filter(({ disabled_at }) => disabled_at === null).map(({ id, name }) => ({ id, name })),
  }
  return { status: 200, body, headers: nextLink('/api/v1/members', { limit }, last ? [last.id] : null) }
}
