import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { sameDay } from '../../../ui/clock.ts'

export type Rail = 'nobody' | 'human' | 'bot' | 'assistant'

/** A message with what its neighbours make of it. */
export type Turn = {
  message: MessageBody
  /** The colour of the line it hangs on, and of the line above where the two differ. */
  rail: Rail
  railBefore: Rail
  /** Same author within three minutes: mark and name are dropped. */
  follows: boolean
  newDay: boolean
  firstUnseen: boolean
}

const CLOSE = 3 * 60_000

/**
 * The rail should show who held the conversation. The manage API tells only who holds it now, so the
 * line takes the colour of whoever answered last.
 */
export function turnsOf(messages: MessageBody[], unseen: number | null): Turn[] {
  let rail: Rail = 'nobody'
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const railBefore = rail
    rail = railAfter(message) ?? rail
    const newDay = before !== undefined && !sameDay(before.created_at, message.created_at)
    const firstUnseen = message.seq === unseen
    const follows = before !== undefined && !newDay && !firstUnseen && continues(before, message)
    return { message, rail, railBefore, follows, newDay, firstUnseen }
  })
}

/** The seq of the first of the last `unread` inbound messages: where "New" stands, unless all is new. */
export function firstUnseen(messages: MessageBody[], unread: number): number | null {
  if (unread === 0) return null
  const inbound = messages.filter(({ direction, kind }) => direction === 'inbound' && kind === 'message')
  const first = inbound.slice(-unread)[0]?.seq ?? null
  return first === messages[0]?.seq ? null : first
}

function railAfter({ author, kind }: MessageBody): Rail | null {
  if (kind !== 'message' || author.kind === 'contact' || author.kind === 'system') return null
  return author.kind === 'teammate' ? 'human' : author.kind
}

function continues(before: MessageBody, message: MessageBody): boolean {
  return (
    message.kind === before.kind &&
    message.kind !== 'event' &&
    message.author.kind === before.author.kind &&
    message.author.id === before.author.id &&
    message.author.name === before.author.name &&
    Date.parse(message.created_at) - Date.parse(before.created_at) < CLOSE
  )
}
