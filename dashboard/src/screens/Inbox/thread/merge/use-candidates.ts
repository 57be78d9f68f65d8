import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ConversationBody, ListBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem, type Problem } from '../../../../api/problem.ts'
import { request } from '../../../../api/request.ts'
import { useLate } from './use-late.ts'

const MOST = 30

export type CandidatesState = {
  items: readonly ConversationBody[] | null
  problem: Problem | null
  retry(): void
}

/** What may be merged into it: other conversations of the same contact, the last spoken in first, or those that fit. */
export function useCandidates({ id, contact }: ConversationBody, search: string): CandidatesState {
  const words = useLate(search.trim(), 200)
  const { data, error, refetch } = useQuery({
    queryKey: ['merge-candidates', contact?.id ?? null, words],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: String(MOST) })
      if (contact) query.set('contact', contact.id)
      if (words !== '') query.set('q', words)
      return request<ListBody<ConversationBody>>(`/api/manage/conversations?${query}`, { signal })
    },
    placeholderData: keepPreviousData,
  })
  return {
    items: data?.data.filter((other) => other.id !== id) ?? null,
    problem: error && asProblem(error),
    retry: () => void refetch(),
  }
}
