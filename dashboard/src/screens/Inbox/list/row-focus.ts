const ROW = 'a.row'

export function focusRow(id: string): void {
  document.getElementById(rowId(id))?.focus()
}

export function rowId(id: string): string {
  return `row-${id}`
}

/** The row that a key leads to from the focused one, or null when the key is not about rows. */
export function rowAfterKey(key: string, list: HTMLElement, fallback: string | null): HTMLElement | null {
  const rows = [...list.querySelectorAll<HTMLElement>(ROW)]
  const focused = rows.findIndex((row) => row.matches(':focus'))
  const current =
    focused >= 0 ? focused : rows.findIndex((row) => fallback !== null && row.id === rowId(fallback))
  if (key === 'j' || key === 'ArrowDown') return rows[Math.min(current + 1, rows.length - 1)] ?? null
  if (key === 'k' || key === 'ArrowUp') return rows[Math.max(current - 1, 0)] ?? null
  if (key === 'Home') return rows[0] ?? null
  if (key === 'End') return rows.at(-1) ?? null
  return null
}
