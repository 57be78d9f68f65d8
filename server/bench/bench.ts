// `npm run bench`: every target of docs/performance.md that can be measured here, each beside its figure.
// Ratios within one run count; absolute numbers are this machine's and this minute's.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { answers } from './answers.ts'
import { chat } from './chat.ts'
import { fanOut } from './fan-out.ts'
import { type Bench, type Figure, isMet, printFigures } from './figure.ts'
import { ingestion } from './ingestion.ts'
import { longChat } from './long-chat.ts'
import { scale } from './scale/scale.ts'
import { screens } from './scale/screens.ts'
import { startUp } from './start-up.ts'
import { upload } from './upload.ts'

/** A bench is a file and a line here. */
const benches: Record<string, Bench> = { startUp, ingestion, upload, chat, 'fan-out': fanOut }

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    /** Half a million conversations instead, beside ten thousand: minutes to make, then seconds. */
    scale: { type: 'boolean', default: false },
    /** The dashboard on those half a million, in a browser. */
    screens: { type: 'boolean', default: false },
    /** The answer engine: training, memory, latency. */
    answers: { type: 'boolean', default: false },
    /** One chat of a million messages. */
    long: { type: 'boolean', default: false },
    conversations: { type: 'string', default: '500000' },
    /** Where made workspaces stay for the next run; else they go. */
    folder: { type: 'string' },
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
const ofScale = {
  rounds: options.rounds,
  conversations: Number(values.conversations),
  folder: values.folder,
}
if (values.scale) figures.push(...(await scale(ofScale)))
else if (values.screens) figures.push(...(await screens(ofScale)))
else if (values.answers) figures.push(...(await answers()))
else if (values.long) figures.push(...(await longChat()))
else
  for (const [name, bench] of Object.entries(benches))
    if (positionals.length === 0 || positionals.includes(name)) figures.push(...(await bench(options)))
printFigures(figures)
process.exitCode = values.assert && !figures.every(isMet) ? 1 : 0
