import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../api/views.ts'
import type { IconName } from '../../../ui/icon-paths.ts'
import { type Filters, filtersOf, isEmpty, narrowed } from '../list/filters.ts'
import type { Place } from '../place.ts'
import { builtIn, isBuiltIn } from './built-in.ts'
import { countOf } from './counts.ts'
import { useCounts } from './use-counts.ts'
import { useSavedViews } from './use-saved-views.ts'

export type View = {
  label: string
  icon: IconName
  /** What its list is asked for, with what narrows it; null while nobody knows the view yet, or any more. */
  filters: Filters | null
  saved: SavedView | null
  /** As the server counts it; undefined where it does not. */
  count: { value: number; capped: boolean } | undefined
  /** The id leads to no view: it was deleted, or is somebody else's. */
  gone: boolean
}

/** What is to be shown at a place. */
export function useView({ view, filters: added = {} }: Pick<Place, 'view' | 'filters'>): View {
  const { t } = useTranslation('list')
  const counts = useCounts()
  const { views, known } = useSavedViews()
  const whole = isEmpty(added)
  if (isBuiltIn(view)) {
    const value = whole ? countOf(view, counts) : undefined
    return {
      label: t(`views.${view}`),
      icon: builtIn[view].icon,
      filters: narrowed(builtIn[view].filters, added),
      saved: null,
      count:
        value === undefined
          ? undefined
          : { value, capped: view === 'mentions' && counts?.mentions_is_capped === true },
      gone: false,
    }
  }
  const saved = views.find(({ id }) => id === view) ?? null
  return {
    label: saved?.name ?? t('views.saved'),
    icon: 'bookmark',
    filters: saved && narrowed(filtersOf(saved.filters), added),
    saved,
    count: saved && whole ? { value: saved.count, capped: saved.count_is_capped } : undefined,
    gone: saved === null && known,
  }
}
