import { z } from 'zod'
import { apiKeyExpiry } from '../../../core/accounts/issue-api-key.ts'
import { issueAccessToken } from '../../../core/accounts/own/issue-access-token.ts'
import { listAccessTokens } from '../../../core/accounts/own/queries.ts'
import { type Scope, scopes } from '../../../core/accounts/scopes.ts'
import { shownName } from '../../../core/accounts/shown-name.ts'
import { idempotencyKeyOf, replayedHeader } from '../../../http/idempotency.ts'
import type { Answer, Call } from '../../../http/surface.ts'
import { credentialPlace } from '../api-keys.ts'
import { byOf, type Caller } from '../auth.ts'
import { pageOf, type pageQuery, placeFrom } from '../paging.ts'
import type { publicIdParams } from '../params.ts'
import { accessTokenBody, createdAccessTokenBody } from '../present.ts'
import type { AccessTokenBody, ListBody } from '../wire.ts'

const UNKNOWN = `scopes must be of: ${scopes.join(', ')}`

/** In the order of the list, each once; null, as when there are none: no limit. */
const tokenScopes = z
  .array(z.enum(scopes, UNKNOWN), UNKNOWN)
  .min(1, 'name at least one scope, or leave scopes out')
  .max(100, UNKNOWN)
  .nullish()
  .transform((given): Scope[] | null => (given ? scopes.filter((scope) => given.includes(scope)) : null))

export const newTokenBody = z.object({ name: shownName, expires_at: apiKeyExpiry, scopes: tokenScopes })

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newTokenBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof publicIdParams>>

/** `GET /api/manage/access-tokens`: one's own, newest first. */
export async function listTokens({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['createdAt', 'publicId'])
  const rows = await listAccessTokens(core.read, caller.org, caller.teammate.id, {
    limit: limit + 1,
    ...(place && { after: place }),
  })
  const body: ListBody<AccessTokenBody> = pageOf(rows, limit, accessTokenBody, credentialPlace)
  return { status: 200, body }
}

/** `POST /api/manage/access-tokens`: the only answer that carries the token; its repetition does not. */
export async function createToken({ core, caller, body, request }: Create): Promise<Answer> {
  const { org, teammate, limited: within } = caller
  const { name, expires_at: expiresAt, scopes } = body
  // Two teammates may think of the same key.
  const key = idempotencyKeyOf(request, org, `POST access-tokens ${teammate.id}`, body)
  const asked = { org, teammateId: teammate.id, name, expiresAt, scopes, within }
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
