// Where a message is between the key that sends it and the server that has it. Kept in the browser's storage, so that
// neither a closed tab nor a dead server loses it; tried again with the same key, so that it is stored once.
import type { MessageBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { asProblem } from '../../../../api/problem.ts'
import { letterShelf, type Shelf } from './outbox-storage.ts'
import {
  type Follow,
  type FollowUp,
  hasNotFollowed,
  type Letter,
  newId,
  type Outgoing,
  type Phase,
  type Why,
} from './outgoing.ts'
import { type Outcome, whyOf } from './post-message.ts'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000
/** A tab that is gone undoes nothing any more. */
const ORPHAN = 10_000
/** Longer than an attempt lasts: whoever made it is gone. */
const STALE = 20_000
/** The page that said "keepalive" got no answer to read; the next one asks. */
const LEFT = 2_000
/** What is sent stays until the thread shows it, or nobody looks at that thread. */
const LINGER = 10_000
/** To close a conversation an hour late could close one that has a new question in it. */
const FOLLOW_FOR = 60_000

export type OutboxParts = {
  shelf: Shelf
  /** Of the teammate, who is alone with their letters in a shared browser. */
  me: string
  post(letter: Outgoing, keepalive?: boolean): Promise<Outcome>
  follow(conversation: string, actions: readonly FollowUp[]): Promise<void>
}

export type Outbox = ReturnType<typeof openOutbox>

export function openOutbox({ shelf, me, post, follow }: OutboxParts) {
  const tab = newId()
  const letters = letterShelf(shelf, `parley.outbox.${me}`)
  const listeners = new Set<() => void>()
  const inFlight = new Set<string>()
  /** A cache: the letters that messages of this visit came from. */
  const cameFrom = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  function changed(): void {
    for (const listener of listeners) listener()
    pump()
  }

  function write(list: Outgoing[]): void {
    letters.write(list)
    changed()
  }

  function find(id: string): Outgoing | undefined {
    return letters.read().find((letter) => letter.id === id)
  }

  function setState(id: string, state: Phase): void {
    write(letters.read().map((letter) => (letter.id === id ? { ...letter, state } : letter)))
  }

  function remove(id: string): void {
    write(letters.read().filter((letter) => letter.id !== id))
  }

  /** Whatever is due is dealt with now; for the rest a timer. */
  function pump(): void {
    clearTimeout(timer)
    if (closed) return
    const now = Date.now()
    const list = letters.read()
    let next = Number.POSITIVE_INFINITY
    for (const [place, letter] of list.entries()) {
      if (inFlight.has(letter.id)) continue
      // In the order they were written: an answer that overtakes the one before it makes no sense.
      if (list.slice(0, place).some((before) => isAhead(before, letter))) continue
      const due = dueAt(letter.state, tab)
      if (due <= now) void deal(letter)
      else next = Math.min(next, due)
    }
    // What was dealt with pumped by itself. A timer takes 32 bits; one that rings early only looks again.
    clearTimeout(timer)
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(pump, Math.min(next - now, 60_000))
  }

  async function deal(letter: Outgoing): Promise<void> {
    const { state } = letter
    if (state.phase !== 'sent') return await attempt(letter)
    if (typeof state.follow === 'object' && 'until' in state.follow) return await conclude(letter)
    remove(letter.id)
  }

  async function attempt(letter: Outgoing): Promise<void> {
    const attempts = attemptsOf(letter.state) + 1
    inFlight.add(letter.id)
    setState(letter.id, { phase: 'sending', since: Date.now(), by: tab, attempts })
    const outcome = await post(letter)
    inFlight.delete(letter.id)
    // Another tab may have settled it by now.
    if (find(letter.id)?.state.phase === 'sending') settle(letter, attempts, outcome)
    else pump()
  }

  function settle(letter: Outgoing, attempts: number, outcome: Outcome): void {
    const now = Date.now()
    if (outcome.is === 'later') {
      const wait = outcome.after ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1))
      const until = now + Math.max(wait, FIRST_WAIT)
      setState(letter.id, { phase: 'waiting', until, attempts, why: outcome.why })
    } else if (outcome.is === 'sent') {
      const follow: Follow = letter.after.length > 0 ? { until: now } : 'none'
      cameFrom.set(outcome.message, letter.id)
      setState(letter.id, { phase: 'sent', at: now, message: outcome.message, attempts, follow })
    } else refused(letter, attempts, outcome.why, outcome.newer)
  }

  function refused(letter: Outgoing, attempts: number, why: Why, newer: MessageBody[]): void {
    const last = newer.at(-1)
    const onlyOwn = newer.every(({ kind, author }) => kind !== 'message' || author.id === me)
    if (!last || !onlyOwn || letter.seenSeq === null || last.seq <= letter.seenSeq)
      setState(letter.id, { phase: 'returned', why, newer })
    else {
      // What came between is what they sent themselves, a moment ago or in another tab: they have seen it.
      const state: Phase = { phase: 'waiting', until: Date.now(), attempts, why }
      const next = { ...letter, seenSeq: last.seq, state }
      write(letters.read().map((other) => (other.id === letter.id ? next : other)))
    }
  }

  async function conclude(letter: Outgoing): Promise<void> {
    const { state } = letter
    if (state.phase !== 'sent') return
    inFlight.add(letter.id)
    let next: Follow = 'done'
    try {
      await follow(letter.conversation, letter.after)
    } catch (error) {
      const problem = asProblem(error)
      const again = problem.status === 0 || problem.status === 429 || problem.status >= 500
      const late = Date.now() - state.at > FOLLOW_FOR
      next = again && !late ? { until: Date.now() + 2_000 } : { failed: whyOf(problem) }
    }
    inFlight.delete(letter.id)
    if (find(letter.id)) setState(letter.id, { ...state, at: settledAt(state.at, next), follow: next })
    else pump()
  }

  pump()
  return {
    list: (): readonly Outgoing[] => letters.read(),

    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** @param key of a letter that was taken back after an attempt: the server may have it already. */
    send(letter: Letter, hold: number, key: string | null = null): string {
      const id = key ?? newId()
      const now = Date.now()
      const state: Phase = { phase: 'held', until: now + hold, by: tab }
      write([...letters.read().filter((other) => other.id !== id), { ...letter, id, writtenAt: now, state }])
      return id
    },

    /** Null when it is too late: it may be on its way. */
    undo(id: string): Outgoing | null {
      const letter = find(id)
      if (letter?.state.phase !== 'held') return null
      remove(id)
      return letter
    },

    /**
     * Gives back what was refused, or what waits. Of what waits the key must be kept: with it, what was stored unheard is
     * not stored again.
     */
    takeBack(id: string): Outgoing | null {
      const letter = find(id)
      if (letter?.state.phase !== 'returned' && letter?.state.phase !== 'waiting') return null
      remove(id)
      return letter
    },

    /** All that waits, or one. */
    retryNow(id: string | null = null): void {
      const now = Date.now()
      write(
        letters.read().map((letter): Outgoing => {
          const { state } = letter
          if (id !== null && letter.id !== id) return letter
          if (state.phase === 'waiting') return { ...letter, state: { ...state, until: now } }
          if (state.phase === 'sent' && hasNotFollowed(state.follow) && id)
            return { ...letter, state: { ...state, at: now, follow: { until: now } } }
          return letter
        }),
      )
    },

    /** What did not follow is let be. */
    dismiss(id: string): void {
      if (find(id)?.state.phase === 'sent') remove(id)
    },

    /** The thread shows these messages now. */
    arrived(messages: ReadonlySet<string>): void {
      const list = letters.read()
      const rest = list.filter(({ id, state }) => {
        if (state.phase !== 'sent' || !messages.has(state.message)) return true
        cameFrom.set(state.message, id)
        return typeof state.follow === 'object'
      })
      if (rest.length < list.length) write(rest)
    },

    /** The letter that a message came from, also after all is done with it. */
    cameFrom: (message: string): string | undefined => cameFrom.get(message),

    /** The page is left: what can no longer be undone goes at once, and outlives the page. */
    leave(): void {
      const list = letters.read()
      const going = list.filter(({ state }) => state.phase === 'held' && state.by === tab)
      if (going.length === 0) return
      const ids = new Set(going.map(({ id }) => id))
      const why = { status: 0, code: 'left', detail: '' }
      const state: Phase = { phase: 'waiting', until: Date.now() + LEFT, attempts: 1, why }
      // Of several to one conversation the first: the others must not overtake it, and wait for the next page.
      for (const letter of going)
        if (!list.slice(0, list.indexOf(letter)).some((before) => isAhead(before, letter)))
          void post(letter, true)
      write(list.map((letter) => (ids.has(letter.id) ? { ...letter, state } : letter)))
    },

    /** Another tab wrote. */
    reread: changed,

    close(): void {
      closed = true
      clearTimeout(timer)
      listeners.clear()
    },
  }
}

function isAhead(before: Outgoing, letter: Outgoing): boolean {
  const { phase } = before.state
  return (
    before.conversation === letter.conversation &&
    (phase === 'held' || phase === 'sending' || phase === 'waiting')
  )
}

function dueAt(state: Phase, tab: string): number {
  if (state.phase === 'held') return state.by === tab ? state.until : state.until + ORPHAN
  if (state.phase === 'sending') return state.since + STALE
  if (state.phase === 'waiting') return state.until
  if (state.phase === 'returned') return Number.POSITIVE_INFINITY
  if (state.follow === 'none' || state.follow === 'done') return state.at + LINGER
  return 'until' in state.follow ? state.follow.until : Number.POSITIVE_INFINITY
}

function attemptsOf(state: Phase): number {
  return 'attempts' in state ? state.attempts : 0
}

/** Once all is done, it lingers from then on. */
function settledAt(at: number, follow: Follow): number {
  return follow === 'done' ? Date.now() : at
}
