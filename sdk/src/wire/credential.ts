export type ApiKey = {
  id: string
  name: string
  /** What may be shown of the key; the rest is kept nowhere. */
  begins_with: string
  created_at: string
  /** Null for a key that never expires. */
  expires_at: string | null
  /** True to the minute; null until the key is used. */
  last_used_at: string | null
}

export type CreatedApiKey = {
  id: string
  name: string
  /** Shown this once; null when the answer is repeated under an idempotency key. */
  key: string | null
  expires_at: string | null
  created_at: string
}

/** What a token may be limited to. Writing does not include reading. */
export type Scope =
  | 'conversations:read'
  | 'conversations:write'
  | 'contacts:read'
  | 'contacts:write'
  | 'team:read'
  | 'team:write'
  | 'keys:read'
  | 'keys:write'
  | 'organisation:read'
  | 'organisation:write'
  | 'audit:read'
  | 'events:read'

export type AccessToken = ApiKey & {
  /** What it is limited to; null: whatever its teammate may do. */
  scopes: string[] | null
}

export type CreatedAccessToken = Omit<CreatedApiKey, 'key'> & {
  scopes: string[] | null
  /** Shown this once; null when the answer is repeated under an idempotency key. */
  token: string | null
}
