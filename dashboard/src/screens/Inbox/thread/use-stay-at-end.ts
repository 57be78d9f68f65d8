import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

// Within this many pixels of the end one is reading the newest message.
const NEAR = 80

type StayAtEnd = {
  scroller: RefObject<HTMLDivElement | null>
  /** The seq of the last message that was there when one was last at the end. */
  seenTo: number
  toEnd(): void
}

/** Keeps the end in view for whoever is there, and remembers for whoever reads further up what came since. */
export function useStayAtEnd(lastSeq: number): StayAtEnd {
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [seenTo, setSeenTo] = useState(lastSeq)

  function toEnd(): void {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }

  useLayoutEffect(() => {
    if (!atEnd.current) return
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
    setSeenTo(lastSeq)
  }, [lastSeq])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const onScroll = (): void => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
      if (atEnd.current) setSeenTo(lastSeq)
    }
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => box.removeEventListener('scroll', onScroll)
  }, [lastSeq])

  // A link that becomes a picture, or a window that gets smaller, must not push the end out of sight.
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    return () => observer.disconnect()
  }, [])

  return { scroller, seenTo, toEnd }
}
