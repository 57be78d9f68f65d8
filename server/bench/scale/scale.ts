// `npm run bench -- --scale`: the questions people ask a workspace all day, of one with 10,000 conversations and of one
// with 500,000, turn by turn in the same run.
import { join } from 'node:path'
import { temporaryFolder } from '../contenders.ts'
import type { Figure } from '../figure.ts'
import { residentMb } from '../memory.ts'
import { median, percentile } from '../statistics.ts'
import { randomFrom } from './corpus.ts'
import type { Size } from './generate.ts'
import { asksOf, type Question, questions } from './questions.ts'
import { ask, openWorkspace, type Workspace } from './workspace.ts'

const SMALL: Size = { conversations: 10_000, messages: 20_000 }
const LARGE: Size = { conversations: 500_000, messages: 1_000_000 }

export type ScaleOptions = { rounds: number; conversations: number; folder: string | undefined }

/** Generated workspaces stay in `folder`, if one is named, for the next run. */
export async function scale({ rounds, conversations, folder }: ScaleOptions): Promise<Figure[]> {
  const scratch = folder === undefined ? temporaryFolder() : undefined
  const place = folder ?? scratch?.dataDir ?? ''
  const large = { conversations, messages: (conversations * LARGE.messages) / LARGE.conversations }
  const servers: Workspace[] = []
  try {
    for (const size of [SMALL, large])
      servers.push(await openWorkspace(join(place, String(size.conversations)), size))
    const [small, big] = servers
    if (!small || !big) throw new Error('two workspaces are compared')
    const figures: Figure[] = []
    for (const question of questions) figures.push(...(await compare(question, small, big, rounds)))
    const memory = await residentMb(big.server.pid)
    figures.push({
      name: 'resident memory after all of it',
      value: memory,
      unit: 'MB',
      target: 300,
      worse: 'above',
    })
    return figures
  } finally {
    for (const { server } of servers) await server.stop('SIGTERM')
    scratch?.remove()
  }
}

async function compare(
  question: Question,
  small: Workspace,
  big: Workspace,
  rounds: number,
): Promise<Figure[]> {
  const times: number[] = []
  /** Where both answers are as full: fifty rows cost more than two, however many there are behind them. */
  const alike = { small: [] as number[], big: [] as number[] }
  const random = { small: randomFrom(1), big: randomFrom(1) }
  const slowest = new Map<string, number>()
  for (let round = 0; round <= rounds; round++) {
    const ofBig = asksOf(question, random.big, big.ids)
    for (const [index, path] of asksOf(question, random.small, small.ids).entries()) {
      const asked = ofBig[index] ?? path
      const one = await ask(small.server.url, small.token, path)
      const other = await ask(big.server.url, big.token, asked)
      // The first round fills caches and compiles.
      if (round === 0) continue
      times.push(other.ms)
      slowest.set(asked, Math.max(slowest.get(asked) ?? 0, other.ms))
      if (Math.abs(rowsIn(one.body) - rowsIn(other.body)) > ALIKE) continue
      alike.small.push(one.ms)
      alike.big.push(other.ms)
    }
  }
  for (const [path, ms] of [...slowest].sort((x, y) => y[1] - x[1]).slice(0, 4))
    process.stdout.write(`  slowest ${ms.toFixed(1).padStart(7)} ms  ${decodeURIComponent(path)}\n`)
  const { name, target } = question
  process.stdout.write(`  ${name}: ${times.length} asked, ${alike.big.length} answered alike\n`)
  return [
    { name: `${name}, p95`, value: percentile(times, 0.95), unit: 'ms', target, worse: 'above' },
    {
      name: `${name}, median ÷ that of 10,000`,
      value: median(alike.big) / median(alike.small),
      unit: '×',
      target: 1.3,
      worse: 'above',
    },
  ]
}

/** Rows by which two answers may differ and still be as full. */
const ALIKE = 2

function rowsIn(body: string): number {
  const { data } = JSON.parse(body)
  return Array.isArray(data) ? data.length : 1
}
