import type { MouseEvent } from 'react'

/** A click that asks for a new tab or window stays the browser's. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
}
