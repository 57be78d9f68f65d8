import { useQuery } from '@tanstack/react-query'
import { type Counts, readCounts } from '../../../api/conversations.ts'

export const COUNTS = ['conversation-counts'] as const

/** How many there are; kept live by `useLiveCounts`. */
export function useCounts(): Counts | undefined {
  return useQuery({
    queryKey: COUNTS,
    queryFn: ({ signal }) => readCounts(signal),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}
