// `npm run malformed`: thousands of broken forms over real sockets; nothing may be a 5xx, hang, leak or be left behind.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { residentMb } from '../../bench/memory.ts'
import { caseOf } from './generate.ts'
import { MEMORY, violationsIn } from './judge.ts'
import { report } from './report.ts'
import { selfCheck } from './self-check.ts'
import { type Outcome, sendCase } from './send-case.ts'
import { slowCases } from './slow.ts'
import { readStored } from './stored.ts'
import {
  jobsDone,
  lookAtFiles,
  openChat,
  ordinaryTicket,
  type Subject,
  settledMemory,
  startSubject,
  warmUp,
} from './subject.ts'

const AT_ONCE = 16
/** Milliseconds. The slow ones get what the server grants a body, the time to read the answer, and a busy machine's. */
const DEADLINE = 10_000
const SLOW_DEADLINE = 15_000 + 2_000 + 5_000
/** After so many the server is taken to hang for good. */
const MOST_LATE = 20
/** Of each kind. */
const SLOW_ONES = 4
const QUIET = 3_000
/** Of the same kinds, sent before what is judged: what any load takes for good is there, and what grows by the request grows on. */
const WARM_UP = 1 / 10

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: '6000' },
    /** The number of one case: sends it alone, and shows it with its answer and the server's log. */
    only: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
const count = Number(values.count)
process.stdout.write(`seed ${seed} (again with --seed ${seed}), ${count} requests, ${AT_ONCE} at once\n`)

const dataDir = mkdtempSync(join(tmpdir(), 'parley-malformed-'))
let subject: Subject | undefined
let isRunning = true
try {
  subject = await startSubject(dataDir)
  subject.server.child.once('exit', (code, signal) => isRunning && stopAtOnce(`${code ?? signal}`))
  const violations = await (values.only === undefined ? run(subject) : showOne(subject, Number(values.only)))
  for (const violation of violations.slice(0, 30)) process.stdout.write(`VIOLATION: ${violation}\n`)
  process.stdout.write(violations.length === 0 ? 'ok: nothing broke\n' : `${violations.length} violations\n`)
  process.exitCode = violations.length === 0 ? 0 : 1
} finally {
  isRunning = false
  subject?.server.child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}

/** Nothing that is still to come would say more than what the server wrote last. */
function stopAtOnce(how: string): void {
  process.stdout.write(`VIOLATION: the server ended with ${how}\n${subject?.server.stderr()}\n`)
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(1)
}

async function run(subject: Subject): Promise<string[]> {
  // It gives back what starting up took in its first quiet second: later it would give back what the warm-up took as well.
  await sleep(QUIET)
  await warmUp(subject)
  await sendMany(subject, seed + 1, count * WARM_UP)
  await jobsDone(subject)
  const { mb: idle } = await settledMemory(subject)
  const before = readStored(dataDir)
  const { outcomes, sent, peak, seconds } = await sendAll(subject)
  // A server that hangs would keep the rest of this waiting too.
  if (outcomes.filter(({ late }) => late).length >= MOST_LATE)
    return outcomes.flatMap(({ late, family, number }) =>
      late ? [`neither answered nor closed: case ${number} (${family})`] : [],
    )
  await jobsDone(subject)
  const looks = await lookAtFiles(subject)
  const stillAnswers = await ordinaryTicket(subject, { query: 'still there?' })
  const settled = await settledMemory(subject, idle + MEMORY)
  isRunning = false
  subject.server.child.kill('SIGTERM')
  const exitCode = await subject.server.exit()
  const ordinary = settled.tickets + 1
  const log = subject.server.stdout() + subject.server.stderr()
  const facts = {
    outcomes,
    sent,
    ordinary,
    before,
    stored: readStored(dataDir),
    idle,
    after: settled.mb,
    log,
    looks,
    stillAnswers,
    exitCode,
  }
  report(facts, { peak, seconds })
  const violations = violationsIn(facts)
  // Whoever is found guilty already says nothing of whether the innocent would be acquitted.
  return violations.length > 0 ? violations : selfCheck(facts, dataDir)
}

async function sendAll(subject: Subject) {
  const started = performance.now()
  const slow = slowCases(subject, seed, SLOW_ONES, SLOW_DEADLINE / 1_000)
  const slowOnes = slow.map((given, at) => sendCase(subject.port, -1 - at, given, SLOW_DEADLINE))
  const { outcomes, peak } = await sendMany(subject, seed, count)
  const seconds = (performance.now() - started) / 1_000
  outcomes.push(...(await Promise.all(slowOnes)))
  return { outcomes, sent: count + slow.length, peak, seconds }
}

/** The first so many cases of a seed, some at once. `peak`: megabytes resident. */
async function sendMany(subject: Subject, seed: number, count: number) {
  const outcomes: Outcome[] = []
  let next = 0
  let peak = 0
  let late = 0
  const client = async () => {
    while (next < count && late < MOST_LATE) {
      const number = next++
      const outcome = await sendCase(subject.port, number, caseOf(subject, seed, number), DEADLINE)
      if (outcome.late) late++
      outcomes.push(outcome)
      if (number % 50 === 0) peak = Math.max(peak, await residentMb(subject.pid))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
  return { outcomes, peak }
}

async function showOne(subject: Subject, number: number): Promise<string[]> {
  const { port, server, ticketSource } = subject
  await ordinaryTicket(subject, { query: 'first', source_specific_id: ticketSource })
  await openChat(subject)
  const given = caseOf(subject, seed, number)
  const bytes = Buffer.concat(given.pieces)
  process.stdout.write(
    `${bytes.subarray(0, 4_000).toString('latin1')}\n(${bytes.length} bytes, ${given.ending})\n`,
  )
  const outcome = await sendCase(port, number, given, DEADLINE)
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n${server.stdout()}`)
  return []
}
