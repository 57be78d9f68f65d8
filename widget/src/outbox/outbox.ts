// Sends letters, one after the other, until the server has each of them once. They are stored before they are sent, so
// that neither a closed tab nor a dead server loses one; tried again under the same id, so that it is there once.
import { type Letter, type Outcome, randomId, type SentFile } from './letter.ts'
import { began, due, inOrder, left, reachable, retried, settled, stillGoing } from './queue.ts'
import { letterShelf, type Shelf } from './shelf.ts'

/** A timer takes 32 bits; one that rings early only looks again. */
const LONGEST_TIMER = 60_000

export type OutboxParts = {
  shelf: Shelf | null
  prefix: string
  tab: string
  post(letter: Letter): Promise<Outcome>
  /** @param here whether this tab changed them: others want to know then. */
  changed(letters: readonly Letter[], here: boolean): void
}

export type Outbox = ReturnType<typeof openOutbox>

export function openOutbox({ shelf, prefix, tab, post, changed }: OutboxParts) {
  const letters = letterShelf(shelf, prefix)
  const inFlight = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastWritten = 0
  let closed = false

  const list = (): Letter[] => inOrder(letters.read())
  const find = (id: string): Letter | undefined => letters.read().find((letter) => letter.id === id)

  function tell(here = true): void {
    if (!closed) changed(list(), here)
  }

  function write(letter: Letter): void {
    letters.write(letter)
    tell()
  }

  function pump(): void {
    clearTimeout(timer)
    if (closed) return
    const { now: going, next } = due(letters.read(), tab, Date.now())
    const fresh = going.filter(({ id }) => !inFlight.has(id))
    for (const letter of fresh) void attempt(letter)
    if (next !== null) timer = setTimeout(pump, Math.min(next - Date.now(), LONGEST_TIMER))
  }

  async function attempt(letter: Letter): Promise<void> {
    inFlight.add(letter.id)
    write(began(letter, tab, Date.now()))
    const outcome = await post(letter)
    inFlight.delete(letter.id)
    // Logging out, or another tab, may have settled it meanwhile.
    const now = find(letter.id)
    if (!closed && now?.state.phase === 'sending') write(settled(now, outcome, Date.now(), Math.random()))
    pump()
  }

  // The page before this one, in the same tab, is not sending any more, and may have been heard: it is asked again.
  for (const letter of letters.read())
    if (letter.tab === tab && letter.state.phase === 'sending') letters.write(left(letter, Date.now()))
  pump()
  return {
    list,

    send(text: string, files: readonly SentFile[] = [], id = randomId()): Letter {
      // Later than the one before, also within a millisecond: the order is the time.
      lastWritten = Math.max(Date.now(), lastWritten + 1)
      const state = { phase: 'pending', attempts: 0, notBefore: 0, why: null } as const
      const letter: Letter = { id, text, files, writtenAt: lastWritten, tab, state }
      write(letter)
      pump()
      return letter
    },

    /** All that waits or failed, or one. */
    retry(id?: string): void {
      for (const letter of letters.read())
        if (id === undefined ? letter.state.phase === 'pending' : letter.id === id)
          letters.write(retried(letter, tab, Date.now()))
      tell()
      pump()
    },

    /** The server answers again. */
    reachable(): void {
      for (const letter of letters.read()) {
        const next = reachable(letter, Date.now())
        if (next !== letter) letters.write(next)
      }
      tell()
      pump()
    },

    /** An upload that takes long is not one that was given up. */
    stillGoing(id: string): void {
      const letter = find(id)
      if (letter) letters.write(stillGoing(letter, Date.now()))
    },

    /** Only what the server will not have: anything else it may have stored, and it would be there twice. */
    takeBack(id: string): Letter | null {
      const letter = find(id)
      if (letter?.state.phase !== 'failed') return null
      letters.remove(id)
      tell()
      pump()
      return letter
    },

    /** The conversation shows these now. */
    arrived(ids: ReadonlySet<string>): void {
      const there = letters.read().filter(({ id }) => ids.has(id))
      for (const { id } of there) letters.remove(id)
      if (there.length > 0) tell()
      pump()
    },

    /** Another tab wrote. */
    reread(): void {
      tell(false)
      pump()
    },

    clear(): void {
      letters.clear()
      tell()
    },

    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
