import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { sameDay } from '../../../ui/clock.ts'
import { shownAt } from './transcript-order.ts'

export type Rail = 'nobody' | 'human' | 'bot' | 'assistant'

/** A message with what its neighbours make of it. */
export type Turn = {
  message: MessageBody
  /** The colour of the line it hangs on, and of the line above where the two differ. */
  rail: Rail
  railBefore: Rail
  /** Same author within three minutes: mark and name are dropped. */
  follows: boolean
  /** Said on another day than the message above; at the top, on another day than today. */
  newDay: boolean
  firstUnseen: boolean
}

const CLOSE = 3 * 60_000

/**
 * The rail should show who held the conversation. The manage API tells only who holds it now, so the
 * line takes the colour of whoever answered last.
 */
export function turnsOf(ordered: readonly MessageBody[], unseen: number | null, now: number): Turn[] {
  let rail: Rail = 'nobody'
  return ordered.map((message, index) => {
    const before = ordered[index - 1]
    const railBefore = rail
    rail = railAfter(message) ?? rail
    const newDay = !sameDay(before ? shownAt(before) : now, shownAt(message))
    const firstUnseen = message.seq === unseen
    const follows = before !== undefined && !newDay && !firstUnseen && continues(before, message)
    return { message, rail, railBefore, follows, newDay, firstUnseen }
  })
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
    Date.parse(shownAt(message)) - Date.parse(shownAt(before)) < CLOSE
  )
}
