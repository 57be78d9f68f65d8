import type { ReactElement } from 'react'
import type { ConversationStatus } from '../../../../../server/src/surfaces/manage/wire.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../../ui/Skeleton.tsx'
import { views } from '../views.ts'
import type { Conversations } from './use-conversations.ts'

/** What stands above the rows, or instead of them. */
export function ListState({
  list,
  view,
}: {
  list: Conversations
  view: ConversationStatus
}): ReactElement | null {
  if (list.problem) {
    const stale = list.phase === 'ready' ? 'What is below may be older.' : ''
    return (
      <ErrorState what="The list did not load." problem={list.problem} onRetry={list.refresh} safe={stale} />
    )
  }
  if (list.phase === 'loading') {
    return (
      <>
        <p className="for-readers" role="status">
          Loading conversations
        </p>
        <SkeletonRows count={12} />
      </>
    )
  }
  if (list.items.length > 0) return null
  const { icon, empty } = views[view]
  return (
    <EmptyState icon={icon} title={empty.title}>
      {empty.words}
    </EmptyState>
  )
}
