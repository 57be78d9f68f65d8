// One visitor's view of a conversation and everybody who looks at it: read once, encoded once, written to all of them.
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { findPlace, seenByTeam, type VisitorRow } from '../../../core/chat/queries.ts'
import { listSaid } from '../../../core/chat/said/queries.ts'
import type { Presence, Present } from '../../../core/presence/presence.ts'
import type { Feed } from '../../../core/spine/feed.ts'
import { type EventRow, latestSeq } from '../../../core/spine/queries.ts'
import { type SseStream, sseFrame } from '../../../http/sse.ts'
import type { Viewer } from '../present.ts'
import { messageFrames } from './frames.ts'
import { typists } from './typists.ts'

/** As with the list of messages: 2 MB of the longest, at a time. */
const PAGE = 50
/** As the feed does: writing to 2,000 sockets in one go blocks everybody for some 50 ms. */
const AT_ONCE = 200

type Listener = { sse: SseStream; cursor: number; live: boolean }

export type RoomParts = {
  feed: Feed
  presence: Presence
  onError(error: unknown): void
  /** Nobody is left in it. */
  onEmpty(): void
}

export type Room = {
  /** Everybody left: it hears of nothing any more. */
  isOver(): boolean
  /** Everything after that seq, and then what comes. Resolves when the present is reached. */
  join(sse: SseStream, after: number): Promise<void>
}

/** Opened for the first who looks; its place in the feed is taken before its first read, so that nothing is missed. */
export async function openRoom(viewer: Viewer, visitor: VisitorRow, parts: RoomParts): Promise<Room> {
  const { core, site } = viewer
  const { feed, presence, onError, onEmpty } = parts
  const { org } = site
  const living = visitor.living_id
  const listeners = new Set<Listener>()
  const from = await latestSeq(core.read, org)
  let { latest, status, read } = await look()
  const typing = typists(living, site.showNames)
  for (const present of presence.list(org)) typing.note(present)
  let over = false
  let pumping = false
  let again = false

  async function look() {
    const place = await findPlace(core.read, org, living)
    return {
      latest: (place?.next_seq ?? 1) - 1,
      status: place?.status === 'closed' ? 'closed' : 'open',
      read: await seenByTeam(core.read, org, living),
    }
  }

  const statusFrame = () => sseFrame(null, 'status', JSON.stringify({ status }))
  const readFrame = () => sseFrame(null, 'read', JSON.stringify({ seq: read }))

  /** What is true at the moment and nowhere kept. Who is still reading the past hears of it at its end. */
  function tellAll(frame: string): void {
    const bytes = Buffer.from(frame)
    for (const { sse, live } of listeners) if (live) sse.write(bytes)
  }

  function closeAll(): void {
    for (const { sse } of listeners) sse.end()
  }

  /** Once more when something happened meanwhile: one look serves any number of events. */
  async function pump(): Promise<void> {
    again = true
    if (pumping) return
    pumping = true
    try {
      while (again) {
        again = false
        const now = await look()
        await tellMessages(now.latest)
        if (now.status !== status) {
          status = now.status
          tellAll(statusFrame())
        }
        if (now.read > read) {
          read = now.read
          tellAll(readFrame())
        }
      }
    } finally {
      pumping = false
    }
  }

  async function tellMessages(upTo: number): Promise<void> {
    while (latest < upTo) {
      const rows = await listSaid(core.read, org, visitor, { after: latest, upTo, limit: PAGE })
      const frames = await messageFrames(viewer, rows)
      const before = latest
      // Whoever catches up from here on reads these rows by itself.
      latest = rows.length < PAGE ? upTo : (rows.at(-1)?.seq ?? upTo)
      const now = [...listeners].filter(({ live, cursor }) => live && cursor >= before)
      const bytes = Buffer.from(frames.join(''))
      let written = 0
      for (const listener of now) {
        listener.cursor = latest
        if (bytes.length > 0) listener.sse.write(bytes)
        if (++written % AT_ONCE === 0) await yieldToOthers()
      }
    }
  }

  async function catchUp(listener: Listener): Promise<void> {
    const { sse } = listener
    while (!sse.closed.aborted) {
      const upTo = latest
      const page = { after: listener.cursor, upTo, limit: PAGE }
      const rows = listener.cursor < upTo ? await listSaid(core.read, org, visitor, page) : []
      const frames = await messageFrames(viewer, rows)
      if (frames.length > 0) sse.write(frames.join(''))
      listener.cursor = rows.length < PAGE ? Math.max(upTo, listener.cursor) : (rows.at(-1)?.seq ?? upTo)
      await sse.drained()
      // No await between this look and going live: no message can slip in between.
      if (listener.cursor < latest) {
        await yieldToOthers()
        continue
      }
      listener.live = true
      return
    }
  }

  /** Its very end for this view: whoever looks comes back, and finds what there is then. */
  const ends = (row: EventRow): boolean => {
    if (row.type === 'conversation.erased') return row.conversation_id === living
    if (row.type === 'site.changed' || row.type === 'site.deleted') return JSON.parse(row.data).id === site.id
    if (row.type !== 'conversation.merged' && row.type !== 'conversation.unmerged') return false
    const { merged, unmerged } = JSON.parse(row.data)
    return [row.conversation_id, merged?.id, unmerged?.id].includes(living)
  }

  const leaveFeed = feed.subscribe(org, from, async (rows) => {
    if (rows.some(ends)) return closeAll()
    if (rows.some((row) => row.conversation_id === living))
      pump().catch((error: unknown) => {
        onError(error)
        // They come back with their places, and miss nothing.
        closeAll()
      })
  })
  const leavePresence = presence.subscribe(org, (change: Present) => {
    const told = typing.note(change)
    if (told) tellAll(sseFrame(null, 'typing', JSON.stringify(told)))
  })

  return {
    isOver: () => over,
    async join(sse, after) {
      const listener: Listener = { sse, cursor: after, live: false }
      listeners.add(listener)
      const leave = () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        over = true
        leaveFeed()
        leavePresence()
        onEmpty()
      }
      sse.closed.addEventListener('abort', leave, { once: true })
      if (sse.closed.aborted) return leave()
      await catchUp(listener)
      const someone = typing.now()
      sse.write(statusFrame() + (read > 0 ? readFrame() : ''))
      if (someone) sse.write(sseFrame(null, 'typing', JSON.stringify(someone)))
    },
  }
}
