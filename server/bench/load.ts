import { fork } from 'node:child_process'
import { once } from 'node:events'

export type LoadJob = {
  url: string
  authorization: string
  connections: number
  seconds: number
  what: 'tickets' | 'pictures'
}

/** Latencies in milliseconds; `refused` counts answers other than 200. */
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
