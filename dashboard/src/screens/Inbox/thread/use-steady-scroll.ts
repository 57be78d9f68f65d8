import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { scrolledSince } from './scrolled-since.ts'

// Within this many pixels of the end one is reading the newest message.
const NEAR = 80
/** Where what one jumps to comes to stand, from the top. */
const BELOW_TOP = 56
/** So near to the top, what was said before is fetched: a screen ahead of whoever scrolls. */
const AHEAD = 900

/** How people scroll by themselves. */
const WAYS = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

type SteadyScroll = {
  scroller: RefObject<HTMLDivElement | null>
  /** Everything up to this seq has been on screen. */
  seenTo: number
  /** The end is more than a screen away. */
  far: boolean
  toEnd(): void
  /** Brings the first element that fits the selector into view, unless somebody has scrolled since. */
  jumpTo(selector: string): boolean
}

/**
 * Nothing that one reads moves: not when something older comes in above, nor when a picture does or the window gets
 * smaller. Only whoever is at the end is kept at the end. Browsers hold places too, but each in its own way.
 * @param lastSeq The newest message; null until it is known where to stand, for what flits by before has not been seen.
 */
export function useSteadyScroll(lastSeq: number | null, onTop: () => void): SteadyScroll {
  const scroller = useRef<HTMLDivElement>(null)
  /** The topmost element in view and where it stood; null at the end. */
  const held = useRef<{ element: Element; top: number } | null>(null)
  /** How far it was scrolled when that was noted. */
  const noted = useRef({ scrollTop: 0, scrollHeight: 0 })
  const touched = useRef(false)
  const [seenTo, setSeenTo] = useState(0)
  const [far, setFar] = useState(false)
  const top = useRef(onTop)
  useEffect(() => {
    top.current = onTop
  })

  const hold = useCallback((): void => {
    const box = scroller.current
    if (!box) return
    const { top } = box.getBoundingClientRect()
    // Not the very first one: its head goes when an earlier message of its author comes in above.
    const first = isAtEnd(box)
      ? undefined
      : rowsOf(box).find((row, place) => place > 0 && bottomOf(row) > top)
    held.current = first ? { element: first, top: topOf(first) - top } : null
    noted.current = { scrollTop: box.scrollTop, scrollHeight: box.scrollHeight }
  }, [])

  const settle = useCallback((): void => {
    const box = scroller.current
    if (!box) return
    const untold = scrolledSince(box, noted.current)
    if (held.current === null) {
      if (Math.abs(untold) < 1 || isAtEnd(box)) box.scrollTop = box.scrollHeight
    } else if (held.current.element.isConnected) {
      const moved = topOf(held.current.element) - topOf(box) - (held.current.top - untold)
      if (Math.abs(moved) >= 1) box.scrollTop += moved
    }
  }, [])

  const see = useCallback((): void => {
    const box = scroller.current
    if (!box) return
    if (lastSeq !== null) setSeenTo((before) => Math.max(before, seenIn(box, lastSeq)))
    setFar(box.scrollHeight - box.scrollTop > 2 * box.clientHeight + NEAR)
    if (box.scrollTop < AHEAD) top.current()
  }, [lastSeq])

  // After each change of what is in it, before it is painted; what is seen, after whoever jumps has jumped.
  useLayoutEffect(() => {
    settle()
    hold()
  })
  useEffect(see)

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const touch = (): void => {
      touched.current = true
    }
    const observer = new ResizeObserver(() => {
      settle()
      hold()
      see()
    })
    const onScroll = (): void => {
      hold()
      see()
    }
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    box.addEventListener('scroll', onScroll, { passive: true })
    for (const way of WAYS) box.addEventListener(way, touch, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
      for (const way of WAYS) box.removeEventListener(way, touch)
    }
  }, [settle, hold, see])

  const jumpTo = useCallback(
    (selector: string): boolean => {
      const box = scroller.current
      const goal = box?.querySelector(selector)
      if (!box || !goal || touched.current) return false
      box.scrollTop += topOf(goal) - topOf(box) - BELOW_TOP
      hold()
      return true
    },
    [hold],
  )

  const toEnd = useCallback((): void => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
    hold()
    see()
  }, [hold, see])

  return { scroller, seenTo, far, toEnd, jumpTo }
}

const rowsOf = (box: Element): Element[] => [...box.querySelectorAll('[data-seq]')]
const topOf = (element: Element): number => element.getBoundingClientRect().top
const bottomOf = (element: Element): number => element.getBoundingClientRect().bottom

/** Imports stand among the old and came last, so what is not seen yet counts by its seq. */
function seenIn(box: Element, lastSeq: number): number {
  const { bottom } = box.getBoundingClientRect()
  const below = isAtEnd(box) ? [] : rowsOf(box).filter((row) => topOf(row) > bottom - 24)
  const hidden = below.map((row) => Number(row.getAttribute('data-seq')))
  return hidden.length === 0 ? lastSeq : Math.min(...hidden) - 1
}

function isAtEnd(box: Element): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
}
