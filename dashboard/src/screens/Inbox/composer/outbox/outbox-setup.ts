// For tests: tabs with an outbox each, on a clock that is wound by hand.
import { afterEach, beforeEach, vi } from 'vitest'
import type { Problem } from '../../../../api/problem.ts'
import { flakyServer, type Weather } from './flaky-server.ts'
import { type Outbox, type OutboxParts, openOutbox } from './outbox.ts'
import type { Shelf } from './outbox-storage.ts'
import type { FollowUp } from './outgoing.ts'
import { postMessage } from './post-message.ts'

export const HOLD = 5_000
export const ME = 'noor'

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
export const phases = (outbox: Outbox) => outbox.list().map(({ state }) => state.phase)

/** Once a file. */
export function outboxSetup() {
  const open: Outbox[] = []
  /** What was done to which conversation after a message, and how often that is to fail before. */
  const followed: [string, readonly FollowUp[]][] = []
  const followFails: Problem[] = []

  beforeEach(() => {
    vi.useFakeTimers()
    followed.length = 0
    followFails.length = 0
  })
  afterEach(() => {
    for (const outbox of open.splice(0)) outbox.close()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  return {
    followed,
    followFails,
    tab(shelf: Shelf, parts: Partial<OutboxParts> = {}): Outbox {
      const outbox = openOutbox({
        shelf,
        me: ME,
        post: postMessage,
        async follow(conversation, actions) {
          followed.push([conversation, actions])
          const failure = followFails.shift()
          if (failure) throw failure
        },
        ...parts,
      })
      open.push(outbox)
      return outbox
    },
    flaky(weather: Weather[]) {
      const server = flakyServer(weather)
      vi.stubGlobal('fetch', server.fetch)
      return server
    },
  }
}
