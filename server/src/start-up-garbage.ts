// What starting up leaves behind: the young generation grew to its limit while modules were loaded, and code that ran once
// is still there. A quiet V8 keeps all of it. Given back it is 22 MB of the main thread and 15 of the writer's.
import { runInNewContext } from 'node:vm'

const LOOK_EVERY = 1_000
/** The share of its time a thread may be busy and still be called quiet. */
const QUIET = 0.1

/** Gives it back in the first quiet second of the calling thread, which then stands still once, for 30 to 90 ms. */
export function giveBackStartUpGarbage(): void {
  whenQuiet(collectAll)
}

/** Calls `work` once, at the end of the first second in which this thread had next to nothing to do. */
export function whenQuiet(work: () => void): void {
  let last = performance.eventLoopUtilization()
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    if (utilization > QUIET) return
    clearInterval(timer)
    work()
  }, LOOK_EVERY).unref()
}

/** Of all kinds of collection only this one makes the young generation small again; it grows back under load. */
export function collectAll(): void {
  // Where `--expose-gc` came too late for the thread's own globals, a new context has it. `bin/parley.js` sets it.
  const gc: NodeJS.GCFunction | undefined = runInNewContext('globalThis.gc')
  gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}
