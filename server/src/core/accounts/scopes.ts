// What an access token may be limited to. Its teammate's role is the other limit, and the lower of the two holds.

/** Closed: a scope is a promise about every route that will ever state it. */
export const scopes = [
  'conversations:read',
  'conversations:write',
  'contacts:read',
  'contacts:write',
  'team:read',
  'team:write',
  'keys:read',
  'keys:write',
  'organisation:read',
  'organisation:write',
  'audit:read',
  'events:read',
] as const

export type Scope = (typeof scopes)[number]

/**
 * What a route states: one scope; `any`, where every token may, such as asking who one is; `all`, where only a session
 * or a token without limits may, such as changing the password.
 */
export type RouteScope = Scope | 'any' | 'all'

/** `given` null: no limit. */
export function mayCall(given: readonly Scope[] | null, wanted: RouteScope): boolean {
  if (given === null || wanted === 'any') return true
  return wanted !== 'all' && given.includes(wanted)
}

export function storedScopes(given: readonly Scope[] | null): string | null {
  return given === null ? null : JSON.stringify(given)
}

/** From their column; a scope that this version does not know opens nothing. */
export function scopesFrom(stored: string | null): Scope[] | null {
  if (stored === null) return null
  const names: unknown = JSON.parse(stored)
  return scopes.filter((scope) => Array.isArray(names) && names.includes(scope))
}
