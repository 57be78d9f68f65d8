import { useCallback, useMemo, useState } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { everyOne, NOTHING, type Selection, toggled, upTo } from './selection.ts'

export type Picks = {
  ids: ReadonlySet<string>
  /** Those of them that are in the list, in its order. */
  rows: readonly ConversationBody[]
  toggle(id: string, range: boolean): void
  all(rows: readonly ConversationBody[]): void
  clear(): void
}

/** What is ticked in a list; in another list nothing is. */
export function usePicks(key: string, items: readonly ConversationBody[]): Picks {
  const [kept, setKept] = useState<{ key: string; selection: Selection }>({ key, selection: NOTHING })
  const selection = kept.key === key ? kept.selection : NOTHING
  const rows = useMemo(() => items.filter(({ id }) => selection.ids.has(id)), [items, selection])
  const change = useCallback(
    (next: (was: Selection) => Selection) =>
      setKept((was) => ({ key, selection: next(was.key === key ? was.selection : NOTHING) })),
    [key],
  )
  const toggle = useCallback(
    (id: string, range: boolean) => change((was) => (range ? upTo(was, id, idsOf(items)) : toggled(was, id))),
    [change, items],
  )
  return {
    ids: selection.ids,
    rows,
    toggle,
    all: (picked) => change(() => everyOne(idsOf(picked))),
    clear: () => change(() => NOTHING),
  }
}

const idsOf = (rows: readonly ConversationBody[]): string[] => rows.map(({ id }) => id)
