import { useMemo } from 'react'
import { goTo, useAddress } from '../../routing/address.ts'
import { type Filters, readFilters, writeFilters } from './list/filters.ts'
import { isView } from './views/built-in.ts'

export { isPlainClick } from '../../routing/plain-click.ts'

/** Where one is, kept in the address: a reload, a bookmark and the back button all come out right. */
export type Place = {
  /** The name of one of ours, or the id of a saved one. */
  view: string
  /** What narrows the view. */
  filters?: Filters
  conversation: string | null
  /** The one message of the conversation to look at. */
  message?: string | null
}

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search)
  const filters = readFilters(query)
  const view = query.get('view')
  return {
    view: isView(view) ? view : filters.q === undefined ? 'open' : 'search',
    filters,
    conversation: query.get('conversation'),
    message: query.get('message'),
  }
}

export function hrefOf({ view, filters = {}, conversation, message = null }: Place): string {
  const query = new URLSearchParams()
  if (view !== (filters.q === undefined ? 'open' : 'search')) query.set('view', view)
  writeFilters(filters, query)
  if (conversation !== null) query.set('conversation', conversation)
  if (conversation !== null && message !== null) query.set('message', message)
  const search = query.toString()
  return search === '' ? '/' : `/?${search}`
}

export function usePlace(): [Place, (place: Place) => void] {
  const address = useAddress()
  const place = useMemo(() => readPlace(new URL(address, location.origin).search), [address])
  return [place, goToPlace]
}

const goToPlace = (place: Place): void => goTo(hrefOf(place))
