// One stream per browser: of the tabs of one site the one that holds the lock listens and tells the others. What they
// tell one another stays within the page's origin and never carries the visitor's token.
import type { StreamEntry } from '../../../sdk/src/event-stream.ts'
import type { LineState } from '../wire/line.ts'
import type { Message } from '../wire/shapes.ts'

export type Word =
  | { is: 'entry'; entry: StreamEntry }
  | { is: 'line'; state: LineState }
  /** For a tab that just came: all there is. */
  | { is: 'said'; messages: readonly Message[]; seen: number }
  /** Letters or session changed in storage. */
  | { is: 'stored' }
  | { is: 'logged-out' }
  | { is: 'who-leads' }
  | { is: 'retry' }

export type Tabs = { tell(word: Word): void; wake(): void; close(): void }

type TabsParts = {
  name: string
  hear(word: Word): void
  /** From now on this tab listens for all; aborted when another one took over. */
  lead(signal: AbortSignal): void
}

/** A leader answers at once; one that does not is asleep, as phones put tabs to sleep with the lock in their hands. */
const ANSWERS_WITHIN = 1_500

export function openTabs({ name, hear, lead }: TabsParts): Tabs {
  // Locks exist only on https and localhost, and both only in recent browsers: elsewhere every tab listens for itself.
  const alone = !('locks' in navigator) || typeof BroadcastChannel === 'undefined'
  const closing = new AbortController()
  let leading = false
  let doubt: ReturnType<typeof setTimeout> | undefined

  if (alone) {
    // Not before whoever opens the tabs has them in hand.
    queueMicrotask(() => lead(closing.signal))
    return { tell: () => undefined, wake: () => undefined, close: () => closing.abort() }
  }

  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.is === 'said') clearTimeout(doubt)
    hear(data)
  }

  function queue(steal: boolean): void {
    const options = steal ? { steal } : { signal: closing.signal }
    const asked = navigator.locks.request(name, options, async () => {
      if (closing.signal.aborted) return
      const mine = new AbortController()
      leading = true
      lead(mine.signal)
      // Held until the page is done with it, or somebody else takes it, which rejects the request as a whole.
      await new Promise<void>((resolve) => {
        closing.signal.addEventListener('abort', () => {
          mine.abort()
          resolve()
        })
        taken = () => mine.abort()
      })
    })
    asked.catch(() => {
      if (closing.signal.aborted) return
      leading = false
      taken()
      queue(false)
    })
  }
  let taken: () => void = () => undefined

  function tell(word: Word): void {
    if (!closing.signal.aborted) channel.postMessage(word)
  }

  /** If nobody leads it on, this tab does. */
  function wake(): void {
    if (leading || closing.signal.aborted) return
    clearTimeout(doubt)
    tell({ is: 'who-leads' })
    doubt = setTimeout(() => leading || queue(true), ANSWERS_WITHIN)
  }

  queue(false)
  wake()
  return {
    tell,
    wake,

    close(): void {
      clearTimeout(doubt)
      closing.abort()
      channel.close()
    },
  }
}
