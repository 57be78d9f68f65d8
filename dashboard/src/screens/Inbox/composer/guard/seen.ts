import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'

/** What somebody else said; the server's guard asks for the same. */
export function isForeign({ kind, author }: MessageBody, me: string): boolean {
  return kind === 'message' && author.id !== me
}

/** Said after `seen`: notes too are worth reading before one answers, entries about changes are not. */
export function unseenAfter(messages: readonly MessageBody[], seen: number, me: string): MessageBody[] {
  return messages.filter(
    (message) => message.seq > seen && message.kind !== 'event' && message.author.id !== me,
  )
}

/** The newest seq before which nothing foreign is unseen: what one did oneself needs no looking at. */
export function ownUpTo(messages: readonly MessageBody[], seen: number, me: string): number {
  const first = messages.find((message) => message.seq > seen && isForeign(message, me))
  const known = messages.findLast(({ seq }) => first === undefined || seq < first.seq)
  return Math.max(seen, known?.seq ?? 0)
}
