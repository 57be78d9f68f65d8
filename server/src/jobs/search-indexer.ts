// Keeps what can be searched behind what was said, without being in anybody's way.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus } from '../bus/bus.ts'
import type { Core } from '../core/core.ts'
import type { OrgId } from '../core/ids.ts'
import { indexSome } from '../core/search/index-messages.ts'
import { organisationsBehind } from '../core/search/queries.ts'
import { MOVED } from '../core/spine/feed.ts'

/** What comes within it is written down together. */
const GATHER = 150
/** Finds what no hint told. */
const POLL = 5_000
/** Of the time, at most: nobody who writes must wait for what was written to be findable. */
const SHARE = 0.25
/** Beyond so many hints a second there is next to no time for it: who posts thousands finds them a while later. */
const BUSY_HINTS = 100
const REST_WHEN_BUSY = 1_000

export type SearchIndexer = {
  start(): void
  stop(): Promise<void>
}

type Options = {
  core: Core
  bus: Bus
  log: { error(facts: object, message: string): void }
}

export function searchIndexer({ core, bus, log }: Options): SearchIndexer {
  const behind = new Set<OrgId>()
  const stopping = new AbortController()
  let working: Promise<void> | undefined
  let poll: NodeJS.Timeout | undefined
  let unsubscribe = () => {}

  async function work(): Promise<void> {
    await pause(GATHER)
    for (const org of behind) {
      behind.delete(org)
      let began = performance.now()
      while (!stopping.signal.aborted && (await indexSome(core, org))) {
        const rest = ((performance.now() - began) * (1 - SHARE)) / SHARE
        await pause(isBusy() ? REST_WHEN_BUSY : rest)
        began = performance.now()
      }
    }
  }

  let second = 0
  let hints = 0
  let before = 0

  /** Counts by whole seconds; the one before counts too, for this one may just have begun. */
  function countHint(): void {
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second) {
      before = now === second + 1 ? hints : 0
      second = now
      hints = 0
    }
    hints++
  }

  function isBusy(): boolean {
    const old = Math.floor(performance.now() / 1_000) - second
    return old <= 1 && Math.max(hints, old === 0 ? before : 0) > BUSY_HINTS
  }

  /** Waiting ends early when the server stops. */
  const pause = (ms: number) =>
    sleep(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined)

  function wake(): void {
    if (working || !poll || stopping.signal.aborted || behind.size === 0) return
    working = work()
      .catch((error: unknown) => log.error({ err: error }, 'indexing messages failed, trying again'))
      .finally(() => {
        working = undefined
        wake()
      })
  }

  async function look(): Promise<void> {
    try {
      for (const { org } of await organisationsBehind(core.read)) behind.add(org)
      wake()
    } catch (error) {
      log.error({ err: error }, 'looking for messages to index failed, trying again')
    }
  }

  return {
    start() {
      unsubscribe = bus.subscribe(MOVED, (payload) => {
        countHint()
        // A node of ours published it; an organisation that is none has nothing to write down.
        behind.add(payload.split(' ')[0] as OrgId)
        wake()
      })
      poll = setInterval(look, POLL)
      poll.unref()
      void look()
    },
    async stop() {
      clearInterval(poll)
      unsubscribe()
      stopping.abort()
      await working
    },
  }
}
