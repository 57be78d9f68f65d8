// How long a kill keeps clients waiting, and what is too long.
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerProcess, startParley } from './parley-process.ts'

const MEDIAN_LIMIT = 2_000
const SLOWEST_LIMIT = 5_000

/** Milliseconds: `spawnToReady` is the new process alone, `outage` from the kill to the first 200 of /readyz. */
export type Restart = { server: ServerProcess; spawnToReady: number; outage: number }

export async function killAndStart(server: ServerProcess, dataDir: string, port: number): Promise<Restart> {
  const killed = performance.now()
  await server.stop('SIGKILL')
  const next = await startParley({ dataDir, port })
  while (!(await isReady(next.url))) await sleep(5)
  return { server: next, spawnToReady: next.readyMs, outage: performance.now() - killed }
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`)
  await response.arrayBuffer()
  return response.status === 200
}

/** One sentence for each limit that was passed. */
export function restartTimes(restarts: readonly Restart[]): string[] {
  const { median, slowest } = outagesOf(restarts)
  const violations: string[] = []
  if (median > MEDIAN_LIMIT)
    violations.push(`restarting took ${median} ms in the median, more than ${MEDIAN_LIMIT}`)
  if (slowest > SLOWEST_LIMIT) violations.push(`a restart took ${slowest} ms, more than ${SLOWEST_LIMIT}`)
  return violations
}

export function outagesOf(restarts: readonly Restart[]): { median: number; slowest: number } {
  const outages = restarts.map((restart) => Math.round(restart.outage)).sort((a, b) => a - b)
  return { median: outages[outages.length >> 1] ?? 0, slowest: outages.at(-1) ?? 0 }
}
