/** How far a box was scrolled, in pixels. */
export type Scrolled = { scrollTop: number; scrollHeight: number }

/**
 * How far somebody has scrolled since a place was noted; browsers tell of it a frame later. Where less content holds less
 * scrolling, a browser takes what is too much away by itself, and leaves one at the end: that is nobody's scroll.
 */
export function scrolledSince(box: Scrolled & { clientHeight: number }, noted: Scrolled): number {
  const isAtLimit = box.scrollHeight - box.clientHeight - box.scrollTop < 1
  if (isAtLimit && box.scrollHeight < noted.scrollHeight) return 0
  return box.scrollTop - noted.scrollTop
}
