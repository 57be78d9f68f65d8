import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { ConversationPage } from '../../../api/conversations.ts'
import type { Filters } from './filters.ts'

/** What of a list has been read, in its order; `next` leads on. */
export type Listed = { items: readonly ConversationBody[]; next: string | null }

type Order = (a: ConversationBody, b: ConversationBody) => number

/** A fresh first page replaces what it covers; what was read by scrolling stays where it is. */
export function withFirstPage(listed: Listed | null, page: ConversationPage, filters: Filters): Listed {
  const last = page.data.at(-1)
  if (listed === null || page.next_cursor === null || last === undefined) {
    return { items: page.data, next: page.next_cursor }
  }
  const fresh = new Set(page.data.map(({ id }) => id))
  const order = orderOf(filters)
  const further = listed.items.filter((item) => !fresh.has(item.id) && order(last, item) < 0)
  return { items: [...page.data, ...further], next: further.length > 0 ? listed.next : page.next_cursor }
}

export function withNextPage(listed: Listed, page: ConversationPage): Listed {
  const known = new Set(listed.items.map(({ id }) => id))
  return { items: [...listed.items, ...page.data.filter(({ id }) => !known.has(id))], next: page.next_cursor }
}

/**
 * Puts one conversation where it now belongs: in its place by the list's order, or out of it. Where only the server
 * knows whether it belongs (`null`), it is renewed if it is there, and not added.
 */
export function withConversation(
  listed: Listed,
  fresh: ConversationBody,
  filters: Filters,
  belongs: boolean | null,
): Listed {
  const at = listed.items.findIndex(({ id }) => id === fresh.id)
  const known = listed.items[at]
  if (known && known.updated_at > fresh.updated_at) return listed
  if (!known && belongs !== true) return listed
  if (belongs === false) return withoutConversation(listed, fresh.id)
  const order = orderOf(filters)
  const row = known?.match ? { ...fresh, match: known.match } : fresh
  if (known && order(known, row) === 0) return { ...listed, items: listed.items.with(at, row) }
  const others = known ? listed.items.toSpliced(at, 1) : listed.items
  const place = others.findIndex((other) => order(row, other) < 0)
  if (place >= 0) return { ...listed, items: others.toSpliced(place, 0, row) }
  // Behind the last one read, others may come first that nobody has read yet: scrolling brings it.
  if (listed.next !== null) return known ? { ...listed, items: others } : listed
  return { ...listed, items: [...others, row] }
}

export function withoutConversation(listed: Listed, gone: string): Listed {
  const items = listed.items.filter(({ id }) => id !== gone)
  return items.length === listed.items.length ? listed : { ...listed, items }
}

function orderOf({ sort, q }: Filters): Order {
  // A search is in the order of the messages that fit.
  if (q !== undefined) return (a, b) => compare(b.match?.created_at ?? '', a.match?.created_at ?? '')
  if (sort === 'oldest') return (a, b) => newestFirst(b, a)
  if (sort === 'created') return (a, b) => compare(b.id, a.id)
  return newestFirst
}

function newestFirst(a: ConversationBody, b: ConversationBody): number {
  return compare(b.last_message_at, a.last_message_at) || compare(b.id, a.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
