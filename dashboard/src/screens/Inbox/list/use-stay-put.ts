import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'

/**
 * Keeps what one reads where it is when rows come in above it or leave. At the very top one sees the newest come in
 * instead.
 */
export function useStayPut(scroller: HTMLElement, items: readonly ConversationBody[], height: number): void {
  const before = useRef({ items, height })

  useLayoutEffect(() => {
    const was = before.current
    before.current = { items, height }
    if (scroller.scrollTop <= 0 || was.items === items) return
    const first = scroller.scrollTop / was.height
    const places = new Map(items.map(({ id }, index) => [id, index]))
    // The first one in sight that is still there decides; a screen further on nobody is looking.
    const inSight = Math.ceil(scroller.clientHeight / was.height)
    for (let index = Math.floor(first); index < first + inSight; index++) {
      const place = places.get(was.items[index]?.id ?? '')
      if (place === undefined) continue
      const top = (place - index + first) * height
      if (top !== scroller.scrollTop) scroller.scrollTop = top
      return
    }
  }, [scroller, items, height])

  // The browser's own way of doing this knows nothing of rows that are not drawn.
  useEffect(() => void scroller.style.setProperty('overflow-anchor', 'none'), [scroller])
}
