// What starting up and load leave behind: the young generation at its largest, code that ran once, what died old. V8 never
// makes the first small again by itself. The rest it looks through as soon as nothing happens ("memory reducer"), and whoever
// only paused comes back to code that must be compiled again: hence `--no-memory-reducer`, and this, which waits longer.
import { getHeapStatistics } from 'node:v8'
import { runInNewContext } from 'node:vm'

const LOOK_EVERY = 1_000
/** The share of its time a thread may be busy and still be called quiet. */
const QUIET = 0.1
/** Looks in a row: after the start, and after a load. */
const AT_FIRST = 1
const LATER = 60
/** Bytes. For less it is not worth standing still. */
const WORTH_IT = 16 * 1_048_576

/**
 * Gives it back in the first quiet second of the calling thread, and later in each quiet minute of which its memory is
 * 16 MB larger than the last time left it. The thread stands still for that, for 30 to 90 ms.
 */
export function giveBackWhenQuiet(giveBack = collectAll): void {
  let last = performance.eventLoopUtilization()
  let quiet = 0
  let left: number | undefined
  setInterval(() => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    quiet = utilization > QUIET ? 0 : quiet + 1
    if (quiet < (left === undefined ? AT_FIRST : LATER)) return
    if (left !== undefined && held() < left + WORTH_IT) return
    giveBack()
    left = held()
  }, LOOK_EVERY).unref()
}

/** Bytes of the calling thread's heap, and of buffers that something in it keeps. */
function held(): number {
  const { total_physical_size, external_memory } = getHeapStatistics()
  return total_physical_size + external_memory
}

/** Of all kinds of collection only this one makes the young generation small again; it grows back under load. */
export function collectAll(): void {
  // Where `--expose-gc` came too late for the thread's own globals, a new context has it. `bin/parley.js` sets it.
  const gc: NodeJS.GCFunction | undefined = runInNewContext('globalThis.gc')
  gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}
