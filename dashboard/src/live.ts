import { readEventStream } from '../../sdk/src/event-stream.ts'
import type { EventBody, PresenceBody } from '../../server/src/surfaces/manage/wire.ts'
import { readProblem } from './api/problem.ts'

export type LiveState =
  | { phase: 'connecting' }
  | { phase: 'live' }
  | { phase: 'waiting'; until: number }
  | { phase: 'signed-out' }

export type LiveListener = {
  onEvent(event: EventBody): void
  /** Events before `seq` are missing: what is on screen is to be read anew. */
  onRefresh(seq: number): void
  /** Somebody came, changed or went; after each opening everybody who is here comes first. */
  onPresence(present: PresenceBody): void
  /** The line is alive: at every event, and at the server's heartbeat in between. */
  onPulse(): void
  onState(state: LiveState): void
}
export type Live = { retryNow(): void; close(): void }

// The server's heartbeat comes every 15 s: two missed and a bit is a dead line.
const SILENCE = 35_000
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

/** Keeps one event stream open from `after` on, resuming after the last event seen, until it is closed or signed out. */
export function openLive(listener: LiveListener, after: number): Live {
  const closing = new AbortController()
  let wake = (): void => {}
  let seq = after

  async function keepOpen(): Promise<void> {
    let failures = 0
    listener.onState({ phase: 'connecting' })
    while (!closing.signal.aborted) {
      const asked = await stream(closing.signal, seq, {
        onOpen() {
          failures = 0
          listener.onState({ phase: 'live' })
        },
        onPlace(place) {
          seq = place
        },
        onEvent: listener.onEvent,
        onRefresh: listener.onRefresh,
        onPresence: listener.onPresence,
        onPulse: listener.onPulse,
      })
      if (closing.signal.aborted) return
      if (asked === 'signed-out') return listener.onState({ phase: 'signed-out' })
      const wait = Math.max(asked, jittered(failures++))
      listener.onState({ phase: 'waiting', until: Date.now() + wait })
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, wait)
      })
    }
  }

  const retryNow = (): void => wake()
  window.addEventListener('online', retryNow, { signal: closing.signal })
  void keepOpen()
  return {
    retryNow,
    close() {
      closing.abort()
      wake()
    },
  }
}

type StreamListener = Omit<LiveListener, 'onState'> & { onOpen(): void; onPlace(seq: number): void }

/** Ends when the line does, and answers how many milliseconds the server asked to be left alone. */
async function stream(
  closing: AbortSignal,
  after: number,
  listener: StreamListener,
): Promise<number | 'signed-out'> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE)
  const headers = { accept: 'text/event-stream', 'last-event-id': String(after) }
  try {
    const signal = AbortSignal.any([closing, silence.signal])
    const response = await fetch('/api/manage/events', { headers, signal, cache: 'no-store' })
    if (response.status === 401) return 'signed-out'
    if (!response.ok || response.body === null) return ((await readProblem(response)).retryAfter ?? 0) * 1_000
    listener.onOpen()
    for await (const entry of readEventStream(response.body)) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE)
      listener.onPulse()
      if (entry?.id) listener.onPlace(Number(entry.id))
      if (!entry?.data) continue
      if (entry.event === 'presence') listener.onPresence(JSON.parse(entry.data))
      else if (entry.event === 'refresh') listener.onRefresh(Number(entry.id))
      // Without an id it is no event of the list, but something a newer server says by the way.
      else if (entry.id) listener.onEvent(JSON.parse(entry.data))
    }
    return 0
  } catch {
    // Whatever broke the line, the cure is the same: wait, then resume after the last event seen.
    return 0
  } finally {
    clearTimeout(timer)
  }
}

function jittered(failures: number): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)
  return longest / 2 + (Math.random() * longest) / 2
}
