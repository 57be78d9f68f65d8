// `npm run crash`: kill -9 thirty times under sixteen writers; what was acknowledged must be there, once.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, setUp, startParley } from './parley-process.ts'
import { seededRandom } from './random.ts'
import { killAndStart, outagesOf, type Restart, restartTimes } from './restarts.ts'
import { selfCheck } from './self-check.ts'
import { type Counts, verify } from './verify.ts'
import { post, startWriters, type Ticket } from './writers.ts'

const WRITERS = 16
const REPLAYED = 200

const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1e9))
const kills = Number(process.env.CRASH_KILLS ?? 30)
const random = seededRandom(seed)
process.stdout.write(`seed ${seed} (again with CRASH_SEED=${seed}), ${kills} kills, ${WRITERS} writers\n`)

const dataDir = mkdtempSync(join(tmpdir(), 'parley-crash-'))
try {
  const violations = await run()
  for (const violation of violations.slice(0, 20)) process.stdout.write(`VIOLATION: ${violation}\n`)
  process.stdout.write(
    violations.length === 0 ? 'ok: nothing acknowledged was lost\n' : `${violations.length} violations\n`,
  )
  process.exitCode = violations.length === 0 ? 0 : 1
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

async function run(): Promise<string[]> {
  const { api_key: apiKey } = await setUp(dataDir)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server = await startParley({ dataDir, port })
  const writers = startWriters({ url, apiKey, count: WRITERS, random })
  const restarts: Restart[] = []
  for (let kill = 1; kill <= kills; kill++) {
    await sleep(150 + random() * 750)
    const restart = await killAndStart(server, dataDir, port)
    server = restart.server
    restarts.push(restart)
  }
  await sleep(500)
  await writers.finish()
  const violations = await replayAgain(url, apiKey, writers.tickets)
  const code = await server.stop('SIGTERM')
  if (code !== 0) violations.push(`SIGTERM ended the server with exit code ${code}`)

  const path = join(dataDir, 'parley.db')
  const verdict = verify(path, writers.tickets)
  violations.push(...verdict.violations, ...restartTimes(restarts))
  report(verdict.counts, restarts)
  // What a log still held would be missing from the self-check's copies of the file.
  const left = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (left > 0) violations.push(`a clean stop left ${left} bytes in the write-ahead log`)
  violations.push(...selfCheck(path, writers.tickets))
  return violations
}

/** A client that lost its notes sends old tickets again: same answers, and (verified later) nothing stored. */
async function replayAgain(url: string, apiKey: string, tickets: readonly Ticket[]): Promise<string[]> {
  const violations: string[] = []
  const step = Math.max(1, Math.floor(tickets.length / REPLAYED))
  for (let at = 0; at < tickets.length; at += step) {
    const ticket = tickets[at]
    if (!ticket?.acknowledged) continue
    const writer = /^writer (\d+)/.exec(ticket.query)?.[1]
    const answer = await post({ url, apiKey, ticket, email: `writer-${writer}@crash.example` })
    if (!answer?.replayed || answer.number !== ticket.acknowledged.number)
      violations.push(
        `"${ticket.query}" sent again answered ${answer?.number}, not ${ticket.acknowledged.number}`,
      )
  }
  return violations
}

function report(counts: Counts, restarts: readonly Restart[]): void {
  const { median, slowest } = outagesOf(restarts)
  const starts = restarts.map((restart) => Math.round(restart.spawnToReady)).sort((a, b) => a - b)
  const rows = {
    ...counts,
    'kill to /readyz, median ms': median,
    'kill to /readyz, slowest ms': slowest,
    'spawn to ready, median ms': starts[starts.length >> 1] ?? 0,
  }
  for (const [name, value] of Object.entries(rows))
    process.stdout.write(`${name.padEnd(30)}${String(value).padStart(8)}\n`)
}
