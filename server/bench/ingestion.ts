// Durable `POST /interaction` against the least a server could do, in one run, round by round, in changing order.
import { setTimeout as sleep } from 'node:timers/promises'
import { bare, type Contender, oneFsyncEach, parley } from './contenders.ts'
import type { BenchOptions, Figure } from './figure.ts'
import { type LoadGenerator, type LoadResult, startLoadGenerator } from './load.ts'
import { residentMb } from './memory.ts'
import { median } from './statistics.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
/** Start-up garbage is gone and the compiled code kept. */
const SETTLE = 3_000

/** `loaded`: resident MB right after the load. `settled`: seconds until search found all of it. */
type Sample = LoadResult & { loaded: number; settled: number }
type Round = { ours: Sample; bare: Sample; single: Sample }

export async function ingestion({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const load = startLoadGenerator()
  const contenders = { ours: await parley('parley'), bare: await bare(), single: await oneFsyncEach() }
  try {
    await sleep(SETTLE)
    const idle = await residentMb(contenders.ours.server.pid)
    for (const contender of Object.values(contenders)) await measure(load, contender, WARM_UP_SECONDS)
    const measured: Round[] = []
    for (let round = 1; round <= rounds; round++) {
      const order = Object.entries(contenders)
      if (round % 2 === 0) order.reverse()
      const samples: Partial<Round> = {}
      for (const [key, contender] of order)
        samples[key as keyof Round] = await measure(load, contender, seconds)
      // Every contender has just run.
      measured.push(samples as Round)
      printRound(round, samples as Round)
    }
    return figures(measured, idle)
  } finally {
    load.close()
    for (const contender of Object.values(contenders)) await contender.close()
  }
}

async function measure(load: LoadGenerator, contender: Contender, seconds: number): Promise<Sample> {
  const { server, authorization } = contender
  const result = await load.run({
    url: server.url,
    connections: CONNECTIONS,
    seconds,
    traffic: { what: 'tickets', authorization },
  })
  const loaded = await residentMb(server.pid)
  return { ...result, loaded, settled: await contender.settle() }
}

function figures(rounds: readonly Round[], idle: number): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  const most = (key: keyof Round) => Math.max(...rounds.map((round) => round[key].loaded))
  const refused = rounds.reduce(
    (sum, { ours, bare, single }) => sum + ours.refused + bare.refused + single.refused,
    0,
  )
  const ratio = { unit: 'x', worse: 'below' } as const
  return [
    {
      name: 'durable ingestion ÷ bare, median of rounds',
      value: middle((r) => r.ours.perSecond / r.bare.perSecond),
      target: 0.6,
      ...ratio,
    },
    {
      name: 'durable ingestion ÷ one fsync per request',
      value: middle((r) => r.ours.perSecond / r.single.perSecond),
      target: 1.5,
      ...ratio,
    },
    {
      name: 'p99 ÷ p99 of bare, median of rounds',
      value: middle((r) => r.ours.p99 / r.bare.p99),
      target: 1.2,
      unit: 'x',
      worse: 'above',
    },
    { name: 'answers other than a whole 200', value: refused, target: 0, unit: '', worse: 'above' },
    { name: 'resident memory idle', value: idle, target: 170, unit: 'MB', worse: 'above' },
    {
      name: 'resident memory loaded ÷ bare loaded',
      value: most('ours') / most('bare'),
      target: 1.6,
      unit: 'x',
      worse: 'above',
    },
  ]
}

function printRound(round: number, samples: Round): void {
  const cells = Object.entries(samples).map(
    ([key, { perSecond, p99, loaded }]) =>
      `${key} ${perSecond.toFixed(0).padStart(6)}/s p99 ${p99.toFixed(1).padStart(5)} ms ${loaded.toFixed(0).padStart(4)} MB`,
  )
  process.stdout.write(
    `round ${round}  ${cells.sort().join('   ')}   x${(samples.ours.perSecond / samples.bare.perSecond).toFixed(2)}   found after ${samples.ours.settled.toFixed(0)} s\n`,
  )
}
