// Two servers under the same load, round by round, in changing order: only ratios within one round are compared.
import type { Contender } from './contenders.ts'
import type { LoadGenerator, LoadResult, Traffic } from './load.ts'
import { median } from './statistics.ts'

const WARM_UP_SECONDS = 2

export type Round = { ours: LoadResult; bare: LoadResult }

type Match = {
  load: LoadGenerator
  contenders: { ours: Contender; bare: Contender }
  rounds: number
  seconds: number
  connections: number
  traffic(contender: Contender): Traffic
}

/** Prints each round, as what it is. */
export async function versus(name: string, match: Match): Promise<Round[]> {
  const { load, contenders, rounds, seconds, connections, traffic } = match
  const measure = async (contender: Contender, seconds: number) => {
    const { url } = contender.server
    const result = await load.run({ url, connections, seconds, traffic: traffic(contender) })
    await contender.settle()
    return result
  }
  for (const contender of Object.values(contenders)) await measure(contender, WARM_UP_SECONDS)
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const order: (keyof Round)[] = round % 2 === 0 ? ['bare', 'ours'] : ['ours', 'bare']
    const results: Partial<Round> = {}
    for (const key of order) results[key] = await measure(contenders[key], seconds)
    // Both have just run.
    measured.push(results as Round)
    printRound(name, round, results as Round)
  }
  return measured
}

export function ratioOf(rounds: readonly Round[]): number {
  return median(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond))
}

export function p99RatioOf(rounds: readonly Round[]): number {
  return median(rounds.map(({ ours, bare }) => ours.p99 / bare.p99))
}

export function refusedIn(rounds: readonly Round[]): number {
  return rounds.reduce((sum, { ours, bare }) => sum + ours.refused + bare.refused, 0)
}

function printRound(name: string, round: number, { ours, bare }: Round): void {
  const one = ({ perSecond, p99 }: LoadResult) =>
    `${perSecond.toFixed(0).padStart(6)}/s p99 ${p99.toFixed(1).padStart(6)} ms`
  const ratio = (ours.perSecond / bare.perSecond).toFixed(2)
  process.stdout.write(`round ${round}  ${name}  bare ${one(bare)}   ours ${one(ours)}   x${ratio}\n`)
}
