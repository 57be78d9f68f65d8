import type { Once } from './idempotency.ts'
import { type ManageCalls, part } from './manage-calls.ts'
import type { AccessToken, ApiKey, CreatedAccessToken, CreatedApiKey, Scope } from './wire.ts'

/**
 * A credential to make. When a try got through and only its answer was lost, the secret of the repeated answer is null: it
 * was shown to nobody, so delete it and make another.
 */
export type NewApiKey = Once & {
  /** Tells keys apart; no two of an organisation have the same. */
  name: string
  /** When the key ends, at most ten years ahead; without it never. */
  expiresAt?: Date
}

export type NewAccessToken = NewApiKey & {
  /** What it may do; without them as much as its teammate. */
  scopes?: readonly Scope[]
}

export type CredentialsApi = {
  /** All API keys, newest first. This and the next two are for owners and admins; others get a `forbidden`. */
  apiKeys(signal?: AbortSignal): AsyncGenerator<ApiKey, void>
  /** The answer is the only place that holds the key. `conflict` when the name is taken. @throws {ParleyError} */
  createApiKey(key: NewApiKey): Promise<CreatedApiKey>
  /** The key is refused from then on. `not_found` when there is none, as after an earlier call. @throws {ParleyError} */
  deleteApiKey(id: string, signal?: AbortSignal): Promise<void>
  /** The caller's own, newest first. */
  accessTokens(signal?: AbortSignal): AsyncGenerator<AccessToken, void>
  /** Acts as the caller. The answer is the only place that holds the token. @throws {ParleyError} */
  createAccessToken(token: NewAccessToken): Promise<CreatedAccessToken>
  deleteAccessToken(id: string, signal?: AbortSignal): Promise<void>
}

export function credentialsApi({ list, tell, create }: ManageCalls): CredentialsApi {
  return {
    apiKeys: (signal) => list('/api-keys', signal),
    createApiKey: ({ name, expiresAt, ...once }) =>
      create('/api-keys', { name, expires_at: expiresAt }, once),
    deleteApiKey: (id, signal) => tell('DELETE', `/api-keys/${part(id)}`, { signal }),
    accessTokens: (signal) => list('/access-tokens', signal),
    createAccessToken: ({ name, expiresAt, scopes, ...once }) =>
      create('/access-tokens', { name, expires_at: expiresAt, scopes }, once),
    deleteAccessToken: (id, signal) => tell('DELETE', `/access-tokens/${part(id)}`, { signal }),
  }
}
