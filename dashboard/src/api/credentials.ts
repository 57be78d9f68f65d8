import type {
  CreatedAccessTokenBody,
  CreatedApiKeyBody,
  Scope,
} from '../../../server/src/surfaces/manage/wire.ts'
import { request, requestNothing } from './request.ts'

const KEYS = '/api/manage/api-keys'
const TOKENS = '/api/manage/access-tokens'

export type NewKey = { name: string; expires_at: string | null }
/** `scopes` null: whatever its teammate may do. */
export type NewToken = NewKey & { scopes: Scope[] | null }

export function createApiKey(body: NewKey): Promise<CreatedApiKeyBody> {
  return request(KEYS, { method: 'POST', body })
}

export function deleteApiKey(id: string): Promise<void> {
  return requestNothing(`${KEYS}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}

export function createAccessToken(body: NewToken): Promise<CreatedAccessTokenBody> {
  return request(TOKENS, { method: 'POST', body })
}

export function deleteAccessToken(id: string): Promise<void> {
  return requestNothing(`${TOKENS}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
