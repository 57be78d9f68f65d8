export function focusRow(id: string): void {
  document.getElementById(rowId(id))?.focus()
}

export function rowId(id: string): string {
  return `row-${id}`
}

/** Where a key leads from a row, or null when the key is not about rows. */
export function indexAfterKey(key: string, from: number, count: number, page: number): number | null {
  if (count === 0) return null
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  }[key]
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to))
}
