// API keys: the list an administrator keeps, and the one moment a key can be read.
import { z } from 'zod'
import { apiKeyExpiry, issueApiKey } from '../../core/accounts/issue-api-key.ts'
import { type CredentialRow, listCredentials } from '../../core/accounts/queries.ts'
import { shownName } from '../../core/accounts/shown-name.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import { byOf, type Caller } from './auth.ts'
import { pageOf, type pageQuery, placeFrom } from './paging.ts'
import type { publicIdParams } from './params.ts'
import { apiKeyBody, createdApiKeyBody } from './present.ts'
import type { ApiKeyBody, ListBody } from './wire.ts'

export const newKeyBody = z.object({ name: shownName, expires_at: apiKeyExpiry })

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newKeyBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof publicIdParams>>

/** `GET /api/manage/api-keys`, newest first. */
export async function listKeys({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = placeFrom(after, ['createdAt', 'publicId'])
  const rows = await listCredentials(core.read, caller.org, 'api_key', {
    limit: limit + 1,
    ...(place && { after: place }),
  })
  const body: ListBody<ApiKeyBody> = pageOf(rows, limit, apiKeyBody, credentialPlace)
  return { status: 200, body }
}

/** `POST /api/manage/api-keys`: the only answer that carries the key; its repetition does not. */
export async function createKey({ core, caller, body, request }: Create): Promise<Answer> {
  const { name, expires_at: expiresAt } = body
  const key = idempotencyKeyOf(request, caller.org, 'POST api-keys', body)
  const asked = { name, expiresAt }
  const { created, text, replayed } = await issueApiKey(core, caller.org, asked, byOf(caller, request), key)
  return { status: 201, body: createdApiKeyBody(created, text), headers: replayedHeader(replayed) }
}

/** `DELETE /api/manage/api-keys/{id}`: the key is refused on every node before the 204. */
export async function deleteKey({ core, caller, params, request }: Delete): Promise<Answer> {
  await core.run('deleteApiKey', { org: caller.org, publicId: params.id, ...byOf(caller, request) })
  return { status: 204 }
}

/** Newest first; several may be of one millisecond. */
export const credentialPlace = (row: CredentialRow) => [row.created_at, row.public_id]
