// The key that was just made in this tab. Nowhere but in its memory: a reload forgets it, as the one-time dialog promises.
import { useSyncExternalStore } from 'react'

let fresh: string | null = null
const listeners = new Set<() => void>()

/** Called where a new key is shown, so that the first steps can put it into their example. */
export function keepFreshKey(key: string | null): void {
  fresh = key
  for (const listener of listeners) listener()
}

export function useFreshKey(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => fresh,
  )
}
