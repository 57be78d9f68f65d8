import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationBody } from '../../../../server/src/surfaces/manage/wire.ts'

/**
 * What this tab has shown. The server is told a moment later (use-read-mark.ts); until it agrees, a row is quiet
 * already once its thread was on screen.
 */
export function useSeen(shown: ConversationBody | null): {
  isUnread(conversation: ConversationBody): boolean
  /** It was made unread again, and stays so while it is open. */
  forget(id: string): void
} {
  const kept = useRef<string | null>(null)
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map())
  const id = shown?.id
  const upTo = shown?.last_message_at

  useEffect(() => {
    if (id === undefined || upTo === undefined) return
    if (kept.current !== id) kept.current = null
    const mark = (): void => {
      if (kept.current === id || document.visibilityState !== 'visible') return
      // The row turns quiet once the thread is on screen: not before, as part of drawing it.
      startTransition(() =>
        setSeen((known) => (known.get(id) === upTo ? known : new Map(known).set(id, upTo))),
      )
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [id, upTo])

  const isUnread = useCallback(
    ({ id, unread, last_message_at }: ConversationBody) =>
      unread > 0 && (seen.get(id) ?? '') < last_message_at,
    [seen],
  )
  const forget = useCallback((one: string): void => {
    kept.current = one
    setSeen((known) => new Map([...known].filter(([other]) => other !== one)))
  }, [])
  return { isUnread, forget }
}
