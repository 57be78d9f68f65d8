import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What is sent over and over; `since` is what a poller of that conversation has seen. */
export type Traffic =
  | { what: 'tickets'; authorization: string }
  | { what: 'pictures'; authorization: string }
  | { what: 'sends'; key: string; tokens: string[] }
  | { what: 'polls'; key: string; seen: { token: string; since: string }[] }

export type LoadJob = { url: string; connections: number; seconds: number; traffic: Traffic }

/** Latencies in milliseconds; `refused` counts answers other than the right one. */
export type LoadResult = { perSecond: number; p99: number; refused: number }

export type LoadGenerator = { run(job: LoadJob): Promise<LoadResult>; close(): void }

/** One process for the whole bench, so that every server meets the same warmed-up generator. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(new URL('./load-process.ts', import.meta.url))
  const ended = once(child, 'exit').then(() => {
    throw new Error('the load generator ended')
  })
  // Whoever waits for a result hears of it; the ordinary end after the last result is no failure.
  ended.catch(() => {})
  return {
    async run(job) {
      child.send(job)
      // Our own process answered with the type it declares.
      const [result] = (await Promise.race([once(child, 'message'), ended])) as [LoadResult]
      return result
    },
    close: () => child.disconnect(),
  }
}
