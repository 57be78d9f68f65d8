import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { GettingStartedBody, SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { readGettingStarted } from '../../api/getting-started.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { onLiveEvent } from '../../live-events.ts'
import { afterEvent } from './steps.ts'

export const GETTING_STARTED = ['getting-started']

/** Long enough to take a burst as one question. */
const GATHER = 120

export type GettingStarted = {
  /** Undefined until it is known, and for whoever it is not for. */
  body: GettingStartedBody | undefined
  problem: Problem | null
  refresh(): void
}

/** The first steps as the server knows them; asked for once, whoever shows them. For owners and admins. */
export function useGettingStarted({ teammate }: SessionBody): GettingStarted {
  const query = useQuery({
    queryKey: GETTING_STARTED,
    queryFn: ({ signal }) => readGettingStarted(signal),
    enabled: teammate.role !== 'agent',
  })
  return {
    body: query.data,
    problem: query.error && !query.data ? asProblem(query.error) : null,
    refresh: () => void query.refetch(),
  }
}

/** Keeps them up by what happens, for as long as the inbox is there. */
export function useLiveGettingStarted({ teammate }: SessionBody): void {
  const enabled = teammate.role !== 'agent'
  const queries = useQueryClient()
  useEffect(() => {
    if (!enabled) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: GETTING_STARTED })
      }, GATHER)
    }
    const leave = onLiveEvent((event) => {
      const known = queries.getQueryData<GettingStartedBody>(GETTING_STARTED)
      if (known === undefined || event === 'opened') return ask()
      const after = afterEvent(known, event)
      if (after === 'ask') ask()
      else if (after !== null) queries.setQueryData(GETTING_STARTED, after)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [enabled, queries])
}
