// Tells the team that somebody is writing: not at every key, and not forever.

/** The server forgets it after 45 s unless it is said again. */
const AGAIN_AFTER = 20_000
const PAUSE_ENDS_IT = 8_000

export function typist(say: (typing: boolean, length: number) => void) {
  let saidAt: number | null = null
  let pause: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(pause)
    if (saidAt !== null) say(false, 0)
    saidAt = null
  }

  return {
    typed(length: number): void {
      clearTimeout(pause)
      if (length === 0) {
        stop()
        return
      }
      pause = setTimeout(stop, PAUSE_ENDS_IT)
      if (saidAt !== null && Date.now() - saidAt < AGAIN_AFTER) return
      saidAt = Date.now()
      say(true, length)
    },

    /** The message itself says that it was written. */
    sent(): void {
      clearTimeout(pause)
      saidAt = null
    },
  }
}
