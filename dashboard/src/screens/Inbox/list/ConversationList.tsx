import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Frame } from '../../../shell/frame.ts'
import { useNow } from '../../../ui/use-now.ts'
import type { OthersByConversation } from '../presence/others.ts'
import { useSearch } from '../search/use-search.ts'
import { FilterChips } from '../views/FilterChips.tsx'
import type { View } from '../views/use-view.ts'
import { emptyOf } from '../views/words.ts'
import { belongs } from './belongs.ts'
import { closing } from './bulk/bulk-changes.ts'
import { type BulkChange, previewOf } from './bulk/bulk-plan.ts'
import { useBulk } from './bulk/use-bulk.ts'
import { useBulkKeys } from './bulk/use-bulk-keys.ts'
import { isEmpty } from './filters.ts'
import { ListEnd } from './ListEnd.tsx'
import { ListHeader } from './ListHeader.tsx'
import { ListState } from './ListState.tsx'
import { Rows } from './Rows.tsx'
import { indexAfterKey } from './row-focus.ts'
import type { Conversations } from './use-conversations.ts'
import { useCursor } from './use-cursor.ts'
import { useListKeys } from './use-list-keys.ts'
import { usePicks } from './use-picks.ts'
import { useReadingOn } from './use-reading-on.ts'
import './ConversationList.css'

/** How many rows Page up and Page down go. */
const PAGE = 8

type ConversationListProps = Frame & {
  view: View
  list: Conversations
  others: OthersByConversation
  isUnread(conversation: ConversationBody): boolean
  /** It is about to be opened. */
  onAhead(id: string): void
  onClose(): void
}

export function ConversationList(props: ConversationListProps): ReactElement {
  const { view, list, others, isUnread, onAhead, onClose, ...frame } = props
  const { place, go, session } = frame
  const { items } = list
  const me = session.teammate.id
  const { t } = useTranslation('list')
  const now = useNow(30_000)
  const section = useRef<HTMLElement>(null)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [places] = useState(() => new Map<string, number>())
  const reading = useReadingOn(list)
  const change = useBulk(list.put, me)
  const cursor = useCursor(items, place.conversation)
  const picks = usePicks(list.key, items)
  const menu = useBulkKeys(picks.rows.length > 0)
  const search = useSearch(place, go, () => section.current?.focus({ preventScroll: true }))

  // The keys of a grid work where one is in it, so that is where one begins, and stays when the row one was on has left.
  const inList = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what rows leave by
  useEffect(() => {
    if (inList.current && document.activeElement === document.body)
      section.current?.focus({ preventScroll: true })
  }, [list.key, items])

  // The same for as long as the list is there: else every row would be drawn anew with each that is opened.
  const placeNow = useRef(place)
  useLayoutEffect(() => {
    placeNow.current = place
  }, [place])
  const open = useCallback(
    ({ id, match }: ConversationBody) => {
      const message = match?.message_id ?? null
      // Its messages are on their way before anything is drawn.
      if (message === null) onAhead(id)
      go({ ...placeNow.current, conversation: id, message })
    },
    [go, onAhead],
  )
  const { set: onFocus } = cursor
  const { toggle: onSelect } = picks
  const on = useMemo(() => ({ onFocus, onOpen: open, onSelect }), [onFocus, open, onSelect])

  /** What keys act on: the ticked ones; else, where the list has the focus, the one it is on; else the open one. */
  function targets(): readonly ConversationBody[] {
    if (picks.rows.length > 0) return picks.rows
    const opened = items.find(({ id }) => id === place.conversation)
    const row = inList.current || !opened ? items[Math.max(cursor.at, 0)] : opened
    return row ? [row] : []
  }

  /** Does it; where the row one stands on leaves the list, the next that stays takes the focus. */
  function act(rows: readonly ConversationBody[], wanted: BulkChange): void {
    const after = rows.map((row) => previewOf(row, wanted.of(row) ?? {}, wanted.assignee?.(row)))
    const leaving = new Set(
      after.filter((row) => belongs(row, list.filters, me) === false).map(({ id }) => id),
    )
    const stays = ({ id }: ConversationBody): boolean => !leaving.has(id)
    const from = Math.max(cursor.at, 0)
    const further = items.findIndex((row, index) => index >= from && stays(row))
    if (leaving.size > 0) cursor.moveTo(further >= 0 ? further : items.findLastIndex(stays))
    picks.clear()
    void change(rows, wanted)
  }

  const atOrFirst = items[Math.max(cursor.at, 0)]
  useListKeys({
    // What is typed into an open menu is no command.
    any: items.length > 0 && menu.opened === null,
    leavable: picks.rows.length > 0 || place.conversation !== null || search.on,
    closes: picks.rows.length > 0 || place.conversation === null,
    passesOn: items.some(({ id }) => id === place.conversation),
    move: cursor.moveBy,
    open: () => targets().slice(0, 1).forEach(open),
    select: (range) => atOrFirst && onSelect(atOrFirst.id, range),
    selectAll: () => picks.all(items),
    close: () => act(targets(), closing),
    search: search.ask,
    back() {
      if (picks.rows.length > 0) picks.clear()
      else if (place.conversation !== null) onClose()
      else search.leave()
    },
  })

  /** As in every grid, whatever the commands are bound to. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { key, target, metaKey, ctrlKey, altKey, shiftKey } = event
    const inRows = target === section.current || (target instanceof Element && target.closest('[role=grid]'))
    if (metaKey || ctrlKey || altKey || !inRows || (key === ' ' && target instanceof HTMLInputElement)) return
    const to = indexAfterKey(key, cursor.at, items.length, PAGE)
    if (to !== null) cursor.moveTo(to)
    else if (key !== ' ') return
    const picked = items[to ?? cursor.at]
    if (picked && (key === ' ' || shiftKey)) onSelect(picked.id, shiftKey)
    event.preventDefault()
  }

  const narrowed = !isEmpty(place.filters ?? {})
  const { q, status } = list.filters
  return (
    <section
      className="list"
      aria-label={t('list.name')}
      tabIndex={-1}
      ref={section}
      onFocus={() => {
        inList.current = true
      }}
      onBlur={() => {
        inList.current = false
      }}
      onKeyDown={onKeyDown}
    >
      <ListHeader
        {...frame}
        view={view}
        list={list}
        search={search}
        picks={picks}
        menu={menu}
        onResults={() => cursor.moveTo(0)}
        onAct={(wanted) => act(picks.rows, wanted)}
      />
      <FilterChips place={place} go={go} view={view} />
      <div className={q === undefined ? 'list-rows' : 'list-rows list-found'} ref={setScroller}>
        <ListState
          list={list}
          view={view}
          empty={emptyOf(place.view, narrowed, q !== undefined)}
          onClear={narrowed ? () => go({ view: place.view, conversation: place.conversation }) : undefined}
          onUnassigned={() => go({ view: 'unassigned', conversation: place.conversation })}
        />
        {scroller && items.length > 0 && (
          <Rows
            key={list.key}
            list={list.key}
            scroller={scroller}
            items={items}
            label={view.label}
            me={me}
            now={now}
            place={place}
            q={q}
            mixed={status?.length !== 1}
            others={others}
            isUnread={isUnread}
            selected={picks.ids}
            cursor={cursor}
            places={places}
            onNearEnd={reading.onNearEnd}
            on={on}
          />
        )}
        {list.hasOlder && <ListEnd reading={reading} />}
      </div>
    </section>
  )
}
