import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { asProblem, type Problem } from '../../../api/problem.ts'
import type { Conversations } from './use-conversations.ts'

type Reading =
  | { phase: 'waiting' }
  | { phase: 'reading' }
  | { phase: 'failed'; problem: Problem }
  /** Several pages were looked through and nobody fits: whether to go on is for the person to say. */
  | { phase: 'stopped'; looked: number }

export type ReadingOn = {
  state: Reading
  /** The end of what is read is in sight, or nearly. */
  onNearEnd(): void
  /** Somebody asks for more. */
  readOn(): void
}

/** Reads on, page by page, as one scrolls. */
export function useReadingOn({ key, items, hasOlder, readOlder }: Conversations): ReadingOn {
  const [state, setState] = useState<Reading>({ phase: 'waiting' })
  const list = useRef(key)
  const busy = useRef(false)
  useEffect(() => {
    list.current = key
    busy.current = false
    setState({ phase: 'waiting' })
  }, [key])

  async function read(): Promise<void> {
    if (busy.current || !hasOlder) return
    busy.current = true
    setState({ phase: 'reading' })
    const after = await readOlder().then(
      ({ rows, looked }): Reading => (rows > 0 ? { phase: 'waiting' } : { phase: 'stopped', looked }),
      (error: unknown): Reading => ({ phase: 'failed', problem: asProblem(error) }),
    )
    if (list.current !== key) return
    busy.current = false
    setState(after)
  }

  const nearEnd = useEffectEvent(() => {
    if (state.phase === 'waiting') void read()
  })
  const onNearEnd = useCallback(() => nearEnd(), [])
  const none = items.length === 0
  useEffect(() => {
    if (none && hasOlder) nearEnd()
  }, [none, hasOlder])
  return { state, onNearEnd, readOn: () => void read() }
}
