import { useCallback, useSyncExternalStore } from 'react'
import type { Edits } from './draft.ts'

const NONE: Edits = {}
/** Unsaved changes by site: whoever looks something up elsewhere in the dashboard finds them as they were. A cache. */
const kept = new Map<string, Edits>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function keepEdits(site: string, edits: Edits): void {
  if (Object.keys(edits).length === 0) kept.delete(site)
  else kept.set(site, edits)
  for (const listener of listeners) listener()
}

export function useEdits(site: string): Edits {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => kept.get(site) ?? NONE, [site]),
  )
}
