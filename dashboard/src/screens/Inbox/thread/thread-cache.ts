import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import type { Reach, Transcript } from '../../../api/messages.ts'

/** A conversation as it was last read. */
export type Read = {
  conversation: ConversationBody
  transcript: Transcript
  /** Which conversations were part of it when the transcript was read: a merge gives every message another place. */
  parts: string
}
/** News about one: what is not there stays as it was. */
export type Keep = { id: string } & Partial<Read>

// Some 50 kB each: what somebody looks at in a morning, without growing all day.
const MOST_KEPT = 50
// More messages than this are not fetched for the sake of the line above the first that is new.
const MOST_AHEAD = 200

export type ThreadShelf = ReturnType<typeof threadShelf>

/** What was read in this visit. Who shows one hears of that one: others that are read ahead draw nothing. */
export function threadShelf() {
  let known: ReadonlyMap<string, Read> = new Map()
  const listeners = new Set<(id: string) => void>()
  return {
    get: (id: string): Read | undefined => known.get(id),
    keep(news: Keep): void {
      const before = known
      known = keepThread(known, news)
      if (known === before) return
      for (const listener of listeners) listener(news.id)
    },
    onKept(listener: (id: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The one that was kept longest without being read goes when there are too many. */
export function keepThread(
  known: ReadonlyMap<string, Read>,
  { id, ...news }: Keep,
): ReadonlyMap<string, Read> {
  const before = known.get(id)
  const conversation = newer(news.conversation, before?.conversation)
  const transcript = news.transcript ?? before?.transcript
  // Half of one is nothing to show.
  if (!conversation || !transcript) return known
  const next = new Map(known)
  next.delete(id)
  next.set(id, { conversation, transcript, parts: news.parts ?? before?.parts ?? partsOf(conversation) })
  for (const oldest of next.keys()) {
    if (next.size <= MOST_KEPT) break
    next.delete(oldest)
  }
  return next
}

export const partsOf = ({ merged_ids }: ConversationBody): string => merged_ids.join(' ')

/** An answer that was overtaken by a later one changes nothing. */
function newer(news: ConversationBody | undefined, before: ConversationBody | undefined) {
  if (!news || !before) return news ?? before
  return news.updated_at < before.updated_at ? before : news
}

/** How far back to read so that the first unread message is there; undefined: far enough. */
export function reachOf({ unread }: ConversationBody, { messages, older }: Transcript): Reach | undefined {
  const known = messages.filter(({ direction, kind }) => direction === 'inbound' && kind === 'message').length
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0]
  const far = last - first >= MOST_AHEAD
  return known < unread && !far && typeof older === 'string'
    ? { seq: Math.max(1, last - MOST_AHEAD) }
    : undefined
}

/** How far back to read so that `target` and everything outdated is read again. */
export function staleReach(
  before: Read | undefined,
  stale: ReadonlySet<string>,
  target: string | null,
): { ids: string[]; reach: Reach } {
  const changed = before?.transcript.messages.filter(({ id }) => stale.has(id)) ?? []
  const lowest = changed[0]?.seq
  return {
    ids: changed.map(({ id }) => id),
    reach: { message: target, ...(lowest !== undefined && { seq: lowest }) },
  }
}
