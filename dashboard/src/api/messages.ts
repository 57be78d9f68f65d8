import type { ListBody, MessageBody } from '../../../server/src/surfaces/manage/wire.ts'
import { request } from './request.ts'

/** A page as it was read: the cursor that led to it, and where it begins. */
type Page = { after: string | null; firstSeq: number }

/** Messages read so far, by seq, and the pages they were read in. */
export type Transcript = { messages: MessageBody[]; pages: Page[] }

export const NO_MESSAGES: Transcript = { messages: [], pages: [] }

// 200 is the server's largest page; 25 of them bound a thread at 5,000 messages.
const PAGE = 200
const MOST_PAGES = 25

/** Reads on from the last known page, which may have grown, and again those that hold a `changed` message. */
export async function readMessages(
  id: string,
  known: Transcript,
  changed: readonly MessageBody[],
  signal: AbortSignal,
): Promise<Transcript> {
  const bySeq = new Map(known.messages.map((message) => [message.seq, message]))
  const read = async (after: string | null): Promise<ListBody<MessageBody>> => {
    const list = await readPage(id, after, signal)
    for (const message of list.data) bySeq.set(message.seq, message)
    return list
  }
  const pages = known.pages.slice(0, -1)
  const outdated = new Set(changed.map(({ seq }) => known.pages.findLast(({ firstSeq }) => firstSeq <= seq)))
  for (const page of pages) if (outdated.has(page)) await read(page.after)
  let after = known.pages.at(-1)?.after ?? null
  for (let count = 0; count < MOST_PAGES; count++) {
    const list = await read(after)
    pages.push({ after, firstSeq: list.data[0]?.seq ?? Number.POSITIVE_INFINITY })
    if (list.next_cursor === null) break
    after = list.next_cursor
  }
  return { messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq), pages }
}

function readPage(id: string, after: string | null, signal: AbortSignal): Promise<ListBody<MessageBody>> {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (after !== null) query.set('after', after)
  return request(`/api/manage/conversations/${encodeURIComponent(id)}/messages?${query}`, { signal })
}
