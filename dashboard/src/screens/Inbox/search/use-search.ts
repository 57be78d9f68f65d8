import { useRef, useState } from 'react'
import type { Place } from '../place.ts'

export type SearchState = {
  /** Whether somebody searches. */
  on: boolean
  /** Changes each time the field is to take the focus. */
  asked: number
  ask(): void
  leave(): void
}

/** Searching takes the place of the view, and leaving it leads back there. */
export function useSearch(place: Place, go: (place: Place) => void, onLeft: () => void): SearchState {
  const [asked, setAsked] = useState(0)
  const cameFrom = useRef<Place>({ view: 'open', conversation: null })
  const on = place.view === 'search' || place.filters?.q !== undefined
  return {
    on,
    asked,
    ask() {
      if (!on) {
        cameFrom.current = place
        go({ view: 'search', conversation: place.conversation })
      }
      setAsked((count) => count + 1)
    },
    leave() {
      if (!on) return
      go({ ...cameFrom.current, conversation: place.conversation, message: null })
      onLeft()
    },
  }
}
