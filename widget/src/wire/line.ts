// The one line to the server: a stream that is opened again whenever it ends, from the place it had come to.
import { readEventStream, type StreamEntry } from '../../../sdk/src/event-stream.ts'

export type LineState = { phase: 'connecting' } | { phase: 'live' } | { phase: 'down'; until: number }

export type LineParts = {
  connect(after: number, signal: AbortSignal): Promise<Response>
  /** Where to go on from. */
  after(): number
  onEntry(entry: StreamEntry): void
  onState(state: LineState): void
  /** The server knows of no such conversation (any more): the line is closed. */
  onGone(): void
}

export type Line = { retryNow(): void; wake(): void; close(): void }

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000
/** The server sends a comment every 15 s: twice that and a bit, and the line is dead, whatever TCP believes. */
const SILENCE = 35_000
/** After a sleep timers are late. What was quiet for so long is asked anew instead of trusted. */
const DOUBT = 20_000

export function openLine({ connect, after, onEntry, onState, onGone }: LineParts): Line {
  let attempts = 0
  let heard = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined
  let closed = false

  async function run(): Promise<void> {
    clearTimeout(timer)
    running?.abort()
    const mine = new AbortController()
    running = mine
    onState({ phase: 'connecting' })
    heard = Date.now()
    const watch = setInterval(() => Date.now() - heard > SILENCE && mine.abort(), 5_000)
    let wait: number | null = null
    try {
      const answer = await connect(after(), mine.signal)
      if (answer.status === 404) {
        close()
        return onGone()
      }
      if (!answer.ok || !answer.body) throw new Refused(retryAfter(answer))
      for await (const entry of readEventStream(answer.body)) {
        if (mine.signal.aborted) break
        heard = Date.now()
        attempts = 0
        if (entry) onEntry(entry)
        // The first word of a stream is its place: everything before it was said.
        onState({ phase: 'live' })
      }
    } catch (error) {
      // However it ended, it is opened again; only a server that named a time is waited for.
      if (error instanceof Refused) wait = error.wait
    } finally {
      clearInterval(watch)
    }
    if (running === mine && !closed) again(wait)
  }

  function again(named: number | null): void {
    const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts)
    attempts++
    const wait = named ?? backoff * (0.75 + Math.random() / 2)
    onState({ phase: 'down', until: Date.now() + wait })
    timer = setTimeout(() => void run(), wait)
  }

  function close(): void {
    closed = true
    clearTimeout(timer)
    running?.abort()
  }

  void run()
  return {
    close,

    retryNow(): void {
      if (!closed) void run()
    },

    /** The lid was opened, the page was looked at again, the network came back. */
    wake(): void {
      if (!closed && Date.now() - heard > DOUBT) void run()
    },
  }
}

class Refused extends Error {
  readonly wait: number | null
  constructor(wait: number | null) {
    super('the stream was refused')
    this.wait = wait
  }
}

function retryAfter(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.max(FIRST_WAIT, seconds * 1_000) : null
}
