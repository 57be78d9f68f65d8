import { pathOf } from './conversations.ts'
import type { Once } from './idempotency.ts'
import { type ManageCalls, part, queryOf } from './manage-calls.ts'
import { setGiven } from './ticket-form.ts'
import type { Attachment, Message, Transcript } from './wire.ts'

/** What a teammate writes. */
export type Written = Once & {
  /** Markdown; may be blank when files come along. */
  body: string
  /** Up to 20 of any type, 32 MiB each. */
  files?: readonly (File | Blob)[]
  /** Ids of up to 10 that `sendFile` sent ahead, each for one message; they come first. */
  fileIds?: readonly string[]
  /**
   * The newest message its writer had seen. When somebody said something since, nothing is sent: a `conflict`
   * carries it in `newer`.
   */
  seenSeq?: number
  /** Send all the same. */
  force?: boolean
}

/** What goes out to the contact. */
export type WrittenReply = Written & {
  /** Up to 10 answers offered under it, of 80 characters at most: a visitor of the chat may press one. */
  quickReplies?: readonly string[]
}

/** A note. */
export type WrittenNote = Written & {
  /** Ids of up to 50 teammates it names, who find it among their mentions. */
  mentions?: readonly string[]
}

export type TranscriptOptions = {
  /** Also what stays in the house: notes, and who did what. */
  notes?: boolean
  signal?: AbortSignal
}

export type MessagesApi = {
  /** All messages of a conversation, oldest first. */
  messages(conversationId: string, signal?: AbortSignal): AsyncGenerator<Message, void>
  /** Goes out to the contact, and takes the conversation over from a bot or assistant. @throws {ParleyError} */
  reply(conversationId: string, written: WrittenReply): Promise<Message>
  /** Stays in the house. @throws {ParleyError} */
  note(conversationId: string, written: WrittenNote): Promise<Message>
  /** Tries at once to deliver what `failed` or is `dead`. @throws {ParleyError} `conflict` when nothing has failed. */
  retryDelivery(messageId: string, once?: Once): Promise<Message>
  /** What was said, as Markdown to keep. @throws {ParleyError} */
  transcript(conversationId: string, options?: TranscriptOptions): Promise<string>
  /** The same as data. @throws {ParleyError} */
  transcriptData(conversationId: string, options?: TranscriptOptions): Promise<Transcript>
  /**
   * The file as it came, not read yet: take its `body`, `blob()` or `bytes`. `thumbnail`: a small WebP of a picture.
   * @throws {ParleyError} `not_found` also while there is nothing to download.
   */
  download(attachment: Pick<Attachment, 'id'>, options?: DownloadOptions): Promise<Response>
}

export type DownloadOptions = { thumbnail?: boolean; signal?: AbortSignal }

export function messagesApi({ list, get, text, open, create }: ManageCalls): MessagesApi {
  const write = (kind: 'reply' | 'note') => (id: string, written: WrittenReply & WrittenNote) =>
    create<Message>(`${pathOf(id)}/messages`, bodyOf(kind, written), written)
  const transcriptPath = (id: string, format: 'text' | 'json', notes: boolean | undefined) =>
    `${pathOf(id)}/transcript${queryOf({ format, notes: notes ? 'true' : undefined })}`
  return {
    messages: (id, signal) => list(`${pathOf(id)}/messages`, signal),
    reply: write('reply'),
    note: write('note'),
    retryDelivery: (id, once) => create(`/messages/${part(id)}/retry`, undefined, once),
    transcript: (id, { notes, signal } = {}) => text(transcriptPath(id, 'text', notes), signal),
    transcriptData: (id, { notes, signal } = {}) => get(transcriptPath(id, 'json', notes), signal),
    download: ({ id }, { thumbnail, signal } = {}) =>
      open(`/attachments/${part(id)}${thumbnail ? '/thumbnail' : ''}`, signal),
  }
}

function bodyOf(
  kind: 'reply' | 'note',
  { body, files, fileIds, seenSeq, force, mentions, quickReplies }: WrittenReply & WrittenNote,
): object | FormData {
  if (!files?.length)
    return { kind, body, seen_seq: seenSeq, force, files: fileIds, mentions, quick_replies: quickReplies }
  const form = new FormData()
  setGiven(form, { kind, body, seen_seq: seenSeq?.toString(), force: force?.toString() })
  for (const id of fileIds ?? []) form.append('files', id)
  if (mentions?.length) form.set('mentions', mentions.join(','))
  for (const reply of quickReplies ?? []) form.append('quick_replies', reply)
  for (const file of files) form.append('files', file)
  return form
}
