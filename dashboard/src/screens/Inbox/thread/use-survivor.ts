import { useEffect } from 'react'

/** Whoever came by the id of a conversation that was merged away stands at the one that took it in, in the address too. */
export function useSurvivor(asked: string | null, shown: string | undefined): void {
  useEffect(() => {
    if (asked === null || shown === undefined || asked === shown) return
    const address = new URL(location.href)
    if (address.searchParams.get('conversation') !== asked) return
    address.searchParams.set('conversation', shown)
    history.replaceState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, [asked, shown])
}
