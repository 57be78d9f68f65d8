import { useEffect, useRef } from 'react'
import { markRead } from '../../../api/conversations.ts'

/** Long enough to pass over what is only walked past with the arrow keys. */
const LINGER = 600

/**
 * Tells the server what was seen, a moment after it was on screen and only while somebody can see it. A mark that did
 * not get through is set again with the next one.
 * @param newFrom see `newFrom` in transcript-order.ts. Below it nothing is told: a mark that goes back makes unread what
 *   was read, which somebody who looks at an old message does not mean.
 */
export function useReadMark(conversation: string, seenTo: number, newFrom: number | null): void {
  const marked = useRef(0)
  useEffect(() => {
    if (newFrom === null || seenTo < newFrom || seenTo <= marked.current) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const mark = () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return
      timer = setTimeout(() => {
        const before = marked.current
        marked.current = seenTo
        markRead(conversation, seenTo).catch(() => {
          marked.current = before
        })
      }, LINGER)
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', mark)
    }
  }, [conversation, seenTo, newFrom])
}
