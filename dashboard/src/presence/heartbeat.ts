import type { Doing } from '../api/presence.ts'

const EVERY = 20_000
/** Walking through the list with a key pressed says where one stops. */
const SETTLE = 250
/** A word that takes longer is waited for no more: others forget after 45 s who says nothing. */
const LATE = 10_000

export type Heartbeat = {
  /** Said soon when it is new, and again every 20 s. */
  set(doing: Doing): void
  /** The line just proved alive. A hidden tab's timers may rest for a minute, but its line does not. */
  pulse(): void
  stop(): void
}

/**
 * One word at a time: one that arrives after a later one would hold for 20 s. What changes meanwhile is said next.
 * @param say bears by itself that a word may fail.
 */
export function keepSaying(say: (doing: Doing) => Promise<void>): Heartbeat {
  let doing: Doing | null = null
  let said = 0
  let settling: ReturnType<typeof setTimeout> | undefined
  let underWay: Promise<void> | null = null
  let again = false

  const speak = (): void => {
    if (doing === null) return
    clearTimeout(settling)
    again = underWay !== null && Date.now() - said < LATE
    if (again) return
    said = Date.now()
    const word = say(doing)
    underWay = word
    void word.finally(() => {
      if (underWay !== word) return
      underWay = null
      if (again) speak()
    })
  }
  const timer = setInterval(speak, EVERY)
  return {
    set(next) {
      if (doing !== null && same(doing, next)) return
      doing = next
      clearTimeout(settling)
      settling = setTimeout(speak, SETTLE)
    },
    pulse() {
      if (said > 0 && Date.now() - said >= EVERY) speak()
    },
    stop() {
      doing = null
      clearTimeout(settling)
      clearInterval(timer)
    },
  }
}

function same(a: Doing, b: Doing): boolean {
  return (
    a.status === b.status &&
    a.conversation_id === b.conversation_id &&
    a.typing === b.typing &&
    a.draft_kind === b.draft_kind &&
    a.draft_length === b.draft_length
  )
}
