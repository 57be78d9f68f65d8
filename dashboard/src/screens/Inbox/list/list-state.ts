import type { ConversationBody, ConversationStatus } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { ConversationPage } from '../../../api/conversations.ts'

/** What of a view has been read, newest first; `next` leads on to older ones. */
export type Listed = { items: ConversationBody[]; next: string | null }

/** A fresh first page replaces what it covers; older rows, read by scrolling, stay where they are. */
export function withFirstPage(listed: Listed | null, page: ConversationPage): Listed {
  const last = page.data.at(-1)
  if (listed === null || page.next_cursor === null || last === undefined) {
    return { items: page.data, next: page.next_cursor }
  }
  const fresh = new Set(page.data.map(({ id }) => id))
  const older = listed.items.filter((item) => !fresh.has(item.id) && newestFirst(last, item) < 0)
  return { items: [...page.data, ...older], next: older.length > 0 ? listed.next : page.next_cursor }
}

export function withNextPage(listed: Listed, page: ConversationPage): Listed {
  const known = new Set(listed.items.map(({ id }) => id))
  return { items: [...listed.items, ...page.data.filter(({ id }) => !known.has(id))], next: page.next_cursor }
}

/** Puts one conversation where it now belongs: in its place by time, or out of a view it has left. */
export function withConversation(listed: Listed, fresh: ConversationBody, view: ConversationStatus): Listed {
  const known = listed.items.find(({ id }) => id === fresh.id)
  if (known && known.updated_at > fresh.updated_at) return listed
  const others = withoutConversation(listed, fresh.id)
  if (fresh.status !== view) return others
  return { ...listed, items: [...others.items, fresh].sort(newestFirst) }
}

export function withoutConversation(listed: Listed, gone: string): Listed {
  return { ...listed, items: listed.items.filter(({ id }) => id !== gone) }
}

function newestFirst(a: ConversationBody, b: ConversationBody): number {
  return compare(b.last_message_at, a.last_message_at) || compare(b.id, a.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
