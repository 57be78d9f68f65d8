import type { EventBody } from '../../server/src/surfaces/manage/wire.ts'
import { type Live, type LiveListener, type LiveState, openLive } from './live.ts'

type Word = { event: EventBody } | { state: LiveState } | 'what-is-it' | 'retry'

const NAME = 'parley-live'

/**
 * One stream per browser: the tab that holds the lock listens and tells the others. HTTP/1.1 gives a
 * browser six connections to an origin, so six tabs with a stream each would leave none for requests.
 */
export function shareLive(listener: LiveListener): Live {
  // Web Locks exist only on https and localhost; elsewhere every tab listens for itself.
  if (!('locks' in navigator)) return openLive(listener)

  const channel = new BroadcastChannel(NAME)
  const closing = new AbortController()
  let seq: number | null = null
  let state: LiveState = { phase: 'connecting' }
  let own: Live | null = null

  const heard: LiveListener = {
    onEvent(event) {
      seq = event.seq
      listener.onEvent(event)
    },
    onState(next) {
      // Said again for a tab that just arrived: nothing changed for the others.
      if (next.phase === 'live' && state.phase === 'live') return
      state = next
      listener.onState(next)
    },
  }
  const tell = (word: Word): void => {
    if (!closing.signal.aborted) channel.postMessage(word)
  }

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'retry') own?.retryNow()
    else if (data === 'what-is-it') own && tell({ state })
    else if ('event' in data) heard.onEvent(data.event)
    else heard.onState(data.state)
  }

  async function lead(): Promise<void> {
    own = openLive(
      {
        onEvent(event) {
          heard.onEvent(event)
          tell({ event })
        },
        onState(next) {
          heard.onState(next)
          tell({ state: next })
        },
      },
      seq,
    )
    await new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()))
    own.close()
  }

  listener.onState(state)
  tell('what-is-it')
  // Rejects only when the wait is called off by close(), which is what was wanted.
  navigator.locks.request(NAME, { signal: closing.signal }, lead).catch(() => undefined)
  return {
    retryNow: () => (own ? own.retryNow() : tell('retry')),
    close() {
      closing.abort()
      channel.close()
    },
  }
}
