import type { Pane } from './widths.ts'

/** How wide a column of the grid is now, whatever was asked for. */
export function columnWidth(grid: Element, pane: Pane): number {
  const columns = getComputedStyle(grid).gridTemplateColumns.split(' ')
  return Math.round(Number.parseFloat((pane === 'list' ? columns[0] : columns.at(-1)) ?? '0'))
}

export function isRtl(grid: Element): boolean {
  return getComputedStyle(grid).direction === 'rtl'
}
