import { type KeyboardEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKept } from '../../../person/use-kept.ts'
import { columnWidth, isRtl } from './columns.ts'
import { afterKey, NARROWEST, type Pane, setWidth, WIDEST, widened, widths } from './widths.ts'
import './Splitter.css'

type Drag = { from: number; width: number; now: number | null }

/**
 * The edge of a column, to be pulled: by pointer, by arrow keys, and back by a double click. It stands in the grid whose
 * columns it sets. While it is pulled only the style changes, so that nothing is rendered for a pixel.
 */
export function Splitter({ pane }: { pane: Pane }): ReactElement {
  const { t } = useTranslation('thread')
  const edge = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | null>(null)
  const all = useKept(widths)
  const kept = all[pane]
  const [shown, setShown] = useState(kept ?? NARROWEST)
  const [pulled, setPulled] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was set of either shows in the grid
  useEffect(() => {
    const grid = edge.current?.parentElement
    if (!grid) return
    const measure = (): void => setShown(columnWidth(grid, pane))
    const observer = new ResizeObserver(measure)
    observer.observe(grid)
    measure()
    return () => observer.disconnect()
  }, [pane, all])

  const grid = (): HTMLElement | null => edge.current?.parentElement ?? null

  function take(event: PointerEvent<HTMLDivElement>): void {
    const columns = grid()
    if (event.button !== 0 || !columns) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: event.clientX, width: columnWidth(columns, pane), now: null }
    setPulled(true)
  }

  function pull(event: PointerEvent<HTMLDivElement>): void {
    const columns = grid()
    if (!drag.current || !columns) return
    const moved = event.clientX - drag.current.from
    // A double click shakes a little.
    if (drag.current.now === null && Math.abs(moved) < 3) return
    const width = widened(pane, drag.current.width, isRtl(columns) ? -moved : moved)
    drag.current.now = width
    columns.style.setProperty(`--${pane}-width`, `${width}px`)
  }

  function letGo(): void {
    const width = drag.current?.now ?? null
    drag.current = null
    setPulled(false)
    if (width !== null) setWidth(pane, width)
  }

  function cancel(): void {
    drag.current = null
    setPulled(false)
    if (kept === undefined) grid()?.style.removeProperty(`--${pane}-width`)
    else grid()?.style.setProperty(`--${pane}-width`, `${kept}px`)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const columns = grid()
    if (!columns || event.metaKey || event.ctrlKey || event.altKey) return
    const width = afterKey(pane, columnWidth(columns, pane), event.key, isRtl(columns))
    if (width === null) return
    event.preventDefault()
    event.stopPropagation()
    setWidth(pane, width)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be pulled
    <div
      ref={edge}
      className={`splitter splitter-${pane}${pulled ? ' splitter-pulled' : ''}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t(`widths.${pane}`)}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={shown}
      title={t('widths.hint')}
      // Else what comes to lie under the pointer, such as a row that is a link, would be dragged instead.
      onMouseDown={(event) => {
        event.preventDefault()
        edge.current?.focus({ preventScroll: true })
      }}
      onPointerDown={take}
      onPointerMove={pull}
      onPointerUp={letGo}
      onPointerCancel={cancel}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setWidth(pane, null)}
    />
  )
}
