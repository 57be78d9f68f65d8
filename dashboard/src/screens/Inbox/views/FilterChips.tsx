import { useQuery } from '@tanstack/react-query'
import { type ReactElement, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listTeammates } from '../../../api/teammates.ts'
import { lazyPart } from '../../../lazy-part.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { type Filters, isEmpty } from '../list/filters.ts'
import type { Place } from '../place.ts'
import { type Chip, chipsOf, withoutChip } from './chips.ts'
import { useSavedViews } from './use-saved-views.ts'
import type { View } from './use-view.ts'
import './FilterChips.css'

const loadSaveView = () => import('./SaveView.tsx')
const SaveView = lazyPart(loadSaveView)

type FilterChipsProps = { place: Place; go(place: Place): void; view: View }

/** What narrows the view, under its header; with the way to keep it. */
export function FilterChips({ place, go, view }: FilterChipsProps): ReactElement | null {
  const { t } = useTranslation('list')
  const { missing } = useSavedViews()
  const [saving, setSaving] = useState(false)
  const { filters = {} } = place
  const narrowed = !isEmpty(filters)
  useEffect(() => {
    // Ready before it is asked for, so that the first letters of a name go into it; should it fail, asking tries again.
    if (narrowed) loadSaveView().catch(() => undefined)
  }, [narrowed])
  if (!narrowed) return null
  const change = (next: Filters): void => go({ ...place, filters: next, message: null })
  return (
    <div className="chips">
      <ul>
        {chipsOf(filters).map((chip) => (
          <li key={chip.of === 'filter' ? chip.name : chip.token.raw}>
            <OneChip chip={chip} onRemove={() => change(withoutChip(filters, chip))} />
          </li>
        ))}
      </ul>
      {!missing && view.filters && (
        <Button look="ghost" size="small" icon="bookmark" onClick={() => setSaving(true)}>
          {t('save.button')}
        </Button>
      )}
      {saving && view.filters && (
        <Suspense>
          <SaveView
            filters={view.filters}
            onClose={() => setSaving(false)}
            onSaved={({ id }) => go({ view: id, conversation: place.conversation })}
          />
        </Suspense>
      )}
    </div>
  )
}

function OneChip({ chip, onRemove }: { chip: Chip; onRemove(): void }): ReactElement {
  const { t } = useTranslation('list')
  const team = useQuery({
    queryKey: ['teammates'],
    queryFn: ({ signal }) => listTeammates(signal),
    enabled: chip.of === 'filter' && chip.name === 'assignee',
  })
  const label = chip.of === 'search' ? chip.token.raw : filterWords(chip.name, chip.value)

  function filterWords(name: string, value: string): string {
    if (name === 'assignee') {
      const known = { me: t('filters.me'), none: t('filters.nobody') }[value]
      const who = known ?? team.data?.find(({ id }) => id === value)?.name ?? '…'
      return t('filters.assignee', { who })
    }
    if (name === 'priority') return t('filters.priority', { priority: t(`priority.${value}`) })
    if (name === 'channel') return t(`channel.${value}`, { defaultValue: value })
    if (name === 'status')
      return value
        .split(',')
        .map((status) => t(`status.${status}`))
        .join(', ')
    return name === 'tag' ? value : t(`filters.${name}`)
  }

  const wrong = chip.of === 'search' && chip.wrong
  return (
    <span className={wrong ? 'chip chip-wrong' : 'chip'}>
      {chip.of === 'filter' && chip.name === 'tag' && <Icon name="tag" size={12} />}
      <span className="ellipsis" dir="auto">
        {safeText(label)}
      </span>
      <button type="button" aria-label={t('filters.remove', { name: label })} onClick={onRemove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}
