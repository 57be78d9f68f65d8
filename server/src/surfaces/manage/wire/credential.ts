import { z } from 'zod'
import { time } from './values.ts'

/** One entry of `GET /api/manage/api-keys`. */
export const apiKeyBody = z.object({
  id: z.string(),
  name: z.string(),
  begins_with: z.string().describe('What may be shown of the key; the rest is kept nowhere.'),
  created_at: time,
  expires_at: time.nullable().describe('Null for a key that never expires.'),
  last_used_at: time.nullable().describe('True to the minute; null until the key is used.'),
})
export type ApiKeyBody = z.output<typeof apiKeyBody>

const created = apiKeyBody.pick({ id: true, name: true, expires_at: true, created_at: true })
const once = z
  .string()
  .nullable()
  .describe('Shown this once; null when the answer is repeated under an idempotency key.')

/** Answer of `POST /api/manage/api-keys`. */
export const createdApiKeyBody = created.extend({ key: once })
export type CreatedApiKeyBody = z.output<typeof createdApiKeyBody>

const scopes = z
  .array(z.string())
  .nullable()
  .describe('What it is limited to; null: whatever its teammate may do.')

/** One entry of `GET /api/manage/access-tokens`. */
export const accessTokenBody = apiKeyBody.extend({ scopes })
export type AccessTokenBody = z.output<typeof accessTokenBody>

/** Answer of `POST /api/manage/access-tokens`. */
export const createdAccessTokenBody = created.extend({ scopes, token: once })
export type CreatedAccessTokenBody = z.output<typeof createdAccessTokenBody>

export type { Scope } from '../../../core/accounts/scopes.ts'
