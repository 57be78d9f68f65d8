import type { ListBody, MessageBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** The end of a conversation, as far back as it was read: by seq, without holes. */
export type Transcript = {
  messages: MessageBody[]
  /** Leads to what was said before; null when nothing was, undefined before the first read. */
  older: string | null | undefined
}

export const NO_MESSAGES: Transcript = { messages: [], older: undefined }

// What fits several screens and arrives at once; whoever scrolls up on purpose wants more of it.
const FIRST_PAGE = 50
const OLDER_PAGE = 100
// 25 pages of 200 bound a read that chases something far up.
const LARGEST_PAGE = 200
const MOST_PAGES = 25

/** What the end is to reach back to: a message by its id, or a seq. */
export type Reach = { message?: string | null; seq?: number }

/**
 * Reads the end again, back to what is known already, so that nothing between is missing; and further, as far as `reach`
 * asks for. A message keeps its id when a merge gives it another seq.
 */
export async function readMessages(
  id: string,
  known: Transcript,
  reach: Reach,
  signal: AbortSignal,
): Promise<Transcript> {
  const before = known.messages
  const knownTo = before.at(-1)?.seq
  let transcript = known
  let after: string | null = null
  for (let count = 0; count < MOST_PAGES; count++) {
    const page: ListBody<MessageBody> = await readPage(
      id,
      after,
      count === 0 ? FIRST_PAGE : LARGEST_PAGE,
      signal,
    )
    transcript = joined(transcript, page)
    const lowest = page.data.at(-1)?.seq ?? 0
    const met = knownTo === undefined || lowest <= knownTo
    if (page.next_cursor === null) return { ...transcript, older: null }
    if (met && reaches(transcript, reach, lowest)) {
      // Where pages met, what was known goes further back than this one.
      const further = (before[0]?.seq ?? Number.POSITIVE_INFINITY) < lowest
      return { ...transcript, older: further ? known.older : page.next_cursor }
    }
    after = page.next_cursor
  }
  return { ...transcript, older: after }
}

/** The page before what is known. */
export async function readOlder(id: string, known: Transcript, signal: AbortSignal): Promise<Transcript> {
  if (typeof known.older !== 'string') return known
  const page = await readPage(id, known.older, OLDER_PAGE, signal)
  return { ...joined(known, page), older: page.next_cursor }
}

function joined({ messages, older }: Transcript, { data }: ListBody<MessageBody>): Transcript {
  const byId = new Map(messages.map((message) => [message.id, message]))
  for (const message of data) byId.set(message.id, message)
  return { messages: [...byId.values()].sort((a, b) => a.seq - b.seq), older }
}

function reaches({ messages }: Transcript, { message, seq }: Reach, lowest: number): boolean {
  if (seq !== undefined && seq < lowest) return false
  return !message || messages.some(({ id }) => id === message)
}

function readPage(
  id: string,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<ListBody<MessageBody>> {
  const query = new URLSearchParams({ sort: 'newest', limit: String(limit) })
  if (after !== null) query.set('after', after)
  return request(`/api/manage/conversations/${encodeURIComponent(id)}/messages?${query}`, { signal })
}

/** Sends what could not be delivered once more, now. */
export function retryMessage(id: string): Promise<MessageBody> {
  return request(`/api/manage/messages/${encodeURIComponent(id)}/retry`, { method: 'POST' })
}
