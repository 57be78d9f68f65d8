import { useQuery } from '@tanstack/react-query'
import { Problem } from '../../../api/problem.ts'
import { listViews, type SavedView } from '../../../api/views.ts'

export const SAVED_VIEWS = ['views'] as const

export type SavedViews = {
  views: readonly SavedView[]
  /** Whether it is known which there are. */
  known: boolean
  /** An older server keeps none. */
  missing: boolean
}

const NONE: readonly SavedView[] = []

export function useSavedViews(): SavedViews {
  const { data, error } = useQuery({
    queryKey: SAVED_VIEWS,
    queryFn: ({ signal }) => listViews(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const missing = data === undefined && error instanceof Problem && error.status === 404
  return { views: data ?? NONE, known: data !== undefined || error !== null, missing }
}
