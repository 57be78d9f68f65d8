// A ticket with a picture of one megabyte against the least a server could do with it: stream it to disk, no fsync.
import { setTimeout as sleep } from 'node:timers/promises'
import { bare, parley } from './contenders.ts'
import type { BenchOptions, Figure } from './figure.ts'
import { startLoadGenerator } from './load.ts'
import { ratioOf, refusedIn, versus } from './versus.ts'

const CONNECTIONS = 8
const SETTLE = 1_000

export async function upload({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const load = startLoadGenerator()
  const contenders = { ours: await parley('parley'), bare: await bare() }
  try {
    await sleep(SETTLE)
    const measured = await versus('pictures', {
      load,
      contenders,
      rounds,
      seconds,
      connections: CONNECTIONS,
      traffic: ({ authorization }) => ({ what: 'pictures', authorization }),
    })
    return [
      {
        name: 'ticket with a 1 MB picture ÷ bare, median of rounds',
        value: ratioOf(measured),
        target: 0.6,
        unit: 'x',
        worse: 'below',
      },
      {
        name: 'answers other than a whole 200, with pictures',
        value: refusedIn(measured),
        target: 0,
        unit: '',
        worse: 'above',
      },
    ]
  } finally {
    load.close()
    for (const contender of Object.values(contenders)) await contender.close()
  }
}
