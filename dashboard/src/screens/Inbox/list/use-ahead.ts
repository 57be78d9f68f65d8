import { useEffect, useRef } from 'react'
import { listConversations } from '../../../api/conversations.ts'
import { builtIn, readAhead } from '../views/built-in.ts'
import type { ChangingLists } from './changing-lists.ts'
import { keyOf } from './filters.ts'
import { type KeptLists, keep } from './kept-lists.ts'
import { withFirstPage } from './list-state.ts'

// After the first list is on screen and has settled.
const LET_SETTLE = 400

/** Reads the first page of the views one is likely to turn to, one after the other, so that turning to them shows rows. */
export function useAhead(ready: boolean, lists: KeptLists, changing: ChangingLists): void {
  const known = useRef(lists)
  known.current = lists

  useEffect(() => {
    if (!ready) return
    const leaving = new AbortController()
    const { signal } = leaving

    async function read(): Promise<void> {
      for (const name of readAhead) {
        const { filters } = builtIn[name]
        const key = keyOf(filters)
        if (known.current.has(key)) continue
        await changing.read(
          () => listConversations({ asked: new URLSearchParams(key), signal }),
          (all, page) => {
            const listed = withFirstPage(null, page, filters)
            return all.has(key) ? all : keep(all, key, { filters, listed, problem: null, firstRun: false })
          },
        )
      }
    }

    // Turning to such a view reads it again, and says then what failed.
    const timer = setTimeout(() => read().catch(() => undefined), LET_SETTLE)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [ready, changing])
}
