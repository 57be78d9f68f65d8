import type { Core } from '../core.ts'
import type { OrgId } from '../ids.ts'

const COARSE = 60_000
/** Names kept at most; beyond it they start afresh, which costs a write each. */
const MOST = 10_000

/**
 * Keeps "last used" true to the minute without a write per request. Not awaited and allowed to fail: it is a
 * convenience for the person who looks at the list of keys, not part of the call, and reads must work without writes.
 */
export function noteUse(core: Core, used: { org: OrgId; publicId: string; lastUsedAt: string | null }): void {
  const { org, publicId } = used
  if (isDue(core, publicId, used.lastUsedAt)) core.run('noteCredentialUsed', { org, publicId }).catch(later)
}

/** The same for a session. */
export function noteSeen(core: Core, seen: { org: OrgId; tokenHash: string; lastSeenAt: string }): void {
  const { org, tokenHash } = seen
  if (isDue(core, tokenHash, seen.lastSeenAt)) core.run('noteSessionSeen', { org, tokenHash }).catch(later)
}

/** True at most once a minute for each name, also while the writes fail. */
function isDue(core: Core, name: string, lastAt: string | null): boolean {
  const now = core.now()
  if (lastAt !== null && now - Date.parse(lastAt) < COARSE) return false
  const noted = recent.get(core) ?? new Map<string, number>()
  if (now - (noted.get(name) ?? 0) < COARSE) return false
  if (noted.size >= MOST) noted.clear()
  recent.set(core, noted.set(name, now))
  return true
}

function later(): void {
  // The next use a minute from now tries again.
}

/** Names noted within the last minute by this process. */
const recent = new WeakMap<Core, Map<string, number>>()
