import { useRef, useState } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'

export type Cursor = {
  id: string | null
  /** Its place in the list; -1 when it is not there. */
  at: number
  /** Changes each time it is to take the focus. */
  focusing: number
  set(id: string): void
  /** Moves it to a row, and the focus along. */
  moveTo(index: number): void
  moveBy(by: 1 | -1): void
}

/** The row that keys go on from: the one that had the focus last, else the open one. */
export function useCursor(items: readonly ConversationBody[], open: string | null): Cursor {
  const [id, set] = useState<string | null>(null)
  const [focusing, setFocusing] = useState(0)
  const last = useRef(-1)
  const own = items.findIndex((item) => item.id === id)
  const at = own >= 0 ? own : items.findIndex((item) => item.id === open)
  if (at >= 0) last.current = at

  function moveTo(index: number): void {
    const row = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!row) return
    set(row.id)
    setFocusing((count) => count + 1)
  }

  return {
    id: items[at]?.id ?? null,
    at,
    focusing,
    set,
    moveTo,
    // Of a row that has left, the next one stands in its place.
    moveBy: (by) => moveTo(at >= 0 ? at + by : by > 0 ? Math.max(0, last.current) : last.current - 1),
  }
}
