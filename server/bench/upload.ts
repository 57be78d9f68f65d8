// A ticket with a picture of one megabyte against the least a server could do with it: stream it to disk, no fsync.
import { setTimeout as sleep } from 'node:timers/promises'
import { bare, type Contender, parley } from './contenders.ts'
import type { BenchOptions, Figure } from './figure.ts'
import { type LoadGenerator, type LoadResult, startLoadGenerator } from './load.ts'
import { median } from './statistics.ts'

const CONNECTIONS = 8
const WARM_UP_SECONDS = 2
const SETTLE = 1_000

type Round = { ours: LoadResult; bare: LoadResult }

export async function upload({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const load = startLoadGenerator()
  const contenders = { ours: await parley('parley'), bare: await bare() }
  try {
    await sleep(SETTLE)
    for (const contender of Object.values(contenders)) await measure(load, contender, WARM_UP_SECONDS)
    const measured: Round[] = []
    for (let round = 1; round <= rounds; round++) {
      const order = Object.entries(contenders)
      if (round % 2 === 0) order.reverse()
      const samples: Partial<Round> = {}
      for (const [key, contender] of order)
        samples[key as keyof Round] = await measure(load, contender, seconds)
      // Both have just run.
      measured.push(samples as Round)
      printRound(round, samples as Round)
    }
    return figures(measured)
  } finally {
    load.close()
    for (const contender of Object.values(contenders)) await contender.close()
  }
}

async function measure(load: LoadGenerator, { server, authorization }: Contender, seconds: number) {
  const job = { url: server.url, authorization, connections: CONNECTIONS, seconds, what: 'pictures' as const }
  return await load.run(job)
}

function figures(rounds: readonly Round[]): Figure[] {
  return [
    {
      name: 'ticket with a 1 MB picture ÷ bare, median of rounds',
      value: median(rounds.map((round) => round.ours.perSecond / round.bare.perSecond)),
      target: 0.6,
      unit: 'x',
      worse: 'below',
    },
    {
      name: 'answers other than a whole 200, with pictures',
      value: rounds.reduce((sum, { ours, bare }) => sum + ours.refused + bare.refused, 0),
      target: 0,
      unit: '',
      worse: 'above',
    },
  ]
}

function printRound(round: number, { ours, bare }: Round): void {
  const one = ({ perSecond, p99 }: LoadResult) =>
    `${perSecond.toFixed(0).padStart(6)}/s p99 ${p99.toFixed(1).padStart(6)} ms`
  const ratio = (ours.perSecond / bare.perSecond).toFixed(2)
  process.stdout.write(`round ${round}  pictures  bare ${one(bare)}   ours ${one(ours)}   x${ratio}\n`)
}
