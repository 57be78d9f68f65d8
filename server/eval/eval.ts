// `npm run eval -- --data DIR`: how good answers are, on sets one has in a folder. One configuration for all of them.
import { parseArgs } from 'node:util'
import { percentile } from '../bench/statistics.ts'
import { squad2 } from './documents.ts'
import { type Figure, isMissed, tableOf } from './figure.ts'
import { banking77, banking77oos, clinc150, hint3, type Result, stackfaq, type Timing } from './questions.ts'

/** A set is a line here. */
const sets: Record<string, (folder: string) => Result | Promise<Result>> = {
  hint3,
  stackfaq,
  squad2,
  clinc150,
  banking77,
  banking77oos,
}

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    /** Exit 1 when a must is missed. */
    assert: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
if (values.data === undefined) throw new Error('say where the sets are: --data DIR')
const unknown = positionals.filter((name) => !Object.hasOwn(sets, name))
if (unknown.length > 0)
  throw new Error(`no set named ${unknown.join(', ')}; there are ${Object.keys(sets).join(', ')}`)

const figures: Figure[] = []
const timings: Timing[] = []
for (const [name, run] of Object.entries(sets)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  const result = await run(values.data)
  if (result.figures.length === 0) process.stderr.write(`  ${name} is not in ${values.data}, left out\n`)
  figures.push(...result.figures)
  timings.push(...result.timings)
}
process.stdout.write(`${tableOf(figures)}\n\n`)
for (const { name, trained, questions, latencies } of timings)
  process.stdout.write(
    `${name.padEnd(24)} ${String(questions).padStart(6)} texts ready after ${(trained / 1_000).toFixed(2).padStart(6)} s   ` +
      `p50 ${percentile(latencies, 0.5).toFixed(2)} ms  p99 ${percentile(latencies, 0.99).toFixed(2)} ms\n`,
  )
process.stdout.write(`resident memory at the end ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB\n`)
process.exitCode = values.assert && figures.some(isMissed) ? 1 : 0
