import { z } from 'zod'
import { apiKeyExpiry, apiKeyName } from '../../../core/accounts/issue-api-key.ts'
import { issueAccessToken } from '../../../core/accounts/own/issue-access-token.ts'
import { listAccessTokens } from '../../../core/accounts/own/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { byOf, type Caller } from '../auth.ts'
import { cursorOf, type pageQuery, readCursor } from '../paging.ts'
import { accessTokenBody, createdAccessTokenBody } from '../present.ts'
import type { AccessTokenBody, ListBody } from '../wire.ts'

export const newTokenBody = z.object({ name: apiKeyName, expires_at: apiKeyExpiry })

export const tokenParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Za-z]{8}$/.test(id) ? id : 'unknown')),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newTokenBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof tokenParams>>

/** `GET /api/manage/access-tokens`: one's own, newest first. */
export async function listTokens({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = after === undefined ? undefined : readCursor(after, 2)
  const rows = await listAccessTokens(core.read, caller.org, caller.teammate.id, {
    limit: limit + 1,
    ...(place && { after: { createdAt: place[0] ?? '', publicId: place[1] ?? '' } }),
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const body: ListBody<AccessTokenBody> = {
    data: page.map(accessTokenBody),
    next_cursor: last && rows.length > limit ? cursorOf(last.created_at, last.public_id) : null,
  }
  return { status: 200, body }
}

/** `POST /api/manage/access-tokens`: the only answer that carries the token; its repetition does not. */
export async function createToken({ core, caller, body, request }: Create): Promise<Answer> {
  const { org, teammate } = caller
  const { name, expires_at: expiresAt } = body
  // Two teammates may think of the same key.
  const key = idempotencyKeyOf(request, org, `POST access-tokens ${teammate.id}`, body)
  const asked = { org, teammateId: teammate.id, name, expiresAt }
  const { created, text, replayed } = await issueAccessToken(core, asked, byOf(caller, request), key)
  return { status: 201, body: createdAccessTokenBody(created, text), headers: replayedHeader(replayed) }
}

/** `DELETE /api/manage/access-tokens/{id}`: refused on every node before the 204. */
export async function deleteToken({ core, caller, params, request }: Delete): Promise<Answer> {
  const { org, teammate } = caller
  const by = byOf(caller, request)
  await core.run('deleteAccessToken', { org, teammateId: teammate.id, publicId: params.id, ...by })
  return { status: 204 }
}
