// `npm run bench`: every target of docs/performance.md that can be measured here, each beside its figure.
// Ratios within one run count; absolute numbers are this machine's and this minute's.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Bench, type Figure, isMet, printFigures } from './figure.ts'
import { ingestion } from './ingestion.ts'
import { startUp } from './start-up.ts'
import { upload } from './upload.ts'

/** A bench is a file and a line here. */
const benches: Record<string, Bench> = { startUp, ingestion, upload }

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    /** Exit 1 when a target is missed. */
    assert: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0)
  throw new Error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)

process.stdout.write(`load average before: ${loadavg()[0]?.toFixed(2)}\n`)
const figures: Figure[] = []
for (const [name, bench] of Object.entries(benches))
  if (positionals.length === 0 || positionals.includes(name)) figures.push(...(await bench(options)))
printFigures(figures)
process.exitCode = values.assert && !figures.every(isMet) ? 1 : 0
