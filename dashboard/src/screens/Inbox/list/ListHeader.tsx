import { type ReactElement, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../../lazy-part.ts'
import type { Frame } from '../../../shell/frame.ts'
import { PhoneStatus } from '../../../shell/PhoneStatus.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { SearchBar } from '../search/SearchBar.tsx'
import type { SearchState } from '../search/use-search.ts'
import type { View } from '../views/use-view.ts'
import type { BulkChange } from './bulk/bulk-plan.ts'
import type { BulkMenus } from './bulk/use-bulk-keys.ts'
import type { Conversations } from './use-conversations.ts'
import type { Picks } from './use-picks.ts'
import './ListHeader.css'

const loadBulkBar = () => import('./bulk/BulkBar.tsx')
const BulkBar = lazyPart(loadBulkBar)
const FilterMenus = lazyPart(() => import('../views/FilterMenus.tsx'))
const ViewMenu = lazyPart(() => import('../views/ViewMenu.tsx'))

/** Further than this "all" is not offered: each is read before it is changed. */
const MOST_AT_ONCE = 1_000

type ListHeaderProps = Frame & {
  view: View
  list: Conversations
  search: SearchState
  picks: Picks
  menu: BulkMenus
  onResults(): void
  onAct(change: BulkChange): void
}

/** Over the rows: what they are; while some are ticked, what to do with them; while one searches, the field. */
export function ListHeader(props: ListHeaderProps): ReactElement {
  const { view, list, search, picks, menu, onResults, onAct } = props
  const { place, go, session, live, onSignOut } = props
  const { t } = useTranslation('list')
  const me = session.teammate.id
  const { items, hasOlder, phase } = list
  useEffect(() => {
    // Ready before the first tick; should it fail, ticking tries again.
    if (phase === 'ready') loadBulkBar().catch(() => undefined)
  }, [phase])

  if (picks.rows.length > 0) {
    const total = hasOlder ? view.count?.value : items.length
    const most = total === undefined || view.count?.capped ? undefined : Math.min(total, MOST_AT_ONCE)
    const all =
      most !== undefined && most > picks.rows.length
        ? {
            words: t(most === total ? 'bulk.all' : 'bulk.first', { count: most }),
            // Whatever cannot be read cannot be ticked either; the list itself says why.
            take: () => void list.readUpTo(MOST_AT_ONCE).then(picks.all, list.refresh),
          }
        : undefined
    return (
      <Suspense fallback={<div className="bar" />}>
        <h1 className="for-readers">{view.label}</h1>
        <BulkBar selected={picks.rows} me={me} all={all} menu={menu} onAct={onAct} onClear={picks.clear} />
      </Suspense>
    )
  }
  if (search.on) {
    return (
      <SearchBar
        place={place}
        go={go}
        list={list}
        me={me}
        asked={search.asked}
        onLeave={search.leave}
        onResults={onResults}
      />
    )
  }
  const loaded = hasOlder
    ? t('list.atLeast', { count: items.length })
    : t('views.figure', { count: items.length })
  const counted =
    view.count && t(view.count.capped ? 'list.atLeast' : 'views.figure', { count: view.count.value })
  return (
    <div className="bar list-bar">
      <h1 className="ellipsis" dir="auto">
        {view.label}
      </h1>
      {phase === 'ready' && (
        <span className="quiet figures list-count">{hasOlder ? (counted ?? loaded) : loaded}</span>
      )}
      <PhoneStatus live={live} onSignOut={onSignOut} />
      <span className="list-tools">
        <Suspense>
          <FilterMenus place={place} go={go} me={me} />
          {view.saved && view.filters && (
            <ViewMenu place={place} go={go} view={view.saved} filters={view.filters} />
          )}
        </Suspense>
        <IconButton icon="search" label={`${t('list.search')} (/)`} onClick={search.ask} />
      </span>
    </div>
  )
}
