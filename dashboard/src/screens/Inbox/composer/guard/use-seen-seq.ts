import { type RefObject, useEffect, useState } from 'react'
import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { ownUpTo } from './seen.ts'

/** Somebody who looks at the end of the thread for that long has noticed what came. */
const NOTICED = 2_500
const NEAR = 80

/**
 * The newest message that whoever writes here has seen: what stood there when the thread was opened, and later what was in
 * view for a moment. `dock` is beside the thread's log.
 */
export function useSeenSeq(
  messages: readonly MessageBody[],
  me: string,
  dock: RefObject<HTMLElement | null>,
): [seen: number, acknowledge: (seq: number) => void] {
  const last = messages.at(-1)?.seq ?? 0
  const [seen, setSeen] = useState(last)
  const [isRead, setRead] = useState(last > 0)
  // The thread was still being read when it was opened.
  if (!isRead && last > 0) {
    setRead(true)
    setSeen(last)
  }

  const own = ownUpTo(messages, seen, me)
  useEffect(() => {
    if (own >= last) return setSeen((before) => Math.max(before, last))
    setSeen((before) => Math.max(before, own))
    let since = Date.now()
    const timer = setInterval(() => {
      if (!isLooking(dock.current)) since = Date.now()
      else if (Date.now() - since >= NOTICED) setSeen((before) => Math.max(before, last))
    }, 250)
    return () => clearInterval(timer)
  }, [own, last, dock])

  return [Math.max(seen, own), (seq) => setSeen((before) => Math.max(before, seq))]
}

function isLooking(dock: HTMLElement | null): boolean {
  const log = dock?.parentElement?.querySelector('[role="log"]')
  if (!log || document.hidden || !document.hasFocus()) return false
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR
}
