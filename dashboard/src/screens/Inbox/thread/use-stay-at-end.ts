import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

// Within this many pixels of the end one is reading the newest message.
const NEAR = 80

type StayAtEnd = { scroller: RefObject<HTMLDivElement | null>; below: number; toEnd(): void }

/** Keeps the newest message in view for whoever is at the end, and counts for whoever reads further up. */
export function useStayAtEnd(lastSeq: number | undefined): StayAtEnd {
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

  return { scroller, below: (lastSeq ?? 0) - (seenTo ?? 0), toEnd }
}
