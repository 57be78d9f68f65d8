// Tells the team that somebody is writing: not at every key, and not forever.

/** The server forgets it after 45 s unless it is said again. */
const AGAIN_AFTER = 20_000
const PAUSE_ENDS_IT = 8_000

/** @param say resolves once the server has heard it, or cannot. One at a time: two may overtake each other on their way. */
export function typist(say: (typing: boolean, length: number) => Promise<unknown>) {
  let saidAt: number | null = null
  let pause: ReturnType<typeof setTimeout> | undefined
  let isSaying = false
  let next: [typing: boolean, length: number] | undefined

  async function tell(typing: boolean, length: number): Promise<void> {
    if (isSaying) {
      next = [typing, length]
      return
    }
    isSaying = true
    await say(typing, length)
    isSaying = false
    const then = next
    next = undefined
    if (then) await tell(...then)
  }

  function stop(): void {
    clearTimeout(pause)
    if (saidAt !== null) void tell(false, 0)
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
      void tell(true, length)
    },

    /** The message itself says that it was written; unless what was said of its writing comes after it. */
    sent(): void {
      clearTimeout(pause)
      saidAt = null
      if (isSaying) next = [false, 0]
    },
  }
}
