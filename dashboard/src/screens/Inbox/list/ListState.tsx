import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../../ui/Skeleton.tsx'
import type { View } from '../views/use-view.ts'
import type { Conversations } from './use-conversations.ts'
import { WaitingForOwner } from './WaitingForOwner.tsx'

type ListStateProps = {
  list: Conversations
  view: View
  /** Whose words an empty list has. */
  empty: string
  /** Takes away what narrows the view; absent where nothing does. */
  onClear?: (() => void) | undefined
  onUnassigned(): void
}

/** What stands above the rows, or instead of them. */
export function ListState(props: ListStateProps): ReactElement | null {
  const { list, view, empty, onClear, onUnassigned } = props
  const { t } = useTranslation('list')
  if (view.gone) {
    return (
      <EmptyState icon="bookmark" title={t('empty.gone.title')}>
        {t('empty.gone.words')}
      </EmptyState>
    )
  }
  if (list.problem) {
    // What is wrong with a search is said where it was typed.
    if (list.problem.status === 422 && list.filters.q !== undefined) return null
    const stale = list.phase === 'ready' ? t('list.stale') : ''
    return <ErrorState what={t('list.failed')} problem={list.problem} onRetry={list.refresh} safe={stale} />
  }
  if (list.phase === 'loading') {
    return (
      <>
        <p className="for-readers" role="status">
          {t('list.loading')}
        </p>
        <SkeletonRows count={12} />
      </>
    )
  }
  if (list.items.length > 0 || list.hasOlder) return null
  return (
    <EmptyState icon={view.icon} title={t(`empty.${empty}.title`)}>
      {t(`empty.${empty}.words`)}
      {onClear && empty === 'filtered' && (
        <span className="list-next">
          <Button onClick={onClear}>{t('list.clear')}</Button>
        </span>
      )}
      {empty === 'mine' && <WaitingForOwner onShow={onUnassigned} />}
    </EmptyState>
  )
}
