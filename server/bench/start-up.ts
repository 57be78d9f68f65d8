// From spawn to the `ready` line, on a folder that was set up before: what a restart costs.
import { setUp, startParley } from '../test/crash/parley-process.ts'
import { temporaryFolder } from './contenders.ts'
import type { Figure } from './figure.ts'
import { median } from './statistics.ts'

const STARTS = 7

export async function startUp(): Promise<Figure[]> {
  const { dataDir, remove } = temporaryFolder()
  try {
    await setUp(dataDir)
    const seconds: number[] = []
    for (let start = 1; start <= STARTS; start++) {
      const server = await startParley({ dataDir })
      seconds.push(server.readyMs / 1_000)
      await server.stop('SIGTERM')
    }
    process.stdout.write(`cold starts  ${seconds.map((value) => value.toFixed(2)).join(' ')} s\n`)
    return [
      { name: 'cold start to ready, median', value: median(seconds), target: 2, unit: 's', worse: 'above' },
    ]
  } finally {
    remove()
  }
}
