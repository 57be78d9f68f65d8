import { useSyncExternalStore } from 'react'

// Where one is stands in the address and nowhere else: a reload, a bookmark and the back button all come out right.

const listeners = new Set<() => void>()

export const addressNow = (): string => location.pathname + location.search

/** Path and query of the page; changes with `goTo` and with the back button. */
export function useAddress(): string {
  return useSyncExternalStore(subscribe, addressNow)
}

/** `replace`: the back button is not to lead here again. */
export function goTo(href: string, { replace = false } = {}): void {
  if (href === addressNow()) return
  if (replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}
