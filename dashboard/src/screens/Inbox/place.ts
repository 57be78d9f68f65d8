import { type MouseEvent, useCallback, useEffect, useState } from 'react'
import type { ConversationStatus } from '../../../../server/src/surfaces/manage/wire.ts'
import { isView } from './views.ts'

/** Where one is, kept in the address: a reload, a bookmark and the back button all come out right. */
export type Place = { view: ConversationStatus; conversation: string | null }

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search)
  const view = query.get('view')
  return { view: isView(view) ? view : 'open', conversation: query.get('conversation') }
}

export function hrefOf({ view, conversation }: Place): string {
  const query = new URLSearchParams()
  if (view !== 'open') query.set('view', view)
  if (conversation !== null) query.set('conversation', conversation)
  const search = query.toString()
  return search === '' ? '/' : `/?${search}`
}

export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => readPlace(location.search))
  useEffect(() => {
    const onPop = (): void => setPlace(readPlace(location.search))
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [])
  const go = useCallback((next: Place): void => {
    const href = hrefOf(next)
    if (href !== location.pathname + location.search) history.pushState(null, '', href)
    setPlace(next)
  }, [])
  return [place, go]
}

/** A click that asks for a new tab or window stays the browser's. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
}
