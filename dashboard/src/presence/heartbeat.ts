import type { Doing } from '../api/presence.ts'

const EVERY = 20_000
/** Walking through the list with a key pressed says where one stops. */
const SETTLE = 250

export type Heartbeat = {
  /** Said soon when it is new, and again every 20 s. */
  set(doing: Doing): void
  /** The line just proved alive. A hidden tab's timers may rest for a minute, but its line does not. */
  pulse(): void
  stop(): void
}

export function keepSaying(say: (doing: Doing) => void): Heartbeat {
  let doing: Doing | null = null
  let said = 0
  let settling: ReturnType<typeof setTimeout> | undefined

  const speak = (): void => {
    if (doing === null) return
    clearTimeout(settling)
    said = Date.now()
    say(doing)
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
