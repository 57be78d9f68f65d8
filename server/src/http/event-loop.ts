// How far behind this thread is. A timer that comes late says it: what came late for it, comes late for every request.
import type { FastifyBaseLogger } from 'fastify'

const LOOK_EVERY = 100
/** From here on writes are refused, in milliseconds late. */
const LATE = 200
/** Reads are cheaper, and a person sits in front of them: they are refused later. */
const VERY_LATE = 500
/** One late look is a pause (a collection of garbage, one heavy request), after which all is well; two are overload. */
const LOOKS_TO_START = 2
/** And it is over when this many in a row came less than half as late, so that the door does not flap. */
const LOOKS_TO_STOP = 5

export type EventLoop = {
  isLate(): boolean
  isVeryLate(): boolean
  /** How late the last look came, in seconds. */
  lag(): number
  /** Nothing is measured before. */
  start(): void
  stop(): void
}

/** Ten looks a second, and two comparisons a request: `monitorEventLoopDelay` wants a histogram read and reset instead. */
export function watchEventLoop(log: Pick<FastifyBaseLogger, 'warn' | 'info'>): EventLoop {
  const [late, veryLate] = [latch(LATE), latch(VERY_LATE)]
  let timer: NodeJS.Timeout | undefined
  let last = 0
  let behind = 0

  function look(): void {
    const now = performance.now()
    behind = Math.max(0, now - last - LOOK_EVERY)
    last = now
    const wasLate = late.isSet()
    late.take(behind)
    veryLate.take(behind)
    if (late.isSet() === wasLate) return
    if (wasLate) log.info({}, 'the event loop keeps up again: requests are taken')
    else log.warn({ lateMs: Math.round(behind) }, 'the event loop is late: requests are refused')
  }

  return {
    isLate: late.isSet,
    isVeryLate: veryLate.isSet,
    lag: () => behind / 1_000,
    start() {
      last = performance.now()
      timer ??= setInterval(look, LOOK_EVERY).unref()
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}

/** Set by {@link LOOKS_TO_START} readings in a row above the limit, freed by {@link LOOKS_TO_STOP} below half of it. */
export function latch(limit: number): { take(reading: number): void; isSet(): boolean } {
  let set = false
  let inRow = 0
  return {
    isSet: () => set,
    take(reading) {
      const turns = set ? reading < limit / 2 : reading > limit
      inRow = turns ? inRow + 1 : 0
      if (inRow < (set ? LOOKS_TO_STOP : LOOKS_TO_START)) return
      set = !set
      inRow = 0
    },
  }
}
