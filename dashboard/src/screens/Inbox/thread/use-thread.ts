import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ConversationBody, MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readConversation } from '../../../api/conversations.ts'
import { NO_MESSAGES, type Reach, readMessages, readOlder, type Transcript } from '../../../api/messages.ts'
import type { Problem } from '../../../api/problem.ts'
import { onLiveEvent } from '../../../live-events.ts'
import { oneAtATime } from '../../../one-at-a-time.ts'
import { concerns } from './concerns.ts'
import {
  type Keep,
  partsOf,
  type Read,
  reachOf,
  staleReach,
  type ThreadShelf,
  threadShelf,
} from './thread-cache.ts'
import { type Edits, useEdits } from './use-edits.ts'

export type ThreadState = {
  conversation: ConversationBody | null
  messages: MessageBody[]
  /** It was read in this visit, so it is no older than its opening. */
  fresh: boolean
  problem: Problem | null
  /** Whether there is something before the first message, and whether it is on its way. */
  older: 'none' | 'some' | 'failed'
  readOlder(): void
  refresh(): void
  /** Begins to read one that is about to be opened. */
  readAhead(id: string): void
  edits: Edits
  /** Something happened to these conversations, and to these messages, each with its conversation. */
  change(conversations: ReadonlySet<string>, messages: ReadonlyMap<string, string>): void
}

const NEVER = new AbortController().signal
/** Milliseconds: what the open one still asks for itself goes first, and whoever walks down the list has the next one. */
const AHEAD_AFTER = 30

type Visit = { id: string; fresh: boolean; problem: Problem | null; olderFailed: boolean }

/**
 * The open conversation. One read before in this visit is shown at once and brought up to date behind; `nearby` are read
 * ahead once it is. `target` is a message that what is read must reach back to.
 */
export function useThread(
  id: string | null,
  target: string | null,
  nearby: readonly string[],
  explain: (error: unknown) => Problem,
): ThreadState {
  const [visit, setVisit] = useState<Visit | null>(null)
  const refresh = useRef((): void => {})
  const back = useRef((): void => {})
  const [shelf] = useState(threadShelf)
  const read = useRead(shelf, id)
  // Messages on screen, or kept from earlier in this visit, that are other ones by now.
  const stale = useRef(new Set<string>())
  // Read while they were merged, or became two again, a conversation and its messages may be of before and of after.
  const regrouped = useRef(new Set<string>())
  const begun = useRef<{ id: string; reading: Promise<Keep> } | null>(null)

  const readAhead = useCallback(
    (next: string): void => {
      if (shelf.get(next)) return
      const reading = readThread(next, undefined, {}, NEVER)
      // Whoever opens it is told.
      reading.catch(() => undefined)
      begun.current = { id: next, reading }
    },
    [shelf],
  )

  const { keep } = shelf
  const edits = useEdits(keep)

  useEffect(() => {
    if (id === null) return
    const leaving = new AbortController()
    const { signal } = leaving
    const note = (news: Partial<Visit>): void =>
      setVisit((was) => ({
        ...(was?.id === id ? was : { id, fresh: false, problem: null, olderFailed: false }),
        ...news,
      }))
    refresh.current = oneAtATime(async () => {
      const anew = regrouped.current.delete(id)
      const before = anew ? undefined : shelf.get(id)
      const { ids, reach } = staleReach(before, stale.current, target)
      const ahead =
        before === undefined && !anew && target === null && begun.current?.id === id
          ? begun.current.reading
          : undefined
      begun.current = null
      // Before the read: what changes while it is under way is outdated again.
      for (const message of ids) stale.current.delete(message)
      try {
        keep(await (ahead ?? readThread(id, before, reach, signal)))
        if (!signal.aborted) note({ fresh: true, problem: null })
      } catch (error) {
        for (const message of ids) stale.current.add(message)
        if (anew) regrouped.current.add(id)
        if (!signal.aborted) note({ problem: explain(error) })
      }
    })
    back.current = oneAtATime(async () => {
      const before = shelf.get(id)
      if (typeof before?.transcript.older !== 'string') return
      try {
        const transcript = await readOlder(id, before.transcript, signal)
        const now = shelf.get(id)
        // A read of the end that overtook this one knows more about it, and as much about what was before.
        keep({ id, transcript: now ? withOlder(now.transcript, transcript) : transcript })
        note({ olderFailed: false })
      } catch {
        if (!signal.aborted) note({ olderFailed: true })
      }
    })
    refresh.current()
    return () => {
      refresh.current = () => {}
      back.current = () => {}
      leaving.abort()
    }
  }, [id, target, explain, keep, shelf])

  const contact = read?.conversation.contact?.id
  useEffect(
    () =>
      onLiveEvent((word) => {
        if (word === 'opened') return
        const { message, regrouped: others, isContact } = concerns(word)
        if (message !== null && message.conversation === id) stale.current.add(message.id)
        for (const other of others) regrouped.current.add(other)
        if (message?.conversation === id || (id !== null && others.includes(id)) || isContact(contact))
          refresh.current()
      }),
    [id, contact],
  )

  const here = visit?.id === id ? visit : null
  const fresh = here?.fresh === true
  const ahead = nearby.join(' ')
  useEffect(() => {
    if (!fresh || ahead === '') return
    const leaving = new AbortController()
    const timer = setTimeout(async () => {
      for (const next of ahead.split(' ')) {
        if (shelf.get(next)) continue
        try {
          keep(await readThread(next, undefined, {}, leaving.signal))
        } catch {
          // Only a head start: whoever opens it is told what is wrong.
          return
        }
      }
    }, AHEAD_AFTER)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [fresh, ahead, keep, shelf])

  const older = read?.transcript.older
  return {
    conversation: read ? edits.on(read.conversation) : null,
    messages: read?.transcript.messages ?? [],
    fresh,
    problem: here?.problem ?? null,
    older: typeof older !== 'string' ? 'none' : here?.olderFailed ? 'failed' : 'some',
    readOlder: () => back.current(),
    refresh: () => refresh.current(),
    readAhead,
    edits,
    change(conversations, messages) {
      let touched = id !== null && conversations.has(id)
      for (const [message, conversation] of messages) {
        if (conversation === id) touched = true
        if (conversation === id || shelf.get(conversation)) stale.current.add(message)
      }
      if (touched) refresh.current()
    },
  }
}

/** Not by `useSyncExternalStore`, which draws at once: what was read and that it is fresh belong into one drawing. */
function useRead(shelf: ThreadShelf, id: string | null): Read | undefined {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => shelf.onKept((kept) => kept === id && draw()), [shelf, id])
  return id === null ? undefined : shelf.get(id)
}

async function readThread(
  id: string,
  before: Read | undefined,
  reach: Reach,
  signal: AbortSignal,
): Promise<Keep> {
  const known = before?.transcript ?? NO_MESSAGES
  const [conversation, end] = await Promise.all([
    readConversation(id, signal),
    readMessages(id, known, reach, signal),
  ])
  // What is known of the places of before a merge leads nowhere now.
  const parts = partsOf(conversation)
  const merged = before !== undefined && before.parts !== parts
  const further = merged ? reach : reachOf(conversation, end)
  const transcript = further ? await readMessages(id, merged ? NO_MESSAGES : end, further, signal) : end
  return { id, conversation, transcript, parts }
}

function withOlder(now: Transcript, older: Transcript): Transcript {
  const first = now.messages[0]?.seq ?? 0
  const before = older.messages.filter(({ seq }) => seq < first)
  return { messages: [...before, ...now.messages], older: older.older }
}
