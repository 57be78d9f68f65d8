// API keys: the list an administrator keeps, and the one moment a key can be read.
import { z } from 'zod'
import type { By } from '../../core/accounts/api-keys.ts'
import { apiKeyExpiry, apiKeyName, issueApiKey } from '../../core/accounts/issue-api-key.ts'
import { listCredentials } from '../../core/accounts/queries.ts'
import { idempotencyKeyOf, replayedHeader } from '../../http/idempotency.ts'
import type { Answer, Call } from '../../http/surface.ts'
import type { Caller } from './auth.ts'
import { cursorOf, type pageQuery, readCursor } from './paging.ts'
import { apiKeyBody, createdApiKeyBody } from './present.ts'
import type { ApiKeyBody, ListBody } from './wire.ts'

export const newKeyBody = z.object({ name: apiKeyName, expires_at: apiKeyExpiry })

/** What cannot be an id is looked up as one that nothing has, so that it is as unknown as a foreign one. */
export const apiKeyParams = z.object({
  id: z.string().transform((id) => (/^[0-9A-Za-z]{8}$/.test(id) ? id : 'unknown')),
})

type List = Call<Caller, undefined, z.output<typeof pageQuery>, undefined>
type Create = Call<Caller, z.output<typeof newKeyBody>, undefined, undefined>
type Delete = Call<Caller, undefined, undefined, z.output<typeof apiKeyParams>>

/** `GET /api/manage/api-keys`, newest first. */
export async function listKeys({ core, caller, query }: List): Promise<Answer> {
  const { limit, after } = query
  const place = after === undefined ? undefined : readCursor(after, 2)
  const rows = await listCredentials(core.read, caller.org, 'api_key', {
    limit: limit + 1,
    ...(place && { after: { createdAt: place[0] ?? '', publicId: place[1] ?? '' } }),
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const body: ListBody<ApiKeyBody> = {
    data: page.map(apiKeyBody),
    next_cursor: last && rows.length > limit ? cursorOf(last.created_at, last.public_id) : null,
  }
  return { status: 200, body }
}

/** `POST /api/manage/api-keys`: the only answer that carries the key; its repetition does not. */
export async function createKey({ core, caller, body, request }: Create): Promise<Answer> {
  const { name, expires_at: expiresAt } = body
  const key = idempotencyKeyOf(request, caller.org, 'POST api-keys', body)
  const asked = { name, expiresAt }
  const { created, text, replayed } = await issueApiKey(core, caller.org, asked, by(caller, request.ip), key)
  return { status: 201, body: createdApiKeyBody(created, text), headers: replayedHeader(replayed) }
}

/** `DELETE /api/manage/api-keys/{id}`: the key is refused on every node before the 204. */
export async function deleteKey({ core, caller, params, request }: Delete): Promise<Answer> {
  await core.run('deleteApiKey', { org: caller.org, publicId: params.id, ...by(caller, request.ip) })
  return { status: 204 }
}

function by({ teammate }: Caller, ip: string): By {
  return { actor: { kind: 'teammate', id: teammate.id, name: teammate.name }, ip }
}
