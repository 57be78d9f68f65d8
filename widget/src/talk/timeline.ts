// What the list of messages shows: days, the line where the unread begin, who speaks, what is still on its way.
import type { Letter } from '../outbox/letter.ts'
import type { Message } from '../wire/shapes.ts'

/** Whoever goes on within this time is not named again. */
const ONE_BREATH = 3 * 60_000

export type Row =
  | { is: 'day'; key: string; at: number }
  | { is: 'unread'; key: string }
  | { is: 'ours'; key: string; message: Message; first: boolean }
  | { is: 'theirs'; key: string; message: Message; note: 'sent' | 'seen' | null }
  | { is: 'letter'; key: string; letter: Letter }
  | { is: 'said'; key: string; text: string }

export type TimelineParts = {
  messages: readonly Message[]
  letters: readonly Letter[]
  /** The seq that was seen when the panel opened: the line stays where it was while one reads. */
  unreadAfter: number | null
  /** What teammates have seen of the visitor's own. */
  seen: number
  /** What the site says by itself after the first message. */
  autoReply: string | null
  /** Where days begin and end, in minutes as `Date.getTimezoneOffset` has them. */
  zone?: (at: number) => number
}

export function timeline({ messages, letters, unreadAfter, seen, autoReply, zone }: TimelineParts): Row[] {
  const rows: Row[] = []
  const offset = zone ?? ((at: number) => new Date(at).getTimezoneOffset())
  const waiting = letters.filter(({ id }) => !messages.some((message) => message.letter === id))
  const lastSeen = messages.findLast(({ inbound, seq }) => inbound && seq <= seen)
  let day = ''
  let before: Message | null = null
  let divided = unreadAfter === null

  function dayOf(at: number): void {
    const next = new Date(at - offset(at) * 60_000).toISOString().slice(0, 10)
    if (next === day) return
    day = next
    before = null
    rows.push({ is: 'day', key: `day ${next}`, at })
  }

  for (const [place, message] of messages.entries()) {
    const at = Date.parse(message.timestamp) || 0
    dayOf(at)
    if (!divided && !message.inbound && message.seq > (unreadAfter ?? 0)) {
      divided = true
      before = null
      rows.push({ is: 'unread', key: 'unread' })
    }
    if (message.inbound) {
      const seenNote = message === lastSeen ? 'seen' : null
      // Whoever was answered knows that it came.
      const isNewest = place === messages.length - 1 && waiting.length === 0
      const note = seenNote ?? (isNewest ? 'sent' : null)
      // The letter it came from keeps its key, so that nothing blinks when the server has it.
      rows.push({ is: 'theirs', key: message.letter ?? message.id, message, note })
      if (place === 0 && autoReply !== null) rows.push({ is: 'said', key: 'auto-reply', text: autoReply })
    } else {
      const goesOn = before !== null && isOneBreath(before, message)
      rows.push({ is: 'ours', key: message.id, message, first: !goesOn })
    }
    before = message
  }
  for (const letter of waiting) {
    dayOf(letter.writtenAt)
    rows.push({ is: 'letter', key: letter.id, letter })
  }
  if (messages.length === 0 && autoReply !== null)
    rows.push({ is: 'said', key: 'auto-reply', text: autoReply })
  return rows
}

function isOneBreath(before: Message, message: Message): boolean {
  const apart = Date.parse(message.timestamp) - Date.parse(before.timestamp)
  return before.inbound === message.inbound && before.author === message.author && apart < ONE_BREATH
}
