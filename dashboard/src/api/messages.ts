import type { ListBody, MessageBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** Messages read so far, and the cursor of the last page: reading on from there finds what came since. */
export type Transcript = { messages: MessageBody[]; from: string | null }

export const NO_MESSAGES: Transcript = { messages: [], from: null }

// 200 is the server's largest page; 25 of them bound a thread at 5,000 messages.
const PAGE = 200
const MOST_PAGES = 25

export async function readMessages(id: string, known: Transcript, signal: AbortSignal): Promise<Transcript> {
  const bySeq = new Map(known.messages.map((message) => [message.seq, message]))
  let from = known.from
  for (let page = 0; page < MOST_PAGES; page++) {
    const list = await readPage(id, from, signal)
    for (const message of list.data) bySeq.set(message.seq, message)
    if (list.next_cursor === null) break
    from = list.next_cursor
  }
  return { messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq), from }
}

function readPage(id: string, after: string | null, signal: AbortSignal): Promise<ListBody<MessageBody>> {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (after !== null) query.set('after', after)
  return request(`/api/manage/conversations/${encodeURIComponent(id)}/messages?${query}`, { signal })
}
