import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Problem } from '../../../api/problem.ts'
import { readWhole } from '../../../api/read-whole.ts'
import { atMostEvery } from '../../../at-most-every.ts'
import { onLiveEvent } from '../../../live-events.ts'
import { TEAM } from '../Teammates/team-keys.ts'

/** What both this list and the one of the composer are kept under. */
export const ALL_MACROS = ['macros']
export const MACROS = [...ALL_MACROS, 'settings']

/** A script may make hundreds; this often is enough to see them come. */
const AT_MOST_EVERY = 500

/** Shared ones and one's own by name, read anew whenever somebody changes one. */
export function useMacros(): UseQueryResult<MacroBody[], Problem> {
  const queries = useQueryClient()
  useEffect(() => {
    const refresh = atMostEvery(AT_MOST_EVERY, () => void queries.invalidateQueries({ queryKey: ALL_MACROS }))
    return onLiveEvent((word) => {
      if (word === 'opened' || word.type.startsWith('macro.')) refresh()
    })
  }, [queries])
  return useQuery({ queryKey: MACROS, queryFn: ({ signal }) => readWhole<MacroBody>('/macros', signal) })
}

const NOBODY: readonly MemberBody[] = []

/** Those who were disabled too: macros of theirs go on, and have their name. */
export function useTeam(): readonly MemberBody[] {
  const { data } = useQuery({
    queryKey: [...TEAM, 'whole'],
    queryFn: ({ signal }) => readWhole<MemberBody>('/teammates', signal),
  })
  return data ?? NOBODY
}
