import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationBody, ConversationStatus } from '../../../../../server/src/surfaces/manage/wire.ts'
import { listConversations, readConversation } from '../../../api/conversations.ts'
import { Problem } from '../../../api/problem.ts'
import { oneAtATime } from '../../../one-at-a-time.ts'
import {
  type Listed,
  withConversation,
  withFirstPage,
  withNextPage,
  withoutConversation,
} from './list-state.ts'

// Above this many changed conversations one fresh page is cheaper than reading each.
const MOST_SINGLE_READS = 8

type Shown = { view: ConversationStatus; listed: Listed | null; problem: Problem | null; firstRun: boolean }

export type Conversations = {
  items: ConversationBody[]
  phase: 'loading' | 'ready' | 'failed'
  problem: Problem | null
  hasOlder: boolean
  /** Nothing in this view, nor in any other. */
  firstRun: boolean
  refresh(): void
  change(ids: Set<string>): void
  readOlder(): Promise<void>
}

export function useConversations(
  view: ConversationStatus,
  explain: (error: unknown) => Problem,
): Conversations {
  const [shown, setShown] = useState<Shown>({ view, listed: null, problem: null, firstRun: false })
  const leaving = useRef(new AbortController())
  const refresh = useRef((): void => {})
  const here = shown.view === view ? shown : { view, listed: null, problem: null, firstRun: false }

  useEffect(() => {
    const visit = new AbortController()
    leaving.current = visit
    refresh.current = oneAtATime(async () => {
      try {
        const page = await listConversations({ status: view, signal: visit.signal })
        const firstRun = page.data.length === 0 && (await nothingAtAll(visit.signal))
        setShown((was) => ({
          view,
          listed: withFirstPage(was.view === view ? was.listed : null, page),
          problem: null,
          firstRun,
        }))
      } catch (error) {
        if (visit.signal.aborted) return
        const problem = explain(error)
        setShown((was) => ({ view, listed: was.view === view ? was.listed : null, problem, firstRun: false }))
      }
    })
    refresh.current()
    return () => visit.abort()
  }, [view, explain])

  const amend = useCallback(
    (change: (listed: Listed) => Listed): void =>
      setShown((was) =>
        was.view === view && was.listed ? { ...was, listed: change(was.listed), firstRun: false } : was,
      ),
    [view],
  )

  async function readOne(id: string): Promise<void> {
    try {
      const fresh = await readConversation(id, leaving.current.signal)
      amend((listed) => withConversation(listed, fresh, view))
    } catch (error) {
      if (error instanceof Problem && error.status === 404) amend((listed) => withoutConversation(listed, id))
      else if (!leaving.current.signal.aborted) explain(error)
    }
  }

  async function readOlder(): Promise<void> {
    if (here.listed?.next == null) return
    const page = await listConversations({
      status: view,
      after: here.listed.next,
      signal: leaving.current.signal,
    })
    amend((listed) => withNextPage(listed, page))
  }

  return {
    items: here.listed?.items ?? [],
    phase: here.listed ? 'ready' : here.problem ? 'failed' : 'loading',
    problem: here.problem,
    hasOlder: here.listed?.next != null,
    firstRun: here.firstRun,
    refresh: () => refresh.current(),
    change(ids) {
      if (ids.size > MOST_SINGLE_READS) refresh.current()
      else for (const id of ids) void readOne(id)
    },
    readOlder,
  }
}

async function nothingAtAll(signal: AbortSignal): Promise<boolean> {
  const any = await listConversations({ limit: 1, signal })
  return any.data.length === 0
}
