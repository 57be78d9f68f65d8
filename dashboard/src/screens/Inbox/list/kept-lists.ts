// Every list that was looked at lately, so that coming back shows rows at once; each change reaches all of them.
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Problem } from '../../../api/problem.ts'
import { belongs } from './belongs.ts'
import type { Filters } from './filters.ts'
import { type Listed, withConversation, withoutConversation } from './list-state.ts'

export type Kept = {
  filters: Filters
  /** Null: nothing of it was read yet. */
  listed: Listed | null
  problem: Problem | null
  /** Nothing in this list, nor in any other. */
  firstRun: boolean
}
export type KeptLists = ReadonlyMap<string, Kept>

// A list that was scrolled far is some megabytes.
const MOST_LISTS = 16

/** As the newest; the one that was not looked at longest goes. */
export function keep(lists: KeptLists, key: string, kept: Kept): KeptLists {
  const next = new Map(lists)
  next.delete(key)
  next.set(key, kept)
  for (const oldest of next.keys()) {
    if (next.size <= MOST_LISTS) break
    next.delete(oldest)
  }
  return next
}

/** Puts conversations, as they are now, into every list they belong to, and out of the others. */
export function putAll(lists: KeptLists, fresh: readonly ConversationBody[], me: string): KeptLists {
  return everyList(lists, (listed, filters) =>
    fresh.reduce((rows, one) => withConversation(rows, one, filters, belongs(one, filters, me)), listed),
  )
}

export function dropEverywhere(lists: KeptLists, gone: string): KeptLists {
  return everyList(lists, (listed) => withoutConversation(listed, gone))
}

function everyList(lists: KeptLists, change: (listed: Listed, filters: Filters) => Listed): KeptLists {
  return new Map(
    [...lists].map(([key, kept]) => {
      if (kept.listed === null) return [key, kept]
      const listed = change(kept.listed, kept.filters)
      return [key, listed === kept.listed ? kept : { ...kept, listed, firstRun: false }]
    }),
  )
}

/** Contacts of every row that was read, most frequent first: whom one is likely to search for. */
export function peopleIn(lists: KeptLists): string[] {
  const rows = new Map(
    [...lists.values()].flatMap(({ listed }) => listed?.items.map((row) => [row.id, row] as const) ?? []),
  )
  const counts = new Map<string, number>()
  for (const { contact } of rows.values()) {
    const name = contact?.name ?? contact?.email
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
}
