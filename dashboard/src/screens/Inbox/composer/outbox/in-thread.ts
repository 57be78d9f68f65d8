// What a thread shows of letters: those that the server's messages do not show yet, as the messages they are going to be.
import type { AttachmentBody, MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import type { KeptFile, Outgoing } from './outgoing.ts'

export type InThread = {
  /** Not among the messages yet, in the order they were written. */
  ahead: readonly Outgoing[]
  /** By the id of the message that each became. */
  became: ReadonlyMap<string, Outgoing>
}

/** @param messages by seq, as far as they are known. */
export function inThread(
  messages: readonly MessageBody[],
  letters: readonly Outgoing[],
  me: string,
): InThread {
  const became = new Map<string, Outgoing>()
  const ahead: Outgoing[] = []
  for (const letter of letters) {
    const message = messages.find((each) => !became.has(each.id) && isFrom(each, letter, me))
    if (message) became.set(message.id, letter)
    // What was refused is on its way back to the field.
    else if (letter.state.phase !== 'returned') ahead.push(letter)
  }
  return { ahead, became }
}

/** The line often tells of a message before its request is answered, or after the answer was lost: it is known by its words. */
function isFrom(message: MessageBody, { state, kind, body, lastSeq }: Outgoing, me: string): boolean {
  if (state.phase === 'sent') return message.id === state.message
  if (state.phase !== 'sending' && state.phase !== 'waiting') return false
  return (
    message.seq > lastSeq &&
    message.author.id === me &&
    message.kind === (kind === 'note' ? 'note' : 'message') &&
    message.body === body
  )
}

/** The message that a letter is going to be, but for what only the server knows. */
export function asMessage(
  { id, kind, body, files, writtenAt }: Outgoing,
  me: { id: string; name: string },
  seq: number,
): MessageBody {
  return {
    id,
    seq,
    kind: kind === 'note' ? 'note' : 'message',
    direction: 'outbound',
    author: { kind: 'teammate', id: me.id, name: me.name },
    body,
    attachments: files.map(asAttachment),
    mentions: [],
    quick_replies: [],
    changes: null,
    delivery: 'none',
    sources: [],
    source_specific_id: null,
    original_timestamp: null,
    created_at: new Date(writtenAt).toISOString(),
  }
}

/** The server has the file; it has no place to be fetched from until its message is there. */
function asAttachment(file: KeptFile, place: number): AttachmentBody {
  const nowhere = { url: null, thumbnail_url: null, source_url: null, failure: null }
  return { ...file, ...nowhere, id: -1 - place, state: 'stored' }
}
