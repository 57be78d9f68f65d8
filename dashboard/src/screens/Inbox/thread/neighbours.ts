const NEXT = 2

/** The ids of those right below and above in the list: where somebody who triages goes next. */
export function neighbours(items: readonly { id: string }[], open: string | null): string[] {
  const place = open === null ? -1 : items.findIndex(({ id }) => id === open)
  if (place < 0) return []
  const around = [...items.slice(place + 1, place + 1 + NEXT), ...items.slice(Math.max(0, place - 1), place)]
  return around.map(({ id }) => id)
}
