import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SiteBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Problem } from '../../../api/problem.ts'
import { readWhole } from '../../../api/read-whole.ts'
import { onLiveEvent } from '../../../live-events.ts'

export const SITES = ['chat-sites']

/** All of them, a hundred at most, oldest first; read anew whenever somebody changes one. */
export function useSites(): UseQueryResult<SiteBody[], Problem> {
  const queries = useQueryClient()
  useEffect(
    () =>
      onLiveEvent((word) => {
        if (word === 'opened' || word.type.startsWith('site.'))
          void queries.invalidateQueries({ queryKey: SITES })
      }),
    [queries],
  )
  return useQuery({ queryKey: SITES, queryFn: ({ signal }) => readWhole<SiteBody>('/sites', signal) })
}

/** What the server answered to a change, before the list is read anew. */
export function withSite(sites: readonly SiteBody[] | undefined, site: SiteBody): SiteBody[] | undefined {
  return sites?.map((one) => (one.id === site.id ? site : one))
}
