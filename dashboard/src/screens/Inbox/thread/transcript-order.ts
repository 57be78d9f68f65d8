import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'

type Times = Pick<MessageBody, 'original_timestamp' | 'created_at'>

const MINUTE = 60_000

/** When it was said: what people see and what a transcript is sorted by (docs/contracts.md 1c#27). */
export function shownAt({ original_timestamp, created_at }: Times): string {
  return original_timestamp ?? created_at
}

/** When we got it, if that is worth saying: more than a minute from when it was said. */
export function receivedAt(message: Times): string | null {
  const apart = Math.abs(Date.parse(message.created_at) - Date.parse(shownAt(message)))
  return apart > MINUTE ? message.created_at : null
}

/** As it was said, not as it came: imports arrive late and in any order. Ties keep the order of arrival. */
export function inOrder(messages: readonly MessageBody[]): MessageBody[] {
  return [...messages].sort((a, b) => {
    const [first, second] = [shownAt(a), shownAt(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.seq - b.seq
  })
}

/**
 * The seq of the message that "New" stands above, unless all is new or nothing is. The last `unread` inbound messages to
 * arrive are new; old ones imported among those one has read do not make the rest of the thread new.
 */
export function firstUnseen(ordered: readonly MessageBody[], unread: number): number | null {
  const inbound = ordered.filter(({ direction, kind }) => direction === 'inbound' && kind === 'message')
  const arrivals = inbound.map(({ seq }) => seq).sort((a, b) => a - b)
  const fresh = new Set(arrivals.slice(Math.max(0, arrivals.length - unread)))
  const lastSeen = inbound.findLastIndex(({ seq }) => !fresh.has(seq))
  const first = inbound[lastSeen + 1]?.seq ?? null
  return first === ordered[0]?.seq ? null : first
}

type Unread = Pick<ConversationBody, 'unread' | 'unread_mentions'>

/**
 * The lowest seq that is news for somebody: of the last `unread` messages of the contact, and of the last notes that name
 * them. Null when nothing is; where it is further back than what was read of the thread, the lowest there is.
 */
export function newFrom(
  messages: readonly MessageBody[],
  { unread, unread_mentions }: Unread,
  me: string,
): number | null {
  const seqs = (are: (message: MessageBody) => boolean): number[] =>
    messages
      .filter(are)
      .map(({ seq }) => seq)
      .sort((a, b) => a - b)
  const [lowest = null] = seqs(() => true)
  const last = (of: number[], count: number): number[] =>
    count === 0 || lowest === null ? [] : [of.at(-count) ?? lowest]
  const firsts = [
    ...last(
      seqs(({ direction, kind }) => direction === 'inbound' && kind === 'message'),
      unread,
    ),
    ...last(
      seqs(({ mentions }) => mentions.some(({ id }) => id === me)),
      unread_mentions,
    ),
  ]
  return firsts.length === 0 ? null : Math.min(...firsts)
}

/** How many messages stand at the end that came after `seenTo`: what is below for whoever reads further up. */
export function newAtEnd(ordered: readonly MessageBody[], seenTo: number): number {
  return ordered.length - 1 - ordered.findLastIndex(({ seq }) => seq <= seenTo)
}
