// A timeline is two lists read as one: events about a contact by seq, and their conversations by id. Each goes on from its
// own place, so a page neither skips nor repeats, whatever their times say.
import type { ConversationRow } from '../../../core/conversations/queries.ts'
import { madeAt } from '../../../core/ids.ts'
import type { EventRow } from '../../../core/spine/queries.ts'
import { cursorOf, notACursor, placeFrom } from '../paging.ts'
import { eventBody } from '../present.ts'
import type { TimelineEntryBody } from '../wire.ts'

export type Entry = { what: 'event'; event: EventRow } | { what: 'opening'; conversation: string }

/** Only what is before both; undefined while none of the kind was on a page. */
type Place = { seq: number | undefined; conversation: string | undefined }

/** @throws {DomainError} `invalid` for what is no cursor of a timeline. */
export function timelinePlace(cursor: string | undefined): Place {
  const place = placeFrom(cursor, ['seq', 'conversation'])
  const { seq = '', conversation = '' } = place ?? {}
  if (!/^\d{0,15}$/.test(seq)) throw notACursor()
  return { seq: seq === '' ? undefined : Number(seq), conversation: conversation || undefined }
}

/** The cursor of what comes after this page, which began at `from`. */
export function cursorAfter(page: readonly Entry[], from: Place): string {
  let { seq, conversation } = from
  for (const entry of page)
    if (entry.what === 'event') seq = entry.event.seq
    else conversation = entry.conversation
  return cursorOf(String(seq ?? ''), conversation ?? '')
}

/** Both newest first; of one moment, events come first, for they tell of what the opening brought. */
export function newestFirst(events: readonly EventRow[], opened: readonly { id: string }[]): Entry[] {
  const merged: Entry[] = []
  let at = 0
  for (const { id } of opened) {
    const time = madeAt(id)
    for (; at < events.length; at++) {
      const event = events[at]
      if (!event || event.at < time) break
      merged.push({ what: 'event', event })
    }
    merged.push({ what: 'opening', conversation: id })
  }
  return [...merged, ...events.slice(at).map((event) => ({ what: 'event' as const, event }))]
}

export function conversationOf(entry: Entry): string | null {
  return entry.what === 'event' ? entry.event.conversation_id : entry.conversation
}

type Rows = ReadonlyMap<string, ConversationRow>

export function eventEntry(event: EventRow, rows: Rows): TimelineEntryBody {
  const { seq, type, actor, data, at, conversation_id } = eventBody(event)
  const row = rows.get(conversation_id ?? '')
  return { id: String(seq), type, actor, conversation: row ? named(row) : null, data, at }
}

/** None for a conversation that went between two looks. */
export function openingEntry(id: string, row: ConversationRow | undefined): TimelineEntryBody[] {
  if (!row) return []
  const name = row.contact_name ?? row.contact_username ?? row.contact_email
  const channel = { id: row.channel_id, kind: row.channel_kind }
  return [
    {
      id,
      type: 'conversation.opened',
      actor: { kind: 'contact', id: row.contact_id, name },
      conversation: named(row),
      data: { number: row.number, title: row.title, channel },
      at: madeAt(id),
    },
  ]
}

const named = ({ id, number, title, status }: ConversationRow) => ({ id, number, title, status })
