import { type CSSProperties, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../../commands/use-command.ts'
import { useKept } from '../../../person/use-kept.ts'
import { columnWidth } from './columns.ts'
import { type Pane, panes, STEP, setWidth, widths } from './widths.ts'

type WidthsHere = { grid: RefObject<HTMLDivElement | null>; style: CSSProperties }

/** Of the grid of the inbox: how wide its columns are to be, and commands that need neither pulling nor a keyboard. */
export function useWidths(reading: boolean): WidthsHere {
  const { t } = useTranslation('thread')
  const grid = useRef<HTMLDivElement>(null)
  const kept = useKept(widths)

  function widen(pane: Pane, by: number): void {
    if (grid.current) setWidth(pane, columnWidth(grid.current, pane) + by)
  }

  const group = 'settings'
  useCommand({
    id: 'widths.list-wider',
    label: t('widths.listWider'),
    group,
    run: () => widen('list', 2 * STEP),
  })
  useCommand({
    id: 'widths.list-narrower',
    label: t('widths.listNarrower'),
    group,
    run: () => widen('list', -2 * STEP),
  })
  useCommand(
    {
      id: 'widths.context-wider',
      label: t('widths.contextWider'),
      group,
      run: () => widen('context', 2 * STEP),
    },
    reading,
  )
  useCommand(
    {
      id: 'widths.context-narrower',
      label: t('widths.contextNarrower'),
      group,
      run: () => widen('context', -2 * STEP),
    },
    reading,
  )
  useCommand(
    { id: 'widths.reset', label: t('widths.reset'), group, run: () => widths.set({}) },
    Object.keys(kept).length > 0,
  )

  const style = Object.fromEntries(
    panes.flatMap((pane) => (kept[pane] === undefined ? [] : [[`--${pane}-width`, `${kept[pane]}px`]])),
  )
  return { grid, style }
}
