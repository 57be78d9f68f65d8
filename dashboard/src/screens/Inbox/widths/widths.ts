import { keep } from '../../../person/kept.ts'

export const panes = ['list', 'context'] as const
export type Pane = (typeof panes)[number]
type Widths = Partial<Record<Pane, number>>

/** In pixels. What keeps the thread readable beside both is in Inbox.css. */
export const NARROWEST = 280
export const WIDEST = 480
/** Of one press of a key, or of a command. */
export const STEP = 16

/** How wide a person made the columns in this browser; what is not there is as wide as the window suggests. */
export const widths = keep('widths', (found): Widths => {
  const kept: Partial<Record<string, unknown>> =
    typeof found === 'object' && found !== null ? { ...found } : {}
  return Object.fromEntries(
    panes.flatMap((pane) => {
      const width = kept[pane]
      return typeof width === 'number' && Number.isFinite(width) ? [[pane, within(width)]] : []
    }),
  )
})

/** Null: as it was before anybody changed it. */
export function setWidth(pane: Pane, width: number | null): void {
  const { [pane]: _, ...others } = widths.get()
  widths.set(width === null ? others : { ...others, [pane]: within(width) })
}

export function within(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))
}

/** The list stands before its edge, the context behind it: pulling an edge towards the end makes one wider, the other narrower. */
export function widened(pane: Pane, width: number, towardsEnd: number): number {
  return within(pane === 'list' ? width + towardsEnd : width - towardsEnd)
}

/** What a key makes of a width; null for a key that does nothing here. */
export function afterKey(pane: Pane, width: number, key: string, rtl: boolean): number | null {
  if (key === 'Home') return NARROWEST
  if (key === 'End') return WIDEST
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null
  return widened(pane, width, (key === 'ArrowRight') === rtl ? -STEP : STEP)
}
