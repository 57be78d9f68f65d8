import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { type ConversationPage, listConversations, readConversation } from '../../../api/conversations.ts'
import { Problem } from '../../../api/problem.ts'
import { atMostEvery } from '../../../at-most-every.ts'
import { oneAtATime } from '../../../one-at-a-time.ts'
import { belongs } from './belongs.ts'
import { changingLists } from './changing-lists.ts'
import { type Filters, keyOf } from './filters.ts'
import { dropEverywhere, type Kept, type KeptLists, keep, peopleIn, putAll } from './kept-lists.ts'
import { withFirstPage, withNextPage } from './list-state.ts'
import { useAhead } from './use-ahead.ts'

// Above this many changed conversations one fresh page is cheaper than reading each.
const MOST_SINGLE_READS = 8
/** How often a list is asked for anew of which only the server knows what is in it. */
const ASK_AGAIN = 2_000
const LARGE_PAGE = 200
/** One page of the server looks through so many; after some of them without a row one is asked whether to go on. */
const LOOKED_THROUGH = 2_000
const MOST_LOOKED_THROUGH = 10_000
const NO_ROWS: readonly ConversationBody[] = []

export type Conversations = {
  /** The same text for the same list. */
  key: string
  filters: Filters
  items: readonly ConversationBody[]
  phase: 'loading' | 'ready' | 'failed'
  problem: Problem | null
  hasOlder: boolean
  /** Nothing in this view, nor in any other. */
  firstRun: boolean
  refresh(): void
  change(ids: Set<string>): void
  /** The row of the open conversation, also after it left the list: what is done with it goes on from there. */
  open: ConversationBody | null
  /** How they are now, or are about to be. */
  put(conversations: readonly ConversationBody[]): void
  /** Reads the next page that holds any rows; says how many it brought, or how many were looked through for none. */
  readOlder(): Promise<{ rows: number; looked: number }>
  /** Reads on until there are `most`, or all; answers them. */
  readUpTo(most: number): Promise<readonly ConversationBody[]>
  /** Contacts this page has seen. */
  people(): string[]
}

const unread = (filters: Filters): Kept => ({ filters, listed: null, problem: null, firstRun: false })

/** @param filters null while it is not known yet what to show. @param me whose `me` it is in filters. */
export function useConversations(
  filters: Filters | null,
  open: string | null,
  me: string,
  explain: (error: unknown) => Problem,
): Conversations {
  const [lists, setLists] = useState<KeptLists>(new Map())
  const [changing] = useState(() => changingLists(setLists))
  const key = filters === null ? '' : keyOf(filters)
  const asked = useRef(filters)
  asked.current = filters
  const leaving = useRef(new AbortController())
  const refresh = useRef((): void => {})
  const soon = useRef(atMostEvery(ASK_AGAIN, () => refresh.current()))
  const here = filters === null ? null : (lists.get(key) ?? unread(filters))

  const amended = useCallback(
    (all: KeptLists, change: (kept: Kept) => Kept): KeptLists => {
      const kept = all.get(key) ?? (asked.current && unread(asked.current))
      return kept ? keep(all, key, change(kept)) : all
    },
    [key],
  )

  const isAsked = filters !== null
  useEffect(() => {
    const visit = new AbortController()
    leaving.current = visit
    refresh.current = oneAtATime(async () => {
      if (!isAsked) return
      try {
        await changing.read(
          async () => {
            const page = await listConversations({ asked: new URLSearchParams(key), signal: visit.signal })
            const empty = page.data.length === 0 && page.next_cursor === null
            return { page, firstRun: empty && (await nothingAtAll(visit.signal)) }
          },
          (all, { page, firstRun }) =>
            amended(all, (kept) => ({
              ...kept,
              listed: withFirstPage(kept.listed, page, kept.filters),
              problem: null,
              firstRun,
            })),
        )
      } catch (error) {
        if (visit.signal.aborted) return
        const problem = explain(error)
        setLists((all) => amended(all, (kept) => ({ ...kept, problem })))
      }
    })
    refresh.current()
    return () => visit.abort()
  }, [key, isAsked, amended, changing, explain])

  const openRow = useRef<ConversationBody | null>(null)
  const put = useCallback(
    (fresh: readonly ConversationBody[]) => {
      openRow.current = fresh.find(({ id }) => id === openRow.current?.id) ?? openRow.current
      changing.change((all) => putAll(all, fresh, me))
    },
    [me, changing],
  )

  async function readOne(id: string): Promise<void> {
    try {
      const fresh = await readConversation(id, leaving.current.signal)
      put([fresh])
      if (asked.current && belongs(fresh, asked.current, me) === null) soon.current()
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        if (openRow.current?.id === id) openRow.current = null
        changing.change((all) => dropEverywhere(all, id))
      } else if (!leaving.current.signal.aborted) explain(error)
    }
  }

  const listed = here?.listed ?? null

  async function readOn(from: { after: string; limit?: number }): Promise<ConversationPage> {
    const { signal } = leaving.current
    return await changing.read(
      () => listConversations({ asked: new URLSearchParams(key), ...from, signal }),
      (all, page) =>
        amended(all, (kept) => (kept.listed ? { ...kept, listed: withNextPage(kept.listed, page) } : kept)),
    )
  }

  async function readOlder(): Promise<{ rows: number; looked: number }> {
    let next = listed?.next ?? null
    let looked = 0
    while (next !== null && looked < MOST_LOOKED_THROUGH) {
      const page = await readOn({ after: next })
      if (page.data.length > 0) return { rows: page.data.length, looked }
      next = page.next_cursor
      looked += LOOKED_THROUGH
    }
    return { rows: 0, looked }
  }

  async function readUpTo(most: number): Promise<readonly ConversationBody[]> {
    let all = listed ?? { items: NO_ROWS, next: null }
    while (all.next !== null && all.items.length < most) {
      all = withNextPage(all, await readOn({ after: all.next, limit: LARGE_PAGE }))
    }
    return all.items.slice(0, most)
  }

  openRow.current = listed?.items.find(({ id }) => id === open) ?? openRow.current
  useAhead(listed !== null, lists, changing)

  return {
    key,
    filters: here?.filters ?? {},
    items: listed?.items ?? NO_ROWS,
    phase: listed ? 'ready' : here?.problem ? 'failed' : 'loading',
    problem: here?.problem ?? null,
    hasOlder: listed?.next != null,
    firstRun: here?.firstRun ?? false,
    open: openRow.current?.id === open ? openRow.current : null,
    refresh: () => refresh.current(),
    change(ids) {
      if (ids.size > MOST_SINGLE_READS) refresh.current()
      else for (const id of ids) void readOne(id)
    },
    put,
    readOlder,
    readUpTo,
    people: () => peopleIn(lists),
  }
}

async function nothingAtAll(signal: AbortSignal): Promise<boolean> {
  const any = await listConversations({ limit: 1, signal })
  return any.data.length === 0
}
