// What a widget asks most often, against the least a server could do: to keep a message, to say that there is none.
import { setTimeout as sleep } from 'node:timers/promises'
import { bare, parley } from './contenders.ts'
import { exchange } from './exchange.ts'
import type { BenchOptions, Figure } from './figure.ts'
import { startLoadGenerator } from './load.ts'
import { p99RatioOf, ratioOf, refusedIn, versus } from './versus.ts'
import { openChats } from './visitors.ts'

const CONNECTIONS = 32
const VISITORS = 1_000
const SETTLE = 1_000

export async function chat({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const load = startLoadGenerator()
  const contenders = { ours: await parley('parley'), bare: await bare() }
  try {
    const key = contenders.ours.credentials.site_key
    const writers = (await openChats(contenders.ours, 'writer', VISITORS)).map(({ token }) => token)
    const quiet = await openChats(contenders.ours, 'quiet', VISITORS)
    await sleep(SETTLE)
    const match = { load, contenders, rounds, seconds, connections: CONNECTIONS }
    const sends = await versus('sends', {
      ...match,
      traffic: () => ({ what: 'sends', key, tokens: writers }),
    })
    const polls = await versus('polls', { ...match, traffic: () => ({ what: 'polls', key, seen: quiet }) })
    const ratio = { unit: 'x', worse: 'below' } as const
    return [
      { name: 'chat send ÷ bare, median of rounds', value: ratioOf(sends), target: 0.6, ...ratio },
      {
        name: 'p99 of it ÷ p99 of bare, median of rounds',
        value: p99RatioOf(sends),
        target: 1.5,
        unit: 'x',
        worse: 'above',
      },
      { name: 'poll of a quiet chat ÷ bare, median of rounds', value: ratioOf(polls), target: 0.5, ...ratio },
      {
        name: 'chat answers other than the right one',
        value: refusedIn(sends) + refusedIn(polls),
        target: 0,
        unit: '',
        worse: 'above',
      },
      ...(await exchange(contenders.ours)),
    ]
  } finally {
    load.close()
    for (const contender of Object.values(contenders)) await contender.close()
  }
}
