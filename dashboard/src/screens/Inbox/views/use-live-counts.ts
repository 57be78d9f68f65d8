import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { atMostEvery } from '../../../at-most-every.ts'
import { onLiveEvent } from '../../../live-events.ts'
import { COUNTS } from './use-counts.ts'
import { SAVED_VIEWS } from './use-saved-views.ts'

const COUNT_AGAIN = 1_000
/** Each saved view is a count of its own. */
const COUNT_VIEWS_AGAIN = 2_000

/** Answers what to call whenever some conversation changed; of views that somebody made or changed it hears by itself. */
export function useLiveCounts(): () => void {
  const queries = useQueryClient()
  const ask = useMemo(() => {
    const renew = (queryKey: readonly string[], every: number) =>
      atMostEvery(every, () => void queries.invalidateQueries({ queryKey }))
    return { counts: renew(COUNTS, COUNT_AGAIN), views: renew(SAVED_VIEWS, COUNT_VIEWS_AGAIN) }
  }, [queries])
  useEffect(
    () =>
      onLiveEvent((word) => {
        if (word !== 'opened' && word.type.startsWith('view.')) ask.views()
      }),
    [ask],
  )
  return useMemo(
    () => () => {
      ask.counts()
      ask.views()
    },
    [ask],
  )
}
