import type { Core } from '../core.ts'
import type { OrgId } from '../ids.ts'

const COARSE = 60_000

/**
 * Keeps "last used" true to the minute without a write per request. Not awaited and allowed to fail: it is a
 * convenience for the person who looks at the list of keys, not part of the call.
 */
export function noteUse(core: Core, used: { org: OrgId; publicId: string; lastUsedAt: string | null }): void {
  if (used.lastUsedAt !== null && core.now() - Date.parse(used.lastUsedAt) < COARSE) return
  const noted = recent.get(core)?.get(used.publicId) ?? 0
  if (core.now() - noted < COARSE) return
  const times = recent.get(core) ?? new Map<string, number>()
  recent.set(core, times.set(used.publicId, core.now()))
  core
    .run('noteCredentialUsed', { org: used.org, publicId: used.publicId })
    .catch(() => times.delete(used.publicId))
}

/** Keys noted within the last minute by this process; as many entries as there are keys in use. */
const recent = new WeakMap<Core, Map<string, number>>()
