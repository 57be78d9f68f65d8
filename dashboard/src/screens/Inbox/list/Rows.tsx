// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows in sight
// biome-ignore-all lint/a11y/useFocusableInteractive: of a row its link takes the focus, one of all rows at a time
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { hrefOf, type Place } from '../place.ts'
import type { OthersByConversation } from '../presence/others.ts'
import { Row, type RowHandlers } from './Row.tsx'
import { rowId } from './row-focus.ts'
import { useRowHeight } from './row-height.ts'
import type { Cursor } from './use-cursor.ts'
import { useStayPut } from './use-stay-put.ts'

/** How many rows before the end of what is read the next page is asked for. */
const READ_BEFORE = 20

type RowsProps = {
  scroller: HTMLElement
  items: readonly ConversationBody[]
  label: string
  me: string
  now: number
  place: Place
  q: string | undefined
  mixed: boolean
  others: OthersByConversation
  isUnread(conversation: ConversationBody): boolean
  selected: ReadonlySet<string>
  cursor: Cursor
  /** Which list it is, and how far down each was scrolled. */
  list: string
  places: Map<string, number>
  onNearEnd(): void
  on: RowHandlers
}

/** Only what is in sight is drawn, however long the list is. */
export function Rows(props: RowsProps): ReactElement {
  const { scroller, items, place, onNearEnd, list, places } = props
  const { at, id: cursor, focusing } = props.cursor
  const height = useRowHeight(scroller)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
    initialOffset: places.get(list) ?? 0,
    // The row with the focus stays where the browser can find it.
    rangeExtractor(range) {
      const shown = defaultRangeExtractor(range)
      return at < 0 || shown.includes(at) ? shown : [...shown, at].sort((a, b) => a - b)
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes that it knows are those of another height
  useLayoutEffect(() => virtual.measure(), [height])
  useStayPut(scroller, items, height)

  const focused = useRef(focusing)
  useLayoutEffect(() => {
    if (focused.current === focusing || cursor === null || at < 0) return
    focused.current = focusing
    virtual.scrollToIndex(at, { align: 'auto' })
    document.getElementById(rowId(cursor))?.focus({ preventScroll: true })
  }, [focusing, cursor, at, virtual])

  useLayoutEffect(() => () => void places.set(list, scroller.scrollTop), [scroller, places, list])

  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= items.length - READ_BEFORE) onNearEnd()
  }, [last, items.length, onNearEnd])

  return (
    <div
      role="grid"
      aria-label={props.label}
      aria-multiselectable="true"
      aria-rowcount={items.length}
      className="list-grid"
      style={{ height: virtual.getTotalSize() }}
    >
      {rows.map(({ index, start }) => {
        const conversation = items[index]
        if (!conversation) return null
        const { id, match } = conversation
        return (
          <Row
            key={id}
            conversation={conversation}
            index={index}
            top={start}
            href={hrefOf({ ...place, conversation: id, message: match?.message_id ?? null })}
            me={props.me}
            now={props.now}
            others={props.others.get(id)}
            unread={props.isUnread(conversation)}
            current={id === place.conversation}
            selected={props.selected.has(id)}
            tabStop={at < 0 ? index === 0 : index === at}
            mixed={props.mixed}
            q={props.q}
            on={props.on}
          />
        )
      })}
    </div>
  )
}
