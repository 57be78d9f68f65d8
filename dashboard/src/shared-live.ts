import type { EventBody, PresenceBody } from '../../server/src/surfaces/manage/wire.ts'
import { sayPresence } from './api/presence.ts'
import { type Live, type LiveListener, type LiveState, openLive } from './live.ts'
import { tellEvent } from './live-events.ts'
import { keepSaying } from './presence/heartbeat.ts'
import { withChange } from './presence/present.ts'
import { doingOf, type Here, type Tab } from './presence/tabs.ts'

type Word =
  | { event: EventBody }
  | { refresh: number }
  | { state: LiveState; present: PresenceBody[] }
  | { present: PresenceBody[] }
  | { tab: string; here: Here; since: number }
  | { left: string }
  | 'what-is-it'
  | 'where-are-you'
  | 'retry'

/** Of the line itself; what comes over it is told by `live-events.ts`. */
type SharedListener = {
  onPresent(present: readonly PresenceBody[]): void
  onState(state: LiveState): void
}

export type SharedLive = Live & {
  /** What this tab shows; the tab that holds the stream tells the server for all of them. */
  here(here: Here): void
}

const NAME = 'parley-live'
/** A tab that crashed says no goodbye: without an answer for three rounds it is gone. */
const TAB_GONE = 60_000

/**
 * One stream per browser: the tab that holds the lock listens and tells the others. HTTP/1.1 gives a
 * browser six connections to an origin, so six tabs with a stream each would leave none for requests.
 * @param after the newest event before anything that is on screen was read.
 */
export function shareLive(listener: SharedListener, after: number): SharedLive {
  // Web Locks exist only on https and localhost; elsewhere every tab listens for itself.
  const alone = !('locks' in navigator)
  const channel = alone ? null : new BroadcastChannel(NAME)
  const closing = new AbortController()
  // Not randomUUID, which plain http does not have.
  const me = `${Date.now()} ${Math.random()}`
  const tabs = new Map<string, Tab>()
  let seq = after
  /** Whatever is on screen was read after the place the line begins at, and nothing kept it from being read. */
  let unbroken = true
  let state: LiveState = { phase: 'connecting' }
  let present: PresenceBody[] = []
  let own: Live | null = null
  const heartbeat = keepSaying((doing) => {
    tell('where-are-you')
    // The next one is 20 s away, and who is not heard is not here: nothing to tell anybody.
    return sayPresence(doing).catch(() => undefined)
  })

  function tell(word: Word): void {
    if (!closing.signal.aborted) channel?.postMessage(word)
  }

  function heardEvent(event: EventBody): void {
    seq = event.seq
    tellEvent(event)
  }

  function heardRefresh(to: number): void {
    seq = to
    tellEvent('opened')
  }

  function heardPresent(next: PresenceBody[]): void {
    present = next
    listener.onPresent(next)
  }

  function heardState(next: LiveState): void {
    // Said again for a tab that just arrived: nothing changed for the others.
    if (next.phase === 'live' && state.phase === 'live') return
    state = next
    // Who is here is known only while the line is up; the stream says it anew.
    heardPresent([])
    listener.onState(next)
    if (next.phase === 'waiting') unbroken = false
    else if (next.phase === 'live' && !unbroken) tellEvent('opened')
  }

  function heardTab(tab: string, here: Here, since: number): void {
    tabs.set(tab, { ...here, since, heard: Date.now() })
    for (const [other, { heard }] of tabs)
      if (other !== me && Date.now() - heard > TAB_GONE) tabs.delete(other)
    sayWhere()
  }

  function sayWhere(): void {
    if (own !== null) heartbeat.set(doingOf(tabs.values()))
  }

  function sayHere(): void {
    const mine = tabs.get(me)
    if (mine) tell({ tab: me, here: mine, since: mine.since })
  }

  function hear(word: Word): void {
    if (word === 'retry') own?.retryNow()
    else if (word === 'what-is-it') own && tell({ state, present })
    else if (word === 'where-are-you') sayHere()
    else if ('event' in word) heardEvent(word.event)
    else if ('refresh' in word) heardRefresh(word.refresh)
    else if ('tab' in word) heardTab(word.tab, word.here, word.since)
    else if ('left' in word) {
      tabs.delete(word.left)
      sayWhere()
    } else {
      if ('state' in word) heardState(word.state)
      heardPresent(word.present)
    }
  }

  const leader: LiveListener = {
    onEvent(event) {
      heardEvent(event)
      tell({ event })
    },
    onRefresh(to) {
      heardRefresh(to)
      tell({ refresh: to })
    },
    onPresence(change) {
      heardPresent(withChange(present, change))
      tell({ present })
    },
    onPulse: heartbeat.pulse,
    onState(next) {
      heardState(next)
      tell({ state: next, present })
    },
  }

  async function lead(): Promise<void> {
    own = openLive(leader, seq)
    tell('where-are-you')
    sayWhere()
    await new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()))
    own.close()
  }

  const leave = (): void => tell({ left: me })
  window.addEventListener('pagehide', leave, { signal: closing.signal })
  listener.onState(state)
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Word>) => hear(data)
    tell('what-is-it')
    // Rejects only when the wait is called off by close(), which is what was wanted.
    navigator.locks.request(NAME, { signal: closing.signal }, lead).catch(() => undefined)
  } else void lead()
  return {
    retryNow: () => (own ? own.retryNow() : tell('retry')),
    here(here) {
      heardTab(me, here, Date.now())
      sayHere()
    },
    close() {
      leave()
      closing.abort()
      heartbeat.stop()
      channel?.close()
    },
  }
}
